"""The one-sentence headline of a milestone, made of words of its evidence and of what was resolved.

Parties, what happened, document: 南昌、抚州签署《关于进一步推进昌抚联动发展合作协议》.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline_common.milestones.verbs import Verb
from pipeline_common.models import Kind

LONGEST = 60  # characters
_MOST_NAMED = 5  # parties that are written out

_LEAD = re.compile(
    r"^(?:随后|当[天日]|同日|此时|会上|会议期间|日前|近日|近期|不久前|据悉|据了解|据介绍|记者[^，]{0,20}，|消息|"
    r"[^，]{0,16}(?:讯|电)(?:（[^）]{0,30}）)?|（[^）]{0,30}）|[\d.、\s:：]+|[，、。：\s])+"
)
_CLOCK = re.compile(
    r"(?:上午|下午|早上|晚上|凌晨|中午)?\d{1,2}(?:时|点)(?:\d{1,2}分|整|半)?(?:许|左右)?"
)
_TRANSITIVE = frozenset(
    {Verb.SIGN, Verb.REACH, Verb.CALL, Verb.ISSUE, Verb.JOIN, Verb.LAY_OUT, Verb.BUILD_UP}
)


def compose(
    subject: str,
    predicate: str,
    object_: str,
    *,
    verb: Verb,
    kind: Kind,
    places: Sequence[str],
    documents: Sequence[str],
) -> str:
    """A headline of at most `LONGEST` characters.

    `subject` and `object_` are the words before and after the predicate in its clause, dates cut.
    """
    subject, object_ = _clean(subject), _clean(object_)
    parties = _parties(places)
    if documents and verb in _TRANSITIVE and kind in (Kind.AGREEMENT, Kind.PLAN_POLICY):
        more = f"等{len(documents)}份文件" if len(documents) > 1 else ""
        title = documents[0]
        actor = parties if kind is Kind.AGREEMENT else (subject or parties)
        text = f"{actor}{predicate}{title}{more}"
        return text if len(text) <= LONGEST else _shorten(f"{parties}{predicate}", title)
    if verb in _TRANSITIVE and kind is Kind.AGREEMENT:
        text = f"{parties}{predicate}{object_}" if object_ else f"{subject}{predicate}"
    else:
        text = f"{subject}{predicate}{object_}"
    if places and not any(place in text for place in places):
        text = f"{parties}：{text}"
    return _cut(text)


def _parties(places: Sequence[str]) -> str:
    named = "、".join(places[:_MOST_NAMED])
    return f"{named}等{len(places)}地" if len(places) > _MOST_NAMED else named


def _clean(words: str) -> str:
    words = _CLOCK.sub("", words)
    words = _LEAD.sub("", words.replace("\n", ""))
    return words.strip(" ，、。：；")


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    piece = text[: LONGEST - 1]
    return piece[: max(piece.rfind("，"), piece.rfind("、"), LONGEST // 2)].rstrip("，、") + "…"


def _shorten(before: str, title: str) -> str:
    room = LONGEST - len(before)
    if room < 12:
        return _cut(before + title)
    return before + (title if len(title) <= room else f"{title[: room - 2]}…》")
