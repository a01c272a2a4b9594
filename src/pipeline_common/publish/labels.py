"""Words of the interface: written in Chinese where they are used, translated by `catalogues`.

The Chinese text is the key, as in gettext; `{name}` marks a value put in by the caller. Babel finds
the texts by the calls they stand in: `labels("...")`, `_("...")` in templates, `N_("...")` in
tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline_common.models import Kind, State
from pipeline_common.publish.catalogues import FOLDER, SOURCE_LANGUAGE, match, translations


def N_(text: str) -> str:
    """The text as it is; the call marks it for translation where it is only kept (gettext)."""
    return text


#: What a kind of milestone is called.
KIND_WORDS: Mapping[Kind, str] = {
    Kind.AGREEMENT: N_("签约"),
    Kind.PLAN_POLICY: N_("规划政策"),
    Kind.MEETING_VISIT: N_("会议互访"),
    Kind.INFRASTRUCTURE: N_("基础设施"),
    Kind.PUBLIC_SERVICE: N_("公共服务"),
    Kind.INDUSTRY_PROJECT: N_("产业项目"),
    Kind.INSTITUTION: N_("机构机制"),
    Kind.OTHER: N_("其他"),
}

#: What figures of an event are called (`milestones.attributes`).
FIGURE_WORDS: Mapping[str, str] = {
    "length": N_("长度"),
    "value": N_("金额"),
    "projects": N_("项目数"),
    "speed": N_("时速"),
}

#: How the last run of a source ended, in words.
STATE_WORDS: Mapping[State, str] = {
    State.OK: N_("正常"),
    State.UNCHANGED: N_("无新内容"),
    State.EMPTY: N_("列表为空"),
    State.LIST_NOT_FOUND: N_("找不到列表"),
    State.BLOCKED: N_("被拒绝"),
    State.UNREACHABLE: N_("无法连接"),
    State.ROBOTS: N_("robots.txt 不允许"),
    State.PARTIAL: N_("部分失败"),
    State.STALE: N_("久未更新"),
}


class Labels:
    """Texts of one language; what its catalogue lacks stays Chinese.

    `language` is a tag (BCP 47): "zh-CN", "en", "en-US". Raises SettingsError for a language
    without a catalogue in `folder`.
    """

    def __init__(self, language: str, folder: Path = FOLDER) -> None:
        tag = match(language, folder)
        self.chinese = tag == SOURCE_LANGUAGE
        self._texts = translations(tag, folder)

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, with the values put in."""
        text = self._texts.get(text, text)
        return text.format(**values) if values else text

    def kind(self, kind: Kind) -> str:
        """What the kind is called."""
        return self(KIND_WORDS[kind])

    def join(self, names: Iterable[str]) -> str:
        """A list of names as it is written in running text."""
        return ("、" if self.chinese else ", ").join(names)
