"""Lists and tables that state events without a verb: a plan's name, then 批复时间：2021年2月2日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline_common.milestones.predicates import Predicate
from pipeline_common.milestones.verbs import Verb
from pipeline_common.models import Kind
from pipeline_common.text import Span
from pipeline_common.text.patterns import with_beginnings


@dataclass(frozen=True, slots=True)
class Record:
    """One event of a table; spans of a normalised text."""

    predicate: Predicate  # its label, read as a verb
    name: Span  # of the plan, line or zone
    date: Span  # the words after the colon
    scope: Span  # where its places are named


_LABELS = (
    (Verb.APPROVE, Kind.PLAN_POLICY, r"(?:批复|获批|批准|印发|出台|通过)(?:时间|日期)[：:\s]"),
    (Verb.SIGN, Kind.AGREEMENT, r"(?:签署|签订|签约)(?:时间|日期)[：:\s]"),
    (Verb.OPEN, Kind.INFRASTRUCTURE, r"(?:通车|开通|开工|运营|投运)(?:时间|日期)[：:\s]"),
    (Verb.FOUND, Kind.INSTITUTION, r"(?:成立|设立|揭牌|挂牌)(?:时间|日期)[：:\s]"),
)
_LABEL = re.compile(with_beginnings("|".join(f"({pattern})" for _, _, pattern in _LABELS)))
_SCOPE = re.compile(
    r"(?:规划|覆盖|涉及)?(?:范围|区域|城市|成员|地区|起讫点|缔约方|双方)[^：\n]{0,8}[：:]"
)
_NUMBERING = re.compile(r"^[\s（(]*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）).、．\s]*")
_ZONE_END = re.compile(r"(?:新区|示范区|试验区|合作区)$")
_LONGEST = 60  # characters of a name
_LONGEST_LINE = 2000  # characters of a line on either side of a label


def read_tables(text: str) -> Iterator[Record]:
    """The records of a normalised text, in order."""
    for label in _LABEL.finditer(text):
        line = Span(_line_start(text, label.start()), _line_end(text, label.end()))
        name = _name_before(text, line.start, label.start())
        if name is None:
            continue
        verb, kind, _ = _LABELS[(label.lastindex or 1) - 1]
        if kind is Kind.PLAN_POLICY and _ZONE_END.search(text[name.start : name.end]):
            kind = Kind.INSTITUTION
        start, end = label.start(), label.start() + 2
        predicate = Predicate(
            Span(name.start, line.end),
            name.start,
            "",
            start,
            end,
            end,
            verb,
            text[start:end],
            kind,
            None,
        )
        yield Record(predicate, name, Span(label.end(), line.end), _scope(text, name, line))


def _line_start(text: str, position: int) -> int:
    farthest = max(0, position - _LONGEST_LINE)
    return max(farthest, text.rfind("\n", farthest, position) + 1)


def _line_end(text: str, position: int) -> int:
    farthest = min(len(text), position + _LONGEST_LINE)
    end = text.find("\n", position, farthest)
    return farthest if end < 0 else end


def _name_before(text: str, line: int, label: int) -> Span | None:
    """The name in the same line before the label, else the whole line above."""
    if text[line:label].strip():
        start, end = line, label
    elif line:
        start, end = _line_start(text, line - 1), line - 1
    else:
        return None
    if numbering := _NUMBERING.match(text[start:end]):
        start += numbering.end()
    words = text[start:end].rstrip(" ：，、")
    if not 4 <= len(words) <= _LONGEST or "。" in words or "，" in words:
        return None
    return Span(start, start + len(words))


def _scope(text: str, name: Span, line: Span) -> Span:
    """The line that lists the places if it stands next, else the name."""
    following = Span(line.end + 1, _line_end(text, line.end + 1)) if line.end < len(text) else name
    if found := _SCOPE.match(text, following.start, max(following.start, following.end)):
        stop = re.search("。", text[found.end() : following.end])
        end = found.end() + stop.start() if stop else following.end
        return Span(found.end(), end)
    return name
