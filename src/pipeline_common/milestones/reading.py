"""Walking through an article: each claim gets date, parties and documents, or is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline_common.milestones.claims import Claim, read_claims
from pipeline_common.milestones.documents import titles
from pipeline_common.milestones.drafts import Draft, Footing
from pipeline_common.milestones.fusing import fuse
from pipeline_common.milestones.layout import Line, Part
from pipeline_common.milestones.parties import names, parties_of, ties_places
from pipeline_common.milestones.places import PlaceContext
from pipeline_common.milestones.splitting import split
from pipeline_common.milestones.timeline import Dated, Timeline, Wording
from pipeline_common.models import EventDate
from pipeline_common.text import Span, sentences

_LEAD_LINES = 3  # lines of body in which an undated claim is news
#: A sentence with one of these goes on about the event of the sentence before, or of the paragraph.
_CUE = re.compile(
    r"会上(?!海)|会议(?:上|期间)|论坛上|仪式上|活动[上中]|期间|随后|现场|座谈会|此次|本次|这次|会后|签约|会见|"
    r"还|并|共同|同时|考察后|其间|席间|考察团|代表团|一行"
)
#: ... or of an earlier paragraph.
_FAR_CUE = re.compile(
    r"^.{0,30}?(?:会上(?!海)|会议上|会议期间|论坛上|仪式上|座谈会上|活动现场|随后|此次|本次|会后|考察后|"
    r"签约后|期间|其间|现场)"
)
_TODAY = re.compile(r"今[天日晨晚]")
_LATER = re.compile(r"明[天年日]|后天|下[周月]|年内|年底|预计")
_REPORTER = re.compile(
    r"[^。]{0,3}，?(?:本报|本网|[^，。]{0,8})?记者[^。]{0,24}(?:获悉|了解到|得悉|从|采访)"
)
_REPORTER_BEFORE = re.compile(r"记者")
_FOOTING = {
    Wording.OWN: Footing.OWN,
    Wording.RELATIVE: Footing.RELATIVE,
    Wording.VAGUE: Footing.VAGUE,
}
@dataclass(frozen=True, slots=True)
class Refused:
    """A claim that does not stand, with the rule that refuses it."""

    claim: Claim
    rule: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands."""

    sentence: Span
    part: Part
    line: int
    number: int  # of the sentence in the article
    lead: bool


@dataclass(frozen=True, slots=True)
class _Footed:
    """A date with how it was come by; `start` is where its evidence begins."""

    date: EventDate | None
    footing: Footing
    start: int
    note: str


