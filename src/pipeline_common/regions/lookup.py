"""Looking names up in a text, before it is asked whether each of them means a place there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from operator import add
from typing import NamedTuple

from pipeline_common.regions.abbreviations import find_abbreviations
from pipeline_common.regions.divisions import Level
from pipeline_common.regions.gazetteer import Certainty, Entry, How, entries
from pipeline_common.regions.tables import read_table


class Span(NamedTuple):
    """A name in the text; its entry has no names where it is known to be something else."""

    start: int
    end: int
    entry: Entry


#: What a short county name may follow; after any other character it runs out of a longer word.
BOUNDARY = frozenset("在与和及至到从由对来内赴抵经往是自为将把向同跟的等了于进以各离按")
HANZI = re.compile(r"[\u3400-\u9fff]")
#: What parts the two ends of a line: 南昌西站至赣州.
REACH = re.compile(r"[东西南北]?[站港]?(?:[至到经\-－~～]|—{1,2}|[开发驶飞]往)")

#: A name before these is part of another word: 合作市场, 南昌区域.
_BROKEN = re.compile(
    r"(?<=市)[场值面县]|(?<=区)(?:[域间块划位]|别(?!墅)|分(?!别))|(?<=县)域|(?<=州)际"
)
_STREET = re.compile(r"[东西南北中]?[一二三四]?(?:路(?![桥网径线局演过由])|大?街|巷|胡同|弄)")
_WATER = re.compile(r"[河江湖溪峡岛]|水库|草原|流域|山(?!市)")
_LANDFORM = re.compile(r"高原|盆地|平原|山脉|丘陵|岸|侧|麓")
_NO_PLACE = Entry((), How.NAME, Certainty.SURE)


def find_spans(text: str) -> list[Span]:
    """The names in `text` in order, the longest at each place, none overlapping another."""
    named = list(_look_up(text))
    return _resolve_overlaps([*_abbreviated(text, named), *named])


@cache
def _index() -> tuple[dict[str, Entry], dict[str, tuple[int, ...]]]:
    """All names, and for each pair of first characters the lengths to try, longest first."""
    names = dict(entries())
    for word in read_table("ambiguous")["blockers"].split():
        names[word] = _NO_PLACE
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[:2]].add(len(name))
    return names, {k: tuple(sorted(v, reverse=True)) for k, v in lengths.items()}


def _look_up(text: str) -> Iterator[Span]:
    names, lengths = _index()
    begun = [at for at, pair in enumerate(map(add, text, text[1:])) if pair in lengths]
    for start in begun:
        for length in lengths[text[start : start + 2]]:
            end = start + length
            entry = names.get(text[start:end])
            if entry is None or end > len(text):
                continue
            if _BROKEN.match(text, end):
                continue
            yield Span(start, end, _NO_PLACE if _other_thing(text, end, entry) else entry)
            break


def _other_thing(text: str, end: int, entry: Entry) -> bool:
    """Whether what follows makes it a street, a river, a plain: 南京路, 赤水河, 云贵高原."""
    if _LANDFORM.match(text, end) or _STREET.match(text, end):
        return True
    return entry.certainty in (Certainty.BARE, Certainty.WORD) and bool(_WATER.match(text, end))


def _abbreviated(text: str, named: Iterable[Span]) -> Iterator[Span]:
    ends = set()
    shorts: dict[str, None] = {}  # an ordered set: the first city named wins
    for start, end, entry in named:
        sure = entry.certainty is Certainty.SURE
        if sure and entry.how is not How.COLLECTIVE:
            ends.add(end)
        city = entry.bearers and entry.bearers[0].level is not Level.PROVINCE
        if city and entry.how is How.NAME and (sure or _stands_free(text, start, end)):
            shorts[entry.names[0]] = None
    for start, end, names in find_abbreviations(text, ends, tuple(shorts)):
        yield Span(start, end, Entry(names, How.ABBREVIATION, Certainty.SURE))


def _stands_free(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 1) : start]
    return before in BOUNDARY or not HANZI.match(before) or bool(REACH.match(text, end))


def _resolve_overlaps(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif _stronger(span, kept[-1]):
            kept[-1] = span
    return kept


def _stronger(new: Span, old: Span) -> bool:
    """Whether a later, overlapping name displaces the earlier one."""
    if not old.entry.names:
        return False
    if old.entry.certainty is not Certainty.SURE and new.entry.certainty is Certainty.SURE:
        return True
    longer = new.end - new.start > old.end - old.start and new.end > old.end
    return longer and new.entry.how is How.NAME  # 广东|三省 is not 东三省
