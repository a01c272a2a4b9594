"""One predicate, several events: two road sections opened together, 分别于 two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline_common.milestones.claims import Claim
from pipeline_common.milestones.places import Party, PlaceContext, find_parties
from pipeline_common.milestones.timeline import Dated
from pipeline_common.milestones.verbs import Verb
from pipeline_common.milestones.ways import ways
from pipeline_common.models import EventDate
from pipeline_common.text import Span


@dataclass(frozen=True, slots=True)
class Share:
    """One event of a predicate; None means "as the predicate has it"."""

    claim: Claim
    date: EventDate | None = None
    parties: tuple[Party, ...] | None = None
    start: int | None = None


#: A section of a line by its ends: 连平至怀集段.
_SECTION = re.compile(
    r"[\u4e00-\u9fff]{2,5}(?:至|—+|-|–|～)[\u4e00-\u9fff]{2,5}?(?:段|高速|铁路|公路|高铁|线|公交|城际)"
)
_JOINER = re.compile(r"[、和及与]|以及")
_COMMA = re.compile(r"[、，]")
_WITH = re.compile(r"分别(?:与|和|同|跟)")
_ONE_NAME = 4  # characters from a province to its city in one name: 广东省广州市
_OF_LINES = frozenset({Verb.OPEN, Verb.BEGIN, Verb.LAUNCH})


def split(
    claim: Claim, context: PlaceContext, dated: Sequence[Dated], sentence: Span
) -> list[Share]:
    """The events of a claim, most often one."""
    text = context.text
    lead = Span(claim.start, claim.predicate.start)
    respectively = text.find("分别", lead.start, lead.end)
    if claim.verb in _OF_LINES:
        first = Span(sentence.start, lead.end) if respectively >= 0 else lead
        lines = _sections(context, first) or _lines(context, lead)
        return _of_lines(claim, context, lines, _dates(dated, lead) if respectively >= 0 else [])
    if respectively >= 0 and claim.verb is Verb.SIGN:
        pairs = _with_each(context, lead) or _pairs(context, Span(sentence.start, respectively))
        if len(pairs) > 1:
            return [Share(claim, None, pair) for pair in pairs]
    return [Share(claim)]


def _dates(dated: Sequence[Dated], lead: Span) -> list[Dated]:
    return [d for d in dated if lead.start <= d.span.start < lead.end]


def _of_lines(
    claim: Claim, context: PlaceContext, lines: Sequence[Span], dates: Sequence[Dated]
) -> list[Share]:
    """A share for each date if there are several, else one for each line."""
    if len(dates) > 1:
        paired = len(lines) == len(dates)
        return [
            Share(claim, d.date, find_parties(context, *lines[n]) if paired else None)
            for n, d in enumerate(dates)
        ]
    if len(lines) > 1:
        return [
            Share(claim, None, find_parties(context, *line), line.start if n else None)
            for n, line in enumerate(lines)
        ]
    return [Share(claim)]


def _sections(context: PlaceContext, span: Span) -> list[Span]:
    found = [
        Span(m.start(), m.end()) for m in _SECTION.finditer(context.text, span.start, span.end)
    ]
    named = [section for section in found if len(_own(context, section)) > 1]
    return named if len(named) > 1 else []


def _lines(context: PlaceContext, span: Span) -> list[Span]:
    """Lines named one after the other, each with its own ends: 成贵高铁、徐盐高铁."""
    pieces = list(_pieces(context.text, span, _JOINER))
    lines = [p for p in pieces if ways(context.text[p.start : p.end])]
    if len(lines) < 2 or len(lines) < len(pieces):
        return []
    return lines if all(len(_own(context, line)) > 1 for line in lines) else []


def _with_each(context: PlaceContext, lead: Span) -> list[tuple[Party, ...]]:
    """三亚分别与儋州、琼海: the one with each of the others; of as many each with its own."""
    found = _WITH.search(context.text, lead.start, lead.end)
    if not found:
        return []
    some = _own(context, Span(lead.start, found.start()))
    others = _own(context, Span(found.end(), lead.end))
    if len(some) == len(others) > 1:
        return list(zip(some, others, strict=True))
    one = context.named_in(Span(lead.start, found.start()))
    if not one or len(one[-1].names) > 1 or one[0].start + _ONE_NAME < one[-1].start:
        return []
    first = Party(one[-1].names[0], "named", one[-1].start, one[-1].end)
    return [(first, other) for other in others]


def _pairs(context: PlaceContext, span: Span) -> list[tuple[Party, ...]]:
    """花都—三水、番禺—顺德: the pairs, if there is nothing but pairs."""
    named = [_own(context, piece) for piece in _pieces(context.text, span, _COMMA)]
    named = [parties for parties in named if parties]
    return named if all(len(parties) == 2 for parties in named) else []


def _own(context: PlaceContext, span: Span) -> tuple[Party, ...]:
    """The parties that the words of a span name themselves."""
    return tuple(p for p in find_parties(context, *span) if span.start <= p.start < span.end)


def _pieces(text: str, span: Span, parting: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for mark in parting.finditer(text, span.start, span.end):
        yield Span(start, mark.start())
        start = mark.end()
    yield Span(start, span.end)
