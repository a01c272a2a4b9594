"""Which published milestones a list holds: said once, answered by the database or in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline_common.models import Kind, Milestone

#: The year of events whose year is open.
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a milestone has to be; empty fields mean any.

    `places` are groups of names, one of each group has to be a party. `year` is "2026", UNDATED,
    or a month of it: "2026-03", "2026-00" where the month is open. `sources` are ids, one of them
    reported it. `words` all stand in its headline, evidence, places or documents.
    """

    kind: Kind | None = None
    places: tuple[tuple[str, ...], ...] = ()
    most_parties: int | None = None
    year: str = ""
    sources: tuple[str, ...] = ()
    since: date | None = None  # days of the event
    until: date | None = None
    words: tuple[str, ...] = ()


def year_of(milestone: Milestone) -> str:
    """Year of the event, "2026"; UNDATED where it is open."""
    when = milestone.date
    return when.edtf[:4] if when and when.known else UNDATED


def month_of_event(milestone: Milestone) -> str:
    """Month of the event, "2026-03", "2026-00"; UNDATED where the year is open."""
    when = milestone.date
    if when is None or not when.known:
        return UNDATED
    return when.edtf[:7] if when.edtf[4:5] == "-" else f"{when.edtf[:4]}-00"


def matches(milestone: Milestone, wanted: Selection) -> bool:
    """Whether the milestone is one of those. Raises ValueError for a date on no calendar."""
    return (
        (wanted.kind is None or milestone.kind is wanted.kind)
        and all(any(name in milestone.places for name in group) for group in wanted.places)
        and (wanted.most_parties is None or len(milestone.places) <= wanted.most_parties)
        and wanted.year in ("", year_of(milestone), month_of_event(milestone))
        and (not wanted.sources or any(r.source_id in wanted.sources for r in milestone.reports))
        and _is_within(milestone, wanted)
        and all(word in _text(milestone) for word in wanted.words)
    )


def _is_within(milestone: Milestone, wanted: Selection) -> bool:
    if wanted.since is None and wanted.until is None:
        return True
    span = milestone.date.bounds if milestone.date else None
    if span is None:
        return False
    return (wanted.since is None or span[1] >= wanted.since) and (
        wanted.until is None or span[0] <= wanted.until
    )


def _text(milestone: Milestone) -> str:
    parts = (milestone.headline, milestone.evidence, *milestone.places, *milestone.documents)
    return "\n".join(parts)
