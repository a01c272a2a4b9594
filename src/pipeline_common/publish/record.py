"""What publishing asks of the record of milestones: little at a time, so that its cost follows
what changed and not how much there is.

`pipeline_common.store.published` answers from the database, `Collection` from values in memory.
Only milestones that were given their instant of publication are part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Protocol

from pipeline_common.models import CHINA, Kind, Milestone, Status
from pipeline_common.selection import Selection, matches

ALL = Selection()
_PUBLISHED = attrgetter("published")


class Record(Protocol):
    """Milestones; *fed* are the active and the withdrawn, *listed* the active."""

    def revision(self) -> int:
        """A number that grows whenever anything changes; 0 where changes are not kept."""

    def changed(self, since: int) -> Iterable[Milestone]:
        """All, of any status, that changed after the revision `since`; 0: everything."""

    def count(self, wanted: Selection) -> int:
        """How many are listed."""

    def latest(
        self, wanted: Selection, limit: int | None = None, *, listed: bool = True
    ) -> Sequence[Milestone]:
        """Those listed (or fed), the latest event first, open dates last."""

    def window(
        self, wanted: Selection, *, entries: int, days: int, backfill: bool
    ) -> Sequence[Milestone]:
        """What a current feed holds (`publish.window`), newest publication first."""

    def months(self) -> Mapping[str, int]:
        """Month of first publication in China, "2026-11" -> how many are fed."""

    def month(self, month: str) -> Sequence[Milestone]:
        """Those fed that were first published in a month, oldest first."""

    def begun(self) -> datetime | None:
        """When the first of those fed was published."""

    def quarters(self) -> Mapping[tuple[Kind, int], int]:
        """Kind and quarter of the event, counted from year 0 -> how many are listed."""

    def updated(self) -> datetime | None:
        """When anything that is fed last changed."""

    def is_live(self) -> bool:
        """Whether anything fed is not back-filled history."""


def by_event(milestone: Milestone) -> tuple[str, str]:
    """Sort key by event, oldest first; open years and missing dates come before every year."""
    known = milestone.date is not None and milestone.date.known
    return (milestone.date.sort_key if known and milestone.date else "", milestone.id)


def month_of(milestone: Milestone) -> str:
    """Month of first publication in China, "2026-11"."""
    if milestone.published is None:
        return ""
    return f"{milestone.published.astimezone(CHINA):%Y-%m}"


def quarter_of(milestone: Milestone) -> int | None:
    """Number of the quarter of the event, counted from year 0; None unless a month is known."""
    when = milestone.date
    if when is None or not when.known or when.precision == "year":
        return None
    return int(when.edtf[:4]) * 4 + (int(when.edtf[5:7]) - 1) // 3


def is_listed(milestone: Milestone) -> bool:
    """Whether a milestone stands in lists and counts; a withdrawn one only in feeds."""
    return milestone.status is Status.ACTIVE


def is_fed(milestone: Milestone) -> bool:
    """Whether a milestone may be in a feed: hidden and merged ones are gone."""
    return milestone.status in (Status.ACTIVE, Status.WITHDRAWN)


class Collection:
    """A record in memory. It keeps no changes: all of it is looked at every time."""

    def __init__(self, milestones: Iterable[Milestone]) -> None:
        self._all = tuple({m.id: m for m in milestones}.values())
        usable = [m for m in self._all if is_fed(m) and m.published is not None]
        self._fed = sorted(usable, key=by_event, reverse=True)

    def revision(self) -> int:
        return 0

    def changed(self, since: int) -> Iterable[Milestone]:
        return self._all

    def count(self, wanted: Selection) -> int:
        return sum(1 for m in self._fed if is_listed(m) and matches(m, wanted))

    def latest(
        self, wanted: Selection, limit: int | None = None, *, listed: bool = True
    ) -> Sequence[Milestone]:
        found = (m for m in self._fed if is_listed(m) or not listed)
        return [m for m in found if matches(m, wanted)][:limit]

    def window(
        self, wanted: Selection, *, entries: int, days: int, backfill: bool
    ) -> Sequence[Milestone]:
        found = [m for m in self._fed if m.backfill <= backfill and matches(m, wanted)]
        found.sort(key=_PUBLISHED, reverse=True)
        if not found or backfill:
            return found[:entries]
        since = _PUBLISHED(found[0]) - timedelta(days=days)
        return [m for n, m in enumerate(found) if n < entries or _PUBLISHED(m) > since]

    def months(self) -> Mapping[str, int]:
        return Counter(map(month_of, self._fed))

    def month(self, month: str) -> Sequence[Milestone]:
        return sorted((m for m in self._fed if month_of(m) == month), key=_PUBLISHED)

    def begun(self) -> datetime | None:
        return min(map(_PUBLISHED, self._fed), default=None)

    def quarters(self) -> Mapping[tuple[Kind, int], int]:
        return Counter(
            (m.kind, quarter)
            for m in self._fed
            if is_listed(m) and (quarter := quarter_of(m)) is not None
        )

    def updated(self) -> datetime | None:
        return max((max(m.changed, m.published or m.changed) for m in self._fed), default=None)

    def is_live(self) -> bool:
        return any(not m.backfill for m in self._fed)
