"""Finding the names of places in a text.

The text is normalised, simplified Chinese. Every position is looked up in one table of names,
longest first; the work is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline_common.regions.abbreviations import find_abbreviations
from pipeline_common.regions.divisions import Division, Level
from pipeline_common.regions.gazetteer import Certainty, Entry, How, ancestors, by_code, entries
from pipeline_common.regions.tables import read_table


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """One name in a text: `names` has several for a collective (昌九 -> 南昌, 九江)."""

    start: int
    end: int
    names: tuple[str, ...]
    how: How
    level: Level | None = None  # of a single place
    code: str = ""  # of a single place: six digits, or the slug of a zone


_Span = tuple[int, int, Entry]

#: A name before these is part of another word: 合作市场, 南昌区域.
_BROKEN_SUFFIX = {"市": "场值面县", "区": "域间块划别位分", "县": "域", "州": "际"}
_STOP = re.compile(r"口岸|线(?!上|下)|站(?![在位])")
_STREET = re.compile(r"[东西南北中]?[一二三四]?(?:路(?![桥网径线局演过由])|大?街|巷|胡同|弄)")
_WATER = re.compile(r"[河江湖溪峡岛]|水库|草原|流域|山(?!市)")
_LANDFORM = re.compile(r"高原|盆地|平原|山脉|丘陵|岸|侧|麓")
_BOUNDARY = frozenset("在与和及至到从由对来内赴抵经往是自为将把向同跟的等了于进以各离按") | {""}
_HANZI = re.compile(r"[\u3400-\u9fff]")
_REACH = re.compile(r"[东西南北]?站?(?:[至到经\-－~～]|—{1,2})")
_LISTED = frozenset("、和与及")
_JOINT = re.compile(r"[、,，;；和与及至到—\-—－~～·和]+(?:以及)?$|^以及$")


def find_places(text: str) -> tuple[PlaceMatch, ...]:
    """Names of places in `text`, in order, none overlapping another.

    A county's short name counts only at a word boundary and with a second sign: its name in full
    elsewhere in the text, its city or province, or a list of places around it.
    """
    named = list(_look_up(text))
    spans = _resolve_overlaps([*_abbreviated(text, named), *named])
    return tuple(_judge(text, spans))


@cache
def _index() -> tuple[dict[str, Entry], dict[str, tuple[int, ...]]]:
    names = dict(entries())
    blocked = Entry((), How.NAME, Certainty.SURE)
    for word in read_table("ambiguous")["blockers"].split():
        names[word] = blocked
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[:2]].add(len(name))
    return names, {k: tuple(sorted(v, reverse=True)) for k, v in lengths.items()}


def _look_up(text: str) -> Iterable[_Span]:
    names, lengths = _index()
    for start in range(len(text) - 1):
        for length in lengths.get(text[start : start + 2], ()):
            end = start + length
            entry = names.get(text[start:end])
            if entry is None or end > len(text):
                continue
            following = text[end : end + 1]
            if following and following in _BROKEN_SUFFIX.get(text[end - 1], ""):
                continue
            bare = entry.certainty in (Certainty.BARE, Certainty.WORD)
            if (
                _LANDFORM.match(text, end)
                or _STREET.match(text, end)
                or (bare and _WATER.match(text, end))
            ):
                entry = Entry((), How.NAME, Certainty.SURE)
            yield start, end, entry
            break


def _abbreviated(text: str, named: list[_Span]) -> Iterable[_Span]:
    ends = frozenset(
        end
        for _, end, entry in named
        if entry.how is not How.COLLECTIVE and entry.certainty is Certainty.SURE
    )
    shorts = tuple(
        dict.fromkeys(
            name
            for *_, entry in named
            if entry.how is How.NAME and entry.bearers[:1]
            for name in entry.names
            if entry.bearers[0].level is not Level.PROVINCE
        )
    )
    for start, end, names in find_abbreviations(text, ends, shorts):
        yield start, end, Entry(names, How.ABBREVIATION, Certainty.SURE)


def _resolve_overlaps(spans: Iterable[_Span]) -> list[_Span]:
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if kept and span[0] < kept[-1][1]:
            if _stronger(span, kept[-1]):
                kept[-1] = span
            continue
        kept.append(span)
    return kept


def _stronger(new: _Span, old: _Span) -> bool:
    """Whether a later, overlapping name displaces the earlier one."""
    if not old[2].names:
        return False
    if old[2].certainty is not Certainty.SURE and new[2].certainty is Certainty.SURE:
        return True
    longer = new[1] - new[0] > old[1] - old[0]
    return longer and new[1] > old[1] and new[2].how is How.NAME  # 广东|三省 is not 东三省


def _judge(text: str, spans: list[_Span]) -> Iterable[PlaceMatch]:
    named = {d.code for _, _, e in spans if e.certainty is Certainty.SURE for d in e.bearers}
    certain = {
        (start, end)
        for start, end, entry in spans
        if entry.names and entry.certainty is Certainty.SURE
    }
    previous: PlaceMatch | None = None
    for position, (start, end, entry) in enumerate(spans):
        if not entry.names:
            continue
        adjacent = previous is not None and text[previous.end : start] in ("", "的", "省", "市")
        division = _bearer(entry, previous if adjacent else None, named)
        if entry.certainty is not Certainty.SURE and (start, end) not in certain:
            child = adjacent and division is not None and _inside(division, previous)
            if entry.certainty is Certainty.GENERIC and not child:
                continue
            following = spans[position + 1] if position + 1 < len(spans) else None
            if not child and not _vouched(text, entry, start, end, previous, following, named):
                continue
        if division is not None and _STOP.match(text, end):
            division = _city_of_zone(division)
        previous = PlaceMatch(
            start,
            end,
            (division.short,) if division else entry.names,
            entry.how,
            division.level if division else None,
            division.code if division else "",
        )
        yield previous


def _city_of_zone(division: Division) -> Division:
    """The city of a zone that a stop or line is named after (横琴口岸: 珠海); else itself."""
    cities = [a for a in ancestors(division) if a.level is Level.PREFECTURE]
    return cities[0] if division.level is Level.ZONE and len(cities) == 1 else division


def _bearer(entry: Entry, parent: PlaceMatch | None, named: set[str]) -> Division | None:
    """Which of the divisions of that name is meant: the one whose city or province is near."""
    if len(entry.bearers) < 2:
        return entry.bearers[0] if entry.bearers else None
    if parent is not None:
        for division in entry.bearers:
            if _inside(division, parent):
                return division
    for division in entry.bearers:
        if any(a.code in named for a in ancestors(division)):
            return division
    return entry.bearers[0]


def _inside(division: Division, outer: PlaceMatch | None) -> bool:
    return outer is not None and any(a.code == outer.code for a in ancestors(division))


def _vouched(
    text: str,
    entry: Entry,
    start: int,
    end: int,
    previous: PlaceMatch | None,
    following: _Span | None,
    named: set[str],
) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if previous is not None and previous.end == start:
        before = ""
    if following is not None and _REACH.fullmatch(text, end, following[0]):
        return True  # 连平至怀集
    if previous is not None and _REACH.fullmatch(text, previous.end, start):
        return True
    if entry.certainty is Certainty.WORD:
        return _among_neighbours(text, entry, start, end, previous, following)
    if before not in _BOUNDARY and _HANZI.match(before):
        return False
    codes = {d.code for d in entry.bearers}
    around = {a.code for d in entry.bearers for a in ancestors(d)}
    if codes & named or around & named:
        return True
    joined_before = previous is not None and _JOINT.fullmatch(text[previous.end : start])
    joined_after = following is not None and _JOINT.fullmatch(text[end : following[0]])
    return bool(joined_before or joined_after) or (
        len(entry.bearers) == 1 and not _HANZI.match(after)
    )


def _among_neighbours(
    text: str,
    entry: Entry,
    start: int,
    end: int,
    previous: PlaceMatch | None,
    following: _Span | None,
) -> bool:
    """Whether the name stands in a list with another place of the same city: 余干、万年."""
    parents = {d.parent for d in entry.bearers}
    if previous is not None and text[previous.end : start] in _LISTED:
        neighbour = by_code().get(previous.code)
        return neighbour is not None and neighbour.parent in parents
    if following is not None and text[end : following[0]] in _LISTED:
        return any(d.parent in parents for d in following[2].bearers)
    return False
