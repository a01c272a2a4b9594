"""One predicate, several events: two road sections opened together, 分别于 two dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline_common.milestones.claims import Claim
from pipeline_common.milestones.timeline import Dated
from pipeline_common.milestones.verbs import Verb
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
_RESPECTIVELY = "分别"
_OF_LINES = frozenset({Verb.OPEN, Verb.BEGIN, Verb.LAUNCH})
_PAIR = re.compile(r"[\u4e00-\u9fff]{2,6}(?:与|和|同|—+|-)[\u4e00-\u9fff]{2,6}")


def split(claim: Claim, text: str, dated: Sequence[Dated], sentence: Span) -> list[Share]:
    """The events of a claim, most often one."""
    lead = Span(claim.start, claim.predicate.start)
    respectively = _RESPECTIVELY in text[lead.start : lead.end]
    if claim.verb in _OF_LINES:
        first = sentence.start if respectively else lead.start
        sections = [
            Span(m.start(), m.end()) for m in _SECTION.finditer(text, first, claim.predicate.start)
        ]
    else:
        sections = []
    dates = [d for d in dated if lead.start <= d.span.start < lead.end] if respectively else []
    if len(dates) > 1:
        same = len(sections) == len(dates)
        return [Share(claim, d.date, sections[n] if same else None) for n, d in enumerate(dates)]
    if len(sections) > 1:
        return [
            Share(claim, None, section, None if n == 0 else section.start)
            for n, section in enumerate(sections)
        ]
    if respectively and claim.verb is Verb.SIGN:
        pairs = _pairs(text, lead)
        if len(pairs) > 1:
            return [Share(claim, None, pair) for pair in pairs]
    return [Share(claim)]


def _pairs(text: str, lead: Span) -> list[Span]:
    """A与B、C与D: the pairs, in the order of the text."""
    return [Span(m.start(), m.end()) for m in _PAIR.finditer(text, lead.start, lead.end)]
