"""Walking through an article: each claim gets date, parties and documents, or is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline_common.milestones import assertion
from pipeline_common.milestones.carrying import is_count_of
from pipeline_common.milestones.claims import BARE, Claim, pieces, read_claims
from pipeline_common.milestones.dating import Dating, Footed, Standing
from pipeline_common.milestones.documents import titles
from pipeline_common.milestones.drafts import Draft, Footing
from pipeline_common.milestones.fusing import fuse
from pipeline_common.milestones.headlines import source_end
from pipeline_common.milestones.layout import Line, Part
from pipeline_common.milestones.naming import name_parties
from pipeline_common.milestones.nouns import Noun, head
from pipeline_common.milestones.parties import names, refuse_parties
from pipeline_common.milestones.places import Party, PlaceContext, find_parties
from pipeline_common.milestones.predicates import OF_PAPERS
from pipeline_common.milestones.splitting import Share, split
from pipeline_common.milestones.tables import read_tables
from pipeline_common.milestones.timeline import Dated, Timeline
from pipeline_common.models import Kind
from pipeline_common.regions.gazetteer import contains
from pipeline_common.regions.references import find_counts
from pipeline_common.text import Span, sentences

_NAMED = frozenset({"named", "home", "line", "connected", "segment"})
_OF_WORKS = frozenset({Kind.INFRASTRUCTURE, Kind.PUBLIC_SERVICE})
_WHERE = re.compile(r"[在于][^，]{1,20}?(?=共同|联合|正式|$)|[，\s]")
_THE_SAME = re.compile(
    r"(?:该|上述)(?:合作)?(?:[新园片]?区|项目|联盟|机制|平台|组织|高速|铁路|高铁|通道|大桥|线|路|桥|园)"
)
_SAME_WORKS = re.compile(
    r"(?:该|这)(?:[条座个项]|大桥|线|路|桥|工程|项目|高铁|高速|铁路|公路)|[A-Z]?\d+号线"
)
_THE_WORKS = re.compile(r"(?:大桥|线路|全线|工程|项目|铁路|高速|高铁)(?=[全自于总设\d是])")
_LONGEST = 2000  # characters of a sentence; longer ones are cut, so that the work stays linear
_LEAD_SENTENCES = 2  # of the body in which an undated claim is news


@dataclass(frozen=True, slots=True)
class Refused:
    """A claim that does not stand, with the rule that refuses it."""

    claim: Claim
    rule: str


class Reader:
    """Reads one article."""

    def __init__(self, text: str, masked: str, timeline: Timeline, places: PlaceContext) -> None:
        self._text = text
        self._masked = masked
        self._timeline = timeline
        self._places = places
        self._dating = Dating(masked, timeline)
        self._before: tuple[Party, ...] | None = None  # of the event told last
        self._told_until = 0  # where it ends

    def read(self, lines: Sequence[Line]) -> Iterator[Draft | Refused]:
        """Every claim of the article, as a draft or refused, in the order of the text."""
        for standing in self._standings(lines):
            yield from self._sentence(standing)
        yield from self._records()

    def _records(self) -> Iterator[Draft]:
        """Events that a table states without a verb."""
        for record in read_tables(self._text):
            dated = self._timeline.within(record.date)
            if not dated:
                continue
            parties = find_parties(self._places, record.scope.start, record.scope.end)
            name = self._text[record.name.start : record.name.end]
            yield Draft(
                claim=Claim(record.predicate, record.date.end),
                kind=record.predicate.kind,
                date=dated[0].date,
                footing=Footing.OWN,
                places=names(parties),
                documents=_paper(name),
                start=record.name.start,
                end=record.date.end,
                part=Part.BODY,
                words=name,
                notes={"date": dated[0].rule, **{p.name: p.how for p in parties}},
            )

    def _standings(self, lines: Sequence[Line]) -> Iterator[Standing]:
        number = body = 0
        for n, line in enumerate(lines):
            if line.part in (Part.FURNITURE, Part.CAPTION):
                continue
            for sentence in _whole(self._text, line.span):
                number += line.part is not Part.HEADING
                body += line.part is Part.BODY
                lead = line.part is Part.HEADLINE or body <= _LEAD_SENTENCES
                yield Standing(sentence, line.part, n, number, lead)

    def _sentence(self, standing: Standing) -> Iterator[Draft | Refused]:
        sentence = standing.sentence
        dated = self._timeline.within(sentence)
        spans = [d.span for d in dated]
        claims = fuse(
            list(read_claims(self._text, self._masked, sentence, spans)),
            self._text,
            self._masked,
            spans,
            self._subjects,
        )
        told = sentence.start  # end of the last event of this sentence
        for claim in claims:
            if claim.refusal and not self._dating.happens_today(claim, dated):
                yield Refused(claim, claim.refusal)
                continue
            found = self._dating.date(claim, dated, standing)
            if isinstance(found, str):
                yield Refused(claim, found)
                continue
            start = found.start if found.start >= told else claim.start
            if told == sentence.start and self._lacks_subject(claim, dated):
                start = sentence.start
            start = source_end(self._text, start, claim.predicate.start)
            for share in split(claim, self._places, dated, sentence):
                follows = told > sentence.start
                result = self._draft(share, found, start, standing, follows=follows)
                if isinstance(result, Draft):
                    told = self._told_until = claim.end
                    self._before = result.parties
                    self._dating.remember(result.date, standing)
                yield result
        if told == sentence.start:
            self._dating.pass_over(dated, standing)

    def _subjects(self, claim: Claim) -> frozenset[str]:
        """The parties that the clause of a claim names before its verb."""
        found = name_parties(self._places.by_role(claim.start, claim.predicate.start))
        return frozenset(party.name for party in found)

    def _says_nobody(self, claim: Claim) -> bool:
        """Whether a clause begins anew without any place or count: 会上|签订6项协议."""
        own = Span(claim.start, claim.end)
        if self._places.named_in(own) or any(True for _ in find_counts(self._text, *own)):
            return False
        return assertion.sets_scene(self._masked[claim.start : claim.predicate.start])

    def _lacks_subject(self, claim: Claim, dated: Sequence[Dated]) -> bool:
        """Whether a clause says only when and where: its subject stands in a clause before."""
        position, words = claim.predicate.begin, ""
        for date in dated:
            if position <= date.span.start < claim.predicate.start:
                words += self._masked[position : date.span.start]
                position = date.span.end
        words += self._masked[position : claim.predicate.start]
        return bool(BARE.fullmatch(_WHERE.sub("", words)))

    def _documents(self, claim: Claim, start: int) -> tuple[str, ...]:
        """Titles of the clause; what is issued may be named in a clause before."""
        found = titles(self._text, self._masked, claim.start, claim.end)
        if found or claim.verb not in OF_PAPERS:
            return found
        return titles(self._text, self._masked, start, claim.start)

    def _parties(
        self, told: Span, footing: Footing, kind: Kind, sentence: Span
    ) -> tuple[Party, ...]:
        """The parties that the words tell, or those of the event that they go on about."""
        found = find_parties(self._places, told.start, told.end)
        named = {p.name for p in found if p.how in _NAMED and told.start <= p.start < told.end}
        before = self._before
        if before is None or len(named) > 1:
            return found
        if not named and self._counts_them(told, before):
            return before  # 代表团赴贺州考察。两地召开座谈会
        if _THE_SAME.search(self._text, told.start, told.end) and _around(named, before):
            return before  # 省政府批准设立该园区
        works = kind is Kind.INFRASTRUCTURE and len(named) < 2 and _around(named, before)
        if works and (
            _THE_WORKS.match(self._text, sentence.start)
            or _SAME_WORKS.search(self._text, sentence.start, told.end)
        ):
            return before  # 这条线路全长53公里，去年1月正式开建
        if footing > Footing.INHERITED:
            return found
        if footing is Footing.VAGUE and len(found) > 1:
            return found  # a date word of its own: it need not go on about that event
        return before if named <= {p.name for p in before} else found

    def _counts_them(self, told: Span, before: Sequence[Party]) -> bool:
        """Whether 两市 or 双方 counts the parties of the event told before, nobody named since."""
        counts = list(find_counts(self._text, *told))
        if not counts or not is_count_of(counts[-1], names(before)):
            return False
        start = max(self._told_until, told.start - _LONGEST)
        since = self._places.groups_between(start, told.start)
        return not any(len(g.names) == counts[-1].number and not g.titled for g in since)

    def _draft(
        self, share: Share, found: Footed, start: int, standing: Standing, *, follows: bool
    ) -> Draft | Refused:
        """`follows`: the sentence has told an event before, whose parties it may go on about."""
        claim = share.claim
        told = start
        if claim.kind in _OF_WORKS and len(self._subjects(claim)) > 1:
            told = max(start, claim.start)  # 甲至乙段提速，丙丁铁路开通: not the ends of the first
        parties = share.parties or (self._before if follows and self._says_nobody(claim) else None)
        if parties is None:
            parties = self._parties(
                Span(told, claim.end), found.footing, claim.kind, standing.sentence
            )
        rule = refuse_parties(
            parties,
            claim,
            Span(start, claim.end),
            self._places,
            standing.sentence,
            stated=found.footing is Footing.PUBLISHED,
        )
        if rule:
            return Refused(claim, rule)
        return Draft(
            claim=claim,
            kind=claim.kind,
            date=share.date or found.date,
            footing=found.footing,
            places=names(parties),
            parties=parties,
            documents=self._documents(claim, start),
            start=start if share.start is None else share.start,
            end=claim.end,
            part=standing.part,
            words=self._text[claim.start : claim.end],
            notes={"date": found.note, **{p.name: p.how for p in parties}},
        )


def _around(named: Iterable[str], before: Sequence[Party]) -> bool:
    """Whether each name is one of the parties or holds one."""
    return all(any(name == p.name or contains(name, p.name) for p in before) for name in named)


def _paper(name: str) -> tuple[str, ...]:
    """The title that a row of a table names; none where it names a line or a zone."""
    if name.startswith("《"):
        return (name,)
    return (f"《{name}》",) if head(name) in (Noun.PLAN, Noun.AGREEMENT) else ()


def _whole(text: str, line: Span) -> Iterator[Span]:
    """Sentences of a line, those parted by a semicolon only taken together."""
    begin: int | None = None
    for sentence in sentences(text, line.start, line.end):
        begin = sentence.start if begin is None else begin
        if sentence.end - begin > _LONGEST or not text.endswith("；", begin, sentence.end):
            yield from pieces(Span(begin, sentence.end), _LONGEST)
            begin = None
    if begin is not None:
        yield from pieces(Span(begin, line.end), _LONGEST)
