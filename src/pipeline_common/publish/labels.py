"""Words of the interface: written in Chinese where they are used, translated by one table here.

The Chinese text is the key, as in gettext; `{name}` marks a value put in by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline_common.models import Kind, State
from pipeline_common.publish.english import ENGLISH

#: What a kind of milestone is called.
KIND_WORDS: Mapping[Kind, str] = {
    Kind.AGREEMENT: "签约",
    Kind.PLAN_POLICY: "规划政策",
    Kind.MEETING_VISIT: "会议互访",
    Kind.INFRASTRUCTURE: "基础设施",
    Kind.PUBLIC_SERVICE: "公共服务",
    Kind.INDUSTRY_PROJECT: "产业项目",
    Kind.INSTITUTION: "机构机制",
    Kind.OTHER: "其他",
}

#: What figures of an event are called (`milestones.attributes`).
FIGURE_WORDS: Mapping[str, str] = {
    "length": "长度",
    "value": "金额",
    "projects": "项目数",
    "speed": "时速",
}

#: How the last run of a source ended, in words.
STATE_WORDS: Mapping[State, str] = {
    State.OK: "正常",
    State.UNCHANGED: "无新内容",
    State.EMPTY: "列表为空",
    State.LIST_NOT_FOUND: "找不到列表",
    State.BLOCKED: "被拒绝",
    State.UNREACHABLE: "无法连接",
    State.ROBOTS: "robots.txt 不允许",
    State.PARTIAL: "部分失败",
    State.STALE: "久未更新",
}


class Labels:
    """Texts of one language; languages other than English get the Chinese text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.chinese = not language.lower().startswith("en")

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, with the values put in."""
        if not self.chinese:
            text = ENGLISH.get(text, text)
        return text.format(**values) if values else text

    def kind(self, kind: Kind) -> str:
        """What the kind is called."""
        return self(KIND_WORDS[kind])

    def join(self, names: Iterable[str]) -> str:
        """A list of names as it is written in running text."""
        return ("、" if self.chinese else ", ").join(names)
