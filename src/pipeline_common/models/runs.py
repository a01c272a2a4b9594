"""How a crawl went, and what the next one has to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


class State(StrEnum):
    """How one source's run ended. Exactly one applies."""

    OK = "ok"  # rows parsed, at least one new article
    UNCHANGED = "unchanged"  # list readable (or 304), nothing new
    EMPTY = "empty"  # list found, holds no row
    LIST_NOT_FOUND = "list-not-found"  # page came, no list in it: redesign
    BLOCKED = "blocked"  # refused: 403, 412, 521, challenge page
    UNREACHABLE = "unreachable"  # DNS, connection, TLS, time-out, 5xx
    ROBOTS = "robots"  # robots.txt forbids it
    PARTIAL = "partial"  # some pages failed, the rest came
    STALE = "stale"  # readable, but silent for longer than is usual for it

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look."""
        return self not in (State.OK, State.UNCHANGED)


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What the crawl of one source came to; counts are of this run."""

    source_id: str
    state: State
    evidence: str = ""  # one line for a person: status, signature, size
    requests: int = 0
    bytes: int = 0
    rows: int = 0  # rows parsed from the listings
    rows_new: int = 0
    articles: int = 0  # article pages that came
    failed: int = 0  # article pages that did not
    not_modified: int = 0
    newest: str | None = None  # newest date among the rows, ISO day


@dataclass(frozen=True, slots=True)
class Validator:
    """What a listing answered last time, for a conditional request (RFC 9110, 13.1).

    `body_hash` (SHA-256) serves servers that send neither ETag nor Last-Modified.
    """

    url: str
    source_id: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class ListingReport:
    """What became of one listing of a source in a crawl.

    `url` is its address as the file of the source has it, day fields and all. It is `complete` if
    nothing of it is missing, and `awaited` if nothing but the issue of that day, which may still
    appear.
    """

    source_id: str
    url: str
    complete: bool
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class ListingMemory:
    """How far a listing was read: the last day (ISO, China) on which nothing of it was missing,
    and whether something was the last time it was read."""

    source_id: str
    url: str
    complete: str | None = None
    owing: bool = False


#: Which listing: source, address as the file of the source has it.
ListingKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CrawlMemory:
    """What a crawl has to know of earlier ones."""

    known: frozenset[str] = frozenset()  # `identity.article_key` of articles not to fetch again
    validators: Mapping[str, Validator] = field(default_factory=dict)  # by listing URL
    listings: Mapping[ListingKey, ListingMemory] = field(default_factory=dict)

    def listing(self, source_id: str, url: str) -> ListingMemory:
        """What is known of a listing; one that was never read owes nothing."""
        return self.listings.get((source_id, url)) or ListingMemory(source_id, url)


@dataclass(frozen=True, slots=True)
class SetAside:
    """An item that could not be used, with the reason; it never stops the others."""

    source_id: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What one crawl (one batch) came to.

    `validators` holds only listings whose new rows all came: a listing is asked again in full until
    nothing of it is missing. `listings` has those that were opened; of a back-fill only those of
    which something is missing, as it reads what ordinary runs do not.
    """

    batch_id: str
    started: datetime
    finished: datetime
    sources: tuple[SourceReport, ...]
    finish_reason: str = "finished"
    backfill: bool = False
    validators: tuple[Validator, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    listings: tuple[ListingReport, ...] = ()


def listings_after(
    known: Mapping[ListingKey, ListingMemory], report: CrawlReport
) -> dict[ListingKey, ListingMemory]:
    """What is known of listings once `report` is in; reports are to be given oldest first."""
    today = report.started.astimezone(CHINA).date()
    after = dict(known)
    for told in report.listings:
        key = (told.source_id, told.url)
        held = after.get(key) or ListingMemory(*key)
        days = {held.complete} if held.complete else set()
        if told.complete:
            days.add(today.isoformat())
        elif told.awaited:
            days.add((today - timedelta(days=1)).isoformat())
        # The latest of them: a batch that was long on its way must not set the day back.
        after[key] = ListingMemory(*key, max(days, default=None), owing=not told.complete)
    return after
