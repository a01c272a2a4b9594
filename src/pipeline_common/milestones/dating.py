"""Which date a claim takes: its own, that of its sentence, or that of the event it goes on about.

Rules 7 to 12 of the labelling guide, section 3. The day on which a reporter learnt of an event is
not the event's day while any other date word stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline_common.milestones.claims import FIRM, WEAK, Claim
from pipeline_common.milestones.drafts import Footing
from pipeline_common.milestones.layout import Part
from pipeline_common.milestones.timeline import Dated, Timeline, Wording
from pipeline_common.milestones.verbs import Verb
from pipeline_common.models import EventDate
from pipeline_common.text import Span


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a sentence stands in its article."""

    sentence: Span
    part: Part
    line: int
    number: int  # of the sentence among those read
    lead: bool  # headline or first sentences: what is told here without a date is news


@dataclass(frozen=True, slots=True)
class Footed:
    """A date with how it was come by; `start` is where its evidence begins."""

    date: EventDate | None
    footing: Footing
    start: int
    note: str


@dataclass(frozen=True, slots=True)
class _Event:
    """An event that was told: its date, and where."""

    date: EventDate | None
    line: int
    number: int
    headline: bool


#: A sentence with one of these goes on about the last event of its paragraph ...
_CUE = re.compile(
    r"会上(?!海)|会议(?:上|期间)|论坛上|仪式上|活动[上中]|期间|随后|现场|座谈会|此次|本次|这次|会后|签约|会见|"
    r"还|并|共同|同时|考察后|其间|席间|考察团|代表团|一行|双方"
)
#: ... or of an earlier paragraph.
_FAR_CUE = re.compile(
    r"^(?:会议|大会|论坛|峰会)(?:还|并)?(?:审议|审定|通过|表决|讨论通过|发表|发布|签署|宣布)|"
    r"^.{0,30}?(?:会上(?!海)|会议上|会议期间|论坛上|仪式上|座谈会上|活动现场|随后|此次|本次|会[后前]|仪式[后前]|考察[后前]|"
    r"签约后|期间|其间|现场)"
)
_REPORTER = re.compile(
    r"[^。]{0,3}，?[^，。]{0,10}记者[^。]{0,24}(?:获悉|了解到|得悉|从|采访)|[^，。]{0,6}从[^，。]{2,24}(?:获悉|了解到|得悉)"
)
_REPORTER_BEFORE = re.compile(r"记者[^，。]{0,3}$")
_TODAY = re.compile(r"今[天日晨晚]")
_SOON = re.compile(r"将")
_LATER = re.compile(r"明[天年日]|后天|下[周月]|年内|年底|预计|力争|争取|计划")
#: What an official notice does; its date is that of the signature below it.
_OFFICIAL = re.compile(
    r"现将.{1,80}(?:印发|发布|公布)|原则同意|同意(?:设立|建设)|现(?:予|批复|印发|发布|公布)"
)
_PART_OF_VISIT = frozenset({"会见", "会面", "座谈", "举行座谈", "陪同考察"})
_SINCE = re.compile(r"[^，。；\n]{0,60}以来[，。；]")
_PERIOD = re.compile(r"以来|度")
_FARTHEST = 2000  # characters back to where the clause of a date begins
_SAME_STORY = 3  # sentences on, in one paragraph, within which a deed belongs to the event before
_NEAR = 12  # dates before a claim that may be its own
_PAPER = re.compile(r"度?[^，。；]{0,12}(?:要点|任务|计划|清单|方案|目标|协议|安排)")
_ADVERBS = re.compile(r"(?:正式|才|就|起|全面|全线|开始|已)*")
_STOPS = re.compile(r"[，在由经]|[底初末]")
_FOOTING = {
    Wording.OWN: Footing.OWN,
    Wording.RELATIVE: Footing.RELATIVE,
    Wording.VAGUE: Footing.VAGUE,
}
#: Verbs that tell news without any date word.
_NEWS = frozenset(
    {Verb.SIGN, Verb.REACH, Verb.APPROVE, Verb.ADOPT, Verb.ISSUE, Verb.HOLD, Verb.VISIT, Verb.OPEN,
     Verb.BEGIN, Verb.FOUND, Verb.JOIN, Verb.LAUNCH, Verb.CALL, Verb.MEET}
)  # fmt: skip


