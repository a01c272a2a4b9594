"""What the current feeds hold, and what the monthly archives hold (RFC 5005, section 4).

A feed holds everything first published in the last 45 days and at least 100 entries: simulated over
200 days with bursts, a subscriber who looks once a month then misses nothing. Back-filled history
stays out of current feeds; it is in the archives, on the pages and in the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from pipeline_common.models import Milestone
from pipeline_common.publish.views import month_of

_PUBLISHED = attrgetter("published")


def newest_first(milestones: Iterable[Milestone]) -> list[Milestone]:
    """By first publication, newest first; those of one instant stay in the order given."""
    published = [m for m in milestones if m.published is not None]
    return sorted(published, key=_PUBLISHED, reverse=True)


def reference(milestones: Iterable[Milestone]) -> datetime | None:
    """The newest first publication: what "the last 45 days" count from, since no clock is read."""
    return max((m.published for m in milestones if m.published is not None), default=None)


def current(
    milestones: Sequence[Milestone],
    *,
    newest: datetime | None,
    entries: int,
    days: int,
    backfill: bool = False,
) -> tuple[Milestone, ...]:
    """The milestones of a current feed, newest first publication first; given in a view's order.

    Back-filled ones are taken only with `backfill`: while nothing else was ever published nobody
    can be flooded, and a new subscriber sees more than an empty feed. They are bounded by
    `entries` even then.
    """
    ordered = newest_first(m for m in milestones if m.backfill <= backfill)
    if backfill:
        return tuple(ordered[:entries])
    since = newest - timedelta(days=days) if newest else None
    return tuple(
        m
        for rank, m in enumerate(ordered)
        if rank < entries or (since is not None and m.published is not None and m.published > since)
    )


def archives(
    milestones: Sequence[Milestone], held: Iterable[Milestone]
) -> Mapping[str, tuple[Milestone, ...]]:
    """Month of first publication -> its milestones, oldest month first.

    A month has a document as soon as one of its milestones is not among those the current feed
    holds; so every milestone is in the current feed or in an archive, and an archive once written
    hardly changes.
    """
    in_feed = {m.id for m in held}
    months: dict[str, list[Milestone]] = {}
    for milestone in newest_first(milestones):
        months.setdefault(month_of(milestone), []).append(milestone)
    return {
        month: tuple(found)
        for month, found in sorted(months.items())
        if any(m.id not in in_feed for m in found)
    }
