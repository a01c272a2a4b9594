"""How deep a listing is read: the rules that stop a crawl from paging on.

An ordinary run reads on only while a page brings something new. A back-fill (`since` or
`max_pages` given) passes over pages that are known and stops at what is older, at a page that
repeats, or at an empty one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline_common.models import Row

#: Pages of one listing that a back-fill without `max_pages` reads at most.
MAX_BACKFILL_PAGES = 500


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep to read: pages of a listing, and the day before which nothing is wanted."""

    max_pages: int = 1
    since: date | None = None
    backfill: bool = False

    @classmethod
    def of(cls, source_pages: int, since: date | None, max_pages: int | None) -> Depth:
        """The depth of a source that reads `source_pages` in an ordinary run."""
        if since is None and max_pages is None:
            return cls(source_pages)
        return cls(max_pages or MAX_BACKFILL_PAGES, since, backfill=True)


def is_wanted(row: Row, since: date | None) -> bool:
    """Whether a row is recent enough; one without a day is."""
    day = row.published.day if row.published else None
    return since is None or day is None or day >= since


def stop_reason(
    depth: Depth, page: int, rows: Sequence[Row], *, fresh: Collection[str], new: Collection[str]
) -> str:
    """Why page `page` (from 1) is the last one; "" to read on.

    `fresh` are the keys of its rows that this crawl had not met before, `new` those of them that
    no earlier crawl had met either.
    """
    if not rows:
        return "empty page"
    if not fresh:
        return "page repeats"
    if page >= depth.max_pages:
        return f"{page} pages read"
    if not depth.backfill and not new:
        return "nothing new"
    unpinned = [row for row in rows if not row.pinned]
    if depth.since and unpinned and not any(is_wanted(row, depth.since) for row in unpinned):
        return f"older than {depth.since}"
    return ""