class Dating:
    """Chooses dates through one article; carries the date of the last event."""

    def __init__(self, masked: str, timeline: Timeline) -> None:
        self._masked = masked
        self._timeline = timeline
        self._last: _Event | None = None
        self._main: _Event | None = None  # of the first event that is news
        self._told = False  # whether the body has told a dated event

    def remember(self, date: EventDate | None, standing: Standing) -> None:
        """Carry on the date of an event that was told."""
        self._last = _Event(date, standing.line, standing.number, standing.part is Part.HEADLINE)
        if standing.part is Part.BODY:
            self._told = True
            if self._main is None and self._timeline.is_recent(date):
                self._main = self._last

    def pass_over(self, dated: Sequence[Dated], standing: Standing) -> None:
        """Carry on the date of a sentence that told no event but set a scene."""
        if dated and (self._last is None or _CUE.search(self._words(standing))):
            self.remember(dated[-1].date, standing)

    def date(self, claim: Claim, dated: Sequence[Dated], standing: Standing) -> Footed | str:
        """The date of a claim, or the name of the rule that refuses it for want of one."""
        found = self._own(claim, dated)
        if found is not None:
            footed = self._footed(found, claim)
            if claim.recalled and not (found.span.start >= claim.start and _is_known(found)):
                return "temporal phrase without a year"
            return "after the publication" if self._timeline.is_future(found.date) else footed
        if claim.recalled:
            return "temporal phrase without a date"
        signature = self._timeline.signature
        if signature and _OFFICIAL.search(self._masked, claim.start, claim.predicate.end):
            return Footed(signature.date, Footing.OWN, claim.start, "signature line")
        if claim.loose:
            return "past without a date"
        if (before := self._event_before(claim, standing)) is not None:
            if claim.predicate.last in _PART_OF_VISIT:
                return "part of the visit told before"
            return Footed(before.date, Footing.INHERITED, claim.start, "of the event before")
        if standing.lead and self._is_news(claim):
            day = self._timeline.shortly_before
            return Footed(day, Footing.PUBLISHED, claim.start, "shortly before publication")
        return "no date"

    def _is_news(self, claim: Claim) -> bool:
        """Whether a claim without a date tells news; 随着铁路开通，…: what is known by now."""
        known = self._masked.startswith("随着", claim.start)
        return claim.verb in _NEWS and not self._told and not known

    def happens_today(self, claim: Claim, dated: Sequence[Dated]) -> bool:
        """今天 ... 即将开通, in an article of the same day, counts as done."""
        if claim.refusal != "planned" or _LATER.search(self._masked, claim.start, claim.end):
            return False
        if not _SOON.search(self._masked, claim.start, claim.predicate.start):
            return False
        return any(
            _TODAY.match(d.text)
            and d.span.start < claim.predicate.start
            and not self._is_reporters(d)
            for d in dated
        )

    def _event_before(self, claim: Claim, standing: Standing) -> _Event | None:
        """The event that a sentence without a date goes on about."""
        if self._last is None:
            return None
        gap = standing.number - self._last.number
        near = gap <= 1 or (gap <= _SAME_STORY and claim.verb in FIRM)
        cued = _CUE.search(self._words(standing)) or _FAR_CUE.search(self._words(standing))
        if self._last.line == standing.line and (near or cued):
            return self._last
        if standing.part is not Part.BODY:
            return None
        directly = (
            standing.number - self._last.number == 1
            and not self._last.headline
            and claim.verb not in WEAK
        )
        if not directly and not _FAR_CUE.search(self._words(standing)):
            return None
        if self._main and (not directly or not self._timeline.is_recent(self._last.date)):
            return self._main
        return self._last

    def _words(self, standing: Standing) -> str:
        return self._masked[standing.sentence.start : standing.sentence.end]

    def _footed(self, found: Dated, claim: Claim) -> Footed:
        start = claim.start
        if self._timeline.is_dateline(found) and _is_known(found):
            day = self._timeline.shortly_before
            return Footed(day, Footing.VAGUE, start, "shortly before the dateline")
        if found.span.start < start and not self._is_reporters(found):
            farthest = max(0, found.span.start - _FARTHEST)
            marks = (self._masked.rfind(m, farthest, found.span.start) for m in "，。；\n")
            start = max(farthest, *(1 + mark for mark in marks))
        return Footed(found.date, _FOOTING[found.wording], start, f"{found.text}: {found.rule}")

    def _own(self, claim: Claim, dated: Sequence[Dated]) -> Dated | None:
        """The nearest date before the verb in its clause, else in its sentence, else behind it."""
        dated = self._of_events(_nearest(dated, claim), claim)
        inside = [d for d in dated if claim.start <= d.span.start < claim.end]
        before = [d for d in inside if d.span.start < claim.predicate.start]
        if before:
            told = [d for d in before if not self._is_reporters(d)]
            return (told or before)[-1]
        earlier = [d for d in dated if d.span.start < claim.start]
        told = [d for d in earlier if not self._is_reporters(d)]
        if told:
            return told[-1]
        if not inside and not earlier and self._masked.startswith("随着", claim.start):
            return dated[0] if dated else None  # 随着两市签字，一体化6月30日启动
        return inside[0] if inside else (earlier[-1] if earlier else None)

    def _of_events(self, dated: Sequence[Dated], claim: Claim) -> list[Dated]:
        """Without starts of a period (12月以来), and years that only name a meeting or a period."""
        kept = [d for d in dated if claim.recalled or not self._is_since(d, claim)]
        kept = [d for d in kept if not (_is_year(d) and self._is_of_paper(d, claim))]
        if any(d.date and len(d.date.edtf) > 7 for d in kept):
            kept = [d for d in kept if not (_is_year(d) and self._names(d, claim))]
        return kept

    def _is_since(self, dated: Dated, claim: Claim) -> bool:
        """Whether a date only begins a period: 12月以来, 自2013年首届会商会以来."""
        end = dated.span.end
        if _PERIOD.match(self._masked, end):
            return True
        return end < claim.start and bool(_SINCE.match(self._masked, end))

    def _is_of_paper(self, year: Dated, claim: Claim) -> bool:
        """Whether a year behind the verb names what is passed: 审议通过2022年工作要点."""
        behind = claim.predicate.end <= year.span.start < claim.end
        return behind and bool(_PAPER.match(self._masked, year.span.end, claim.end))

    def _names(self, year: Dated, claim: Claim) -> bool:
        """Whether a year runs straight on into a name: 2021年泛珠三角区域合作联席会议."""
        if _ADVERBS.fullmatch(self._masked, year.span.end, claim.predicate.start):
            return False  # 大桥2016年|开工建设
        return not _STOPS.match(self._masked, year.span.end)

    def _is_reporters(self, found: Dated) -> bool:
        """Whether a date says when the reporter learnt of the event."""
        if _REPORTER.match(self._masked, found.span.end, found.span.end + 40):
            return True
        before = self._masked[max(0, found.span.start - 6) : found.span.start]
        return bool(_REPORTER_BEFORE.search(before))


def _is_known(dated: Dated) -> bool:
    return dated.date is not None and dated.date.known


def _is_year(dated: Dated) -> bool:
    return dated.date is not None and dated.date.precision == "year"


def _nearest(dated: Sequence[Dated], claim: Claim) -> Sequence[Dated]:
    """The dates of a sentence about a claim: more than a sentence of prose has, less than any."""
    if len(dated) <= 2 * _NEAR:
        return dated
    here = bisect_left(dated, claim.start, key=lambda d: d.span.start)
    return dated[max(0, here - _NEAR) : here + _NEAR]
