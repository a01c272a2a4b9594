"""Which of the names that were looked up mean a place where they stand.

A name in full and the short name of a city count anywhere. The short name of a county (安义)
needs a word boundary before it and another sign of the county; one that is also an everyday word
(资源) only counts as the end of a line or in a list of its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline_common.regions.divisions import Division, Level
from pipeline_common.regions.gazetteer import Certainty, ancestors, find_division
from pipeline_common.regions.listing import counted_spans
from pipeline_common.regions.lookup import BOUNDARY, HANZI, REACH, Span

_ADJACENT = ("", "的", "省", "市")
_LISTED = ("、", "和", "与", "及", "以及")
_JOINT = re.compile(r"[、，；和与及至到—\-－~～·]+|以及")
_TOWARDS = tuple("至到赴抵从由往")
#: What may follow an everyday word that is a county right after its city: 北京大兴与.
_AFTER_CHILD = frozenset("、与和及至到等两三四五签举召共")


@dataclass(frozen=True, slots=True)
class _Place:
    """A span that counts, with the division it stands for (None for groups)."""

    span: Span
    division: Division | None


def vouch(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, Division | None]]:
    """The spans that mean places, each with its division (None for groups)."""
    named = {d.code for s in spans if s.entry.certainty is Certainty.SURE for d in s.entry.bearers}
    counted = counted_spans(text, spans)
    previous: _Place | None = None
    for span, following in zip(spans, (*spans[1:], None), strict=False):
        if not span.entry.names:
            continue
        outer = previous if previous and _gap(text, previous.span, span) in _ADJACENT else None
        division = _bearer(span, outer, named)
        if span.entry.certainty is not Certainty.SURE and span.start not in counted:
            child = _inside(division, outer) and _may_be_child(text, span)
            generic = span.entry.certainty is Certainty.GENERIC
            if not child and (generic or not _signs(text, span, previous, following, named)):
                continue
        division = _city_of_that_name(text, span, division, previous, following)
        previous = _Place(span, division)
        yield span, division


def _gap(text: str, first: Span, second: Span) -> str:
    return text[first.end : second.start]


def _bearer(span: Span, outer: _Place | None, named: set[str]) -> Division | None:
    """Which of the divisions of that name is meant: the one whose city or province is near."""
    bearers = span.entry.bearers
    if len(bearers) < 2:
        return bearers[0] if bearers else None
    near = (d for d in bearers if _inside(d, outer))
    told = (d for d in bearers if any(a.code in named for a in ancestors(d)))
    return next(near, None) or next(told, None) or bearers[0]


def _inside(division: Division | None, outer: _Place | None) -> bool:
    if division is None or outer is None or outer.division is None:
        return False
    return any(a.code == outer.division.code for a in ancestors(division))


def _may_be_child(text: str, span: Span) -> bool:
    """Whether a name right after its province is one: 北京大兴与, but not 广西资源丰富."""
    after = text[span.end : span.end + 1]
    word = span.entry.certainty is Certainty.WORD
    return not word or after in _AFTER_CHILD or not HANZI.match(after)


def _signs(
    text: str, span: Span, previous: _Place | None, following: Span | None, named: set[str]
) -> bool:
    """Whether a second sign says that a bare name means the place."""
    gap_before = _gap(text, previous.span, span) if previous else None
    gap_after = _gap(text, span, following) if following else None
    if any(gap is not None and REACH.fullmatch(gap) for gap in (gap_before, gap_after)):
        return True  # 连平至怀集
    if span.entry.certainty is Certainty.WORD:
        return _among_neighbours(span, previous, following, gap_before, gap_after)
    if gap_after == "、" and following and following.entry.certainty is Certainty.SURE:
        return True
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    if gap_before != "" and before not in BOUNDARY and HANZI.match(before):
        return False
    if gap_after == "" and following and following.entry.certainty is Certainty.SURE:
        return True  # 资阳|成都同城化
    bearers = span.entry.bearers
    if any(d.code in named or any(a.code in named for a in ancestors(d)) for d in bearers):
        return True
    if any(gap is not None and _JOINT.fullmatch(gap) for gap in (gap_before, gap_after)):
        return True
    return len(bearers) == 1 and (before in _TOWARDS or not HANZI.match(after))


def _among_neighbours(
    span: Span,
    previous: _Place | None,
    following: Span | None,
    gap_before: str | None,
    gap_after: str | None,
) -> bool:
    """Whether the name stands in a list with another place of the same city: 余干、万年."""
    parents = {d.parent for d in span.entry.bearers} - {""}
    if gap_before in _LISTED and previous and previous.division:
        return previous.division.parent in parents
    if gap_after in _LISTED and following:
        return any(d.parent in parents for d in following.entry.bearers)
    return False


def _city_of_that_name(
    text: str,
    span: Span,
    division: Division | None,
    previous: _Place | None,
    following: Span | None,
) -> Division | None:
    """吉林 in 长春、吉林两市 is the city: a province is not listed beside a city of its own."""
    if division is None or division.level is not Level.PROVINCE:
        return division
    city = find_division(division.short + "市")
    if city is None or city.parent != division.code:
        return division
    beside = []
    if previous and previous.division and _gap(text, previous.span, span) in _LISTED:
        beside.append(previous.division.parent)
    if following and following.entry.bearers and _gap(text, span, following) in _LISTED:
        beside.append(following.entry.bearers[0].parent)
    return city if division.code in beside else division
