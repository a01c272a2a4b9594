"""How deep a listing is read: the rules that stop a crawl from paging on.

An ordinary run reads on only while a page brings something new; of a listing of which something
was missing the last time it reads all its pages, as what is missing may stand behind what is known.
A back-fill (`since` or `max_pages` given) passes over pages that are known too, and stops at what
is older, at a page that repeats, or at an empty one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.families.addresses import is_dated
from pipeline_common.models import Row

#: Pages of one listing that a back-fill without `max_pages` reads at most.
MAX_BACKFILL_PAGES = 500
#: Days back that an ordinary run makes up for, where a daily paper was not read.
MAX_MISSED_DAYS = 14


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep to read: pages of a listing, the day before which nothing is wanted, and whether to
    read on past pages on which everything is known."""

    max_pages: int = 1
    since: date | None = None
    past_known: bool = False

    @classmethod
    def of(
        cls, source_pages: int, since: date | None, max_pages: int | None, *, owing: bool = False
    ) -> Depth:
        """The depth of a listing of which an ordinary run reads `source_pages`.

        `owing` says that something of it was missing the last time.
        """
        if since is None and max_pages is None:
            return cls(source_pages, past_known=owing)
        return cls(max_pages or MAX_BACKFILL_PAGES, since, past_known=True)


def first_missed(template: str, complete: str | None, today: date) -> date | None:
    """The day from which on an ordinary run opens a dated listing; None for today alone.

    `complete` is the last day on which nothing of it was missing; a listing that has none yet is
    opened for today, and so is one whose address has no day field.
    """
    if complete is None or not is_dated(template):
        return None
    first = date.fromisoformat(complete)
    if "{DD}" in template:
        first += timedelta(days=1)  # an index of a month may lack the issue of the day it was read
    first = max(first, today - timedelta(days=MAX_MISSED_DAYS))
    return first if first < today else None


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
    if not depth.past_known and not new:
        return "nothing new"
    unpinned = [row for row in rows if not row.pinned]
    if depth.since and unpinned and not any(is_wanted(row, depth.since) for row in unpinned):
        return f"older than {depth.since}"
    return ""
