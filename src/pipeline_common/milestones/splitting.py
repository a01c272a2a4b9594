"""One predicate, several events: two road sections opened together, 分别于 two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline_common.milestones.claims import Claim
from pipeline_common.milestones.places import PlaceContext, find_parties
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
    parties: Span | None = None  # the words that name its parties
    start: int | None = None


#: A section of a line by its ends: 连平至怀集段.
_SECTION = re.compile(
    r"[\u4e00-\u9fff]{2,5}(?:至|—+|-|–|～)[\u4e00-\u9fff]{2,5}?(?:段|高速|铁路|公路|高铁|线|公交|城际)"
)
_JOINER = re.compile(r"[、和及与]|以及")
_OF_LINES = frozenset({Verb.OPEN, Verb.BEGIN, Verb.LAUNCH})
_PAIR = re.compile(r"[\u4e00-\u9fff]{2,6}(?:与|和|同|—+|-)[\u4e00-\u9fff]{2,6}")


def split(
    claim: Claim, context: PlaceContext, dated: Sequence[Dated], sentence: Span
) -> list[Share]:
    """The events of a claim, most often one."""
    text = context.text
    lead = Span(claim.start, claim.predicate.start)
    respectively = "分别" in text[lead.start : lead.end]
    lines: list[Span] = []
    if claim.verb in _OF_LINES:
        first = Span(sentence.start, lead.end) if respectively else lead
        lines = _sections(text, first) or _lines(context, lead)
    dates = [d for d in dated if lead.start <= d.span.start < lead.end] if respectively else []
    if len(dates) > 1:
        paired = len(lines) == len(dates)
        return [Share(claim, d.date, lines[n] if paired else None) for n, d in enumerate(dates)]
    if len(lines) > 1:
        return [Share(claim, None, line, line.start if n else None) for n, line in enumerate(lines)]
    if respectively and claim.verb is Verb.SIGN:
        pairs = [Span(m.start(), m.end()) for m in _PAIR.finditer(text, lead.start, lead.end)]
        if len(pairs) > 1:
            return [Share(claim, None, pair) for pair in pairs]
    return [Share(claim)]


def _sections(text: str, span: Span) -> list[Span]:
    found = [Span(m.start(), m.end()) for m in _SECTION.finditer(text, span.start, span.end)]
    return found if len(found) > 1 else []


def _lines(context: PlaceContext, span: Span) -> list[Span]:
    """Lines named one after the other, each with its own ends: 成贵高铁、徐盐高铁."""
    pieces = list(_pieces(context.text, span))
    lines = [p for p in pieces if ways(context.text[p.start : p.end])]
    if len(lines) < 2 or len(lines) < len(pieces):
        return []
    named = [
        [p for p in find_parties(context, line.start, line.end) if line.start <= p.start < line.end]
        for line in lines
    ]
    return lines if all(len(parties) > 1 for parties in named) else []


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for joiner in _JOINER.finditer(text, span.start, span.end):
        yield Span(start, joiner.start())
        start = joiner.end()
    yield Span(start, span.end)