class Reader:
    """Reads one article; carries the date of the last event from sentence to sentence."""

    def __init__(self, text: str, masked: str, timeline: Timeline, places: PlaceContext) -> None:
        self._text = text
        self._masked = masked
        self._timeline = timeline
        self._places = places
        self._event: EventDate | None = None
        self._event_line = -1
        self._event_sentence = -2

    def read(self, lines: Sequence[Line]) -> Iterator[Draft | Refused]:
        """Every claim of the article, as a draft or refused, in the order of the text."""
        number = body = 0
        for n, line in enumerate(lines):
            if line.part in (Part.FURNITURE, Part.CAPTION):
                continue
            body += line.part is Part.BODY
            for sentence in sentences(self._text, line.span.start, line.span.end):
                number += 1
                lead = line.part is Part.HEADLINE or body <= _LEAD_LINES
                yield from self._sentence(_Place(sentence, line.part, n, number, lead))

    def _sentence(self, place: _Place) -> Iterator[Draft | Refused]:
        dated = self._timeline.within(place.sentence)
        claims = fuse(
            list(read_claims(self._text, self._masked, place.sentence, [d.span for d in dated])),
            self._text,
        )
        for claim in claims:
            yield from self._settle(claim, dated, place)
        if (
            dated
            and not any(not c.refusal for c in claims)
            and _CUE.search(self._words(place.sentence))
        ):
            self._remember(dated[-1].date, place)

    def _settle(
        self, claim: Claim, dated: Sequence[Dated], place: _Place
    ) -> Iterator[Draft | Refused]:
        if claim.refusal and not self._happens_today(claim, dated):
            yield Refused(claim, claim.refusal)
            return
        found = self._date(claim, dated, place)
        rule = self._refuse(claim, found, place)
        if rule or found is None:
            yield Refused(claim, rule or "no date")
            return
        start = min(claim.start, found.start)
        documents = titles(self._text[claim.start : claim.end])
        for part in split(claim, self._text, dated, place.sentence):
            parties = parties_of(self._places, part.parties or Span(start, claim.end))
            if not ties_places(parties, self._words(place.sentence)):
                yield Refused(claim, "one place only")
                continue
            self._remember(part.date or found.date, place)
            yield Draft(
                claim=part.claim,
                kind=part.claim.kind,
                date=part.date or found.date,
                footing=found.footing,
                places=names(parties),
                documents=documents,
                start=part.start if part.start is not None else start,
                end=claim.end,
                part=place.part,
                notes={"date": found.note, **{p.name: p.how for p in parties}},
            )

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _remember(self, date: EventDate | None, place: _Place) -> None:
        self._event, self._event_line, self._event_sentence = date, place.line, place.number

    def _happens_today(self, claim: Claim, dated: Sequence[Dated]) -> bool:
        """今天 ... 即将开通, in an article of the same day, counts as done."""
        if claim.refusal != "planned":
            return False
        return any(
            d.date is not None and _TODAY.match(d.text) and d.span.start < claim.verb_start
            for d in dated
        ) and not _LATER.search(self._text[claim.start : claim.end])

    def _date(self, claim: Claim, dated: Sequence[Dated], place: _Place) -> _Footed | None:
        """The date of a claim: its own, its sentence's, that of the event it goes on about."""
        if found := self._own_date(claim, dated):
            footing = _FOOTING[found.wording]
            start = claim.start if self._is_reporters(found) else self._clause_start(found, claim)
            return _Footed(found.date, footing, start, f"{found.text}: {found.rule}")
        words = self._words(place.sentence)
        if claim.loose or claim.recalled:
            return None
        if self._event is not None and (
            (
                self._event_line == place.line
                and (
                    self._event_sentence == place.number - 1
                    or _CUE.search(words)
                    or self._event_sentence == place.number
                )
            )
            or (place.part is Part.BODY and _FAR_CUE.search(words))
        ):
            return _Footed(self._event, Footing.INHERITED, claim.start, "of the event before")
        if place.lead:
            return _Footed(
                self._timeline.shortly_before, Footing.PUBLISHED, claim.start, "publication"
            )
        return None

    def _own_date(self, claim: Claim, dated: Sequence[Dated]) -> Dated | None:
        inside = [d for d in dated if claim.start <= d.span.start < claim.end]
        before = [d for d in inside if d.span.start < claim.verb_start]
        if before:
            return before[-1]
        earlier = [d for d in dated if d.span.start < claim.start]
        if inside and not earlier:
            return inside[0]
        told = [d for d in earlier if not self._is_reporters(d)]
        return (told or earlier or inside or [None])[-1]

    def _is_reporters(self, found: Dated) -> bool:
        """Whether a date says when the reporter learnt of the event."""
        rest = self._masked[found.span.end : found.span.end + 30]
        return bool(_REPORTER.match(rest)) or bool(
            _REPORTER_BEFORE.search(self._masked[max(0, found.span.start - 4) : found.span.start])
        )

    def _clause_start(self, found: Dated, claim: Claim) -> int:
        if found.span.start >= claim.start:
            return claim.start
        clause = self._masked.rfind("，", 0, found.span.start) + 1
        return max(
            clause,
            self._masked.rfind("\n", 0, found.span.start) + 1,
            self._masked.rfind("。", 0, found.span.start) + 1,
        )

    def _refuse(self, claim: Claim, found: _Footed | None, place: _Place) -> str:
        if found is None:
            return "no date"
        if claim.recalled and (
            found.footing is not Footing.OWN or not found.date or not found.date.known
        ):
            return "temporal phrase without a year"
        if self._timeline.is_future(found.date):
            return "after the publication"
        return ""
