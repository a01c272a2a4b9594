"""From the text of an article to its milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline_common.milestones.attributes import read_attributes
from pipeline_common.milestones.documents import as_written
from pipeline_common.milestones.drafts import Draft
from pipeline_common.milestones.genre import Genre, genre_of, is_relevant, trust_of
from pipeline_common.milestones.headlines import compose
from pipeline_common.milestones.layout import Part, layout
from pipeline_common.milestones.masking import hide
from pipeline_common.milestones.places import read_places
from pipeline_common.milestones.reading import Reader, Refused
from pipeline_common.milestones.repeats import join_repeats
from pipeline_common.milestones.timeline import Timeline, read_timeline
from pipeline_common.models import Candidate, Extraction, Mention
from pipeline_common.regions.gazetteer import How
from pipeline_common.regions.matching import PlaceMatch
from pipeline_common.text import Normalised, normalise

_UNFINISHED = frozenset({"trial run", "construction progress"})
_SILENT = frozenset({Genre.FILLER, Genre.INJECTED})


def extract(
    content: str,
    *,
    published: str | None,
    home_place: str | None = None,
    explain: bool = False,
) -> Extraction:
    """The milestones that `content` asserts, each once, in the order of the text.

    `content` is headline and text as published, in any script; `published` an ISO 8601 date of any
    precision; `home_place` the short name of who 我市 or 我省 is. The offsets of the mentions point
    into `content`. `explain` fills `candidates`. Takes any text.
    """
    normal = normalise(content)
    text = normal.text
    genre = genre_of(text)
    timeline = read_timeline(text, published)
    places = read_places(text, home_place)
    reader = Reader(text, hide(text), timeline, places)
    results = [] if genre in _SILENT else list(reader.read(layout(text)))
    kept = join_repeats(_without_plans(results))
    homes = [m for m in places.matches if m.how is How.HOME]
    mentions = tuple(_mention(normal, draft, timeline, homes) for draft in kept)
    return Extraction(
        relevant=bool(mentions) or is_relevant(text, genre, places.matches),
        mentions=mentions,
        trust=trust_of(text, genre),
        candidates=tuple(_candidates(normal, results, kept)) if explain else (),
    )


def _without_plans(results: Sequence[Draft | Refused]) -> list[Draft]:
    """The drafts without headlines that shorten what the body says is planned or tried.

    规划6月出台，公交开行: with a body by which the plan is to come, the bus runs on trial.
    """
    planned = {
        (r.claim.verb, r.claim.kind)
        for r in results
        if isinstance(r, Refused) and r.rule == "planned"
    }
    tried = {r.claim.kind for r in results if isinstance(r, Refused) and r.rule in _UNFINISHED}
    told = {r.kind for r in results if isinstance(r, Draft) and r.part is Part.BODY}
    return [
        r
        for r in results
        if isinstance(r, Draft)
        and not (
            r.part is Part.HEADLINE
            and r.kind not in told
            and (r.kind in tried or (r.claim.verb, r.kind) in planned)
        )
    ]


def _mention(
    normal: Normalised, draft: Draft, timeline: Timeline, homes: Sequence[PlaceMatch]
) -> Mention:
    text = normal.text
    start, end = normal.source_span(draft.start, draft.end)
    return Mention(
        date=draft.date,
        kind=draft.kind,
        places=draft.places,
        documents=tuple(as_written(title, normal) for title in draft.documents),
        headline=compose(draft, text, timeline, homes),
        evidence=normal.original[start:end],
        start=start,
        end=end,
        background=draft.claim.recalled or not timeline.is_recent(draft.date),
        attributes=read_attributes(text[draft.start : draft.end]),
    )


def _candidates(
    normal: Normalised, results: Sequence[Draft | Refused], kept: Sequence[Draft]
) -> Iterator[Candidate]:
    taken = {id(draft.claim) for draft in kept}
    for result in results:
        claim = result.claim
        start, end = normal.source_span(claim.start, claim.end)
        words = normal.original[start:end]
        if isinstance(result, Refused):
            yield Candidate(start, end, words, False, result.rule)
        elif id(claim) in taken:
            reason = f"{claim.verb}: {claim.kind}"
            yield Candidate(start, end, words, True, reason, dict(result.notes))
        else:
            yield Candidate(start, end, words, False, "told again", dict(result.notes))
