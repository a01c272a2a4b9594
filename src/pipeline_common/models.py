"""The domain types: frozen values that travel between the stages.

Nothing here does I/O or reads a clock. Instants are aware datetimes; a date that a page shows
without a zone is wall time in China and stays text (`Published`), since a date is not an instant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


# --------------------------------------------------------------------------- sources


class Advice(StrEnum):
    """Whether a source of the catalogue is crawled."""

    SHIP = "ship"  # on by default
    VERIFY = "verify"  # off until somebody has looked at the live page once
    BLOCKED = "blocked"  # the site refuses crawlers; we respect that
    EXCLUDE = "exclude"  # nothing here that can be read; `reason` says why


class Trust(StrEnum):
    """How far a source, or one article, may supply facts to a merge."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"  # spun, injected or machine-made text: counted, never believed


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing page of a source; `url` may hold {YYYY}, {MM}, {DD} for daily papers."""

    url: str
    label: str = ""
    params: Mapping[str, str] = field(default_factory=dict)  # e.g. {"unitid": "380055"}


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS overrides of a source; an empty one means "what the family says"."""

    row: str = ""
    link: str = ""
    title: str = ""
    date: str = ""
    body: str = ""
    article_title: str = ""
    article_date: str = ""
    outlet: str = ""
    remove: str = ""  # parts of the body that are not text of the article
    keys: Mapping[str, str] = field(default_factory=dict)  # JSON lists: {"items": "data.list", ...}


@dataclass(frozen=True, slots=True)
class Source:
    """A watched column of a site, as its file in `crawler/sources/` declares it."""

    id: str
    name: str
    family: str
    listings: tuple[Listing, ...]
    region: str = ""  # folder of the catalogue: "jiangxi", "yangtze_delta", ... "national"
    profiles: tuple[str, ...] = ()  # region profiles it serves: "changjiufu", ...
    kind: str = "government"  # or "media"
    home_place: str | None = None  # who 我市 / 我省 is, short name: "南昌"
    outlet: str = ""  # outlet of its articles where the page names none
    homepage: str = ""
    advice: Advice = Advice.VERIFY
    reason: str = ""
    group: str = "default"  # sources of one group are crawled together, on one schedule
    trust: Trust = Trust.NORMAL
    encoding: str | None = None  # overrides everything the page says
    tls: str = "default"  # or "legacy"
    external_links: str = "keep"  # or "skip": rows that lead to another host
    fetch_articles: bool = True  # False where the list itself carries the text
    max_pages: int = 1
    min_rows: int = 1
    max_silence_days: int | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    selectors: Selectors = Selectors()

    @property
    def enabled(self) -> bool:
        """Whether a run without arguments crawls it."""
        return self.advice is Advice.SHIP


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
class CrawlMemory:
    """What a crawl has to know of earlier ones."""

    known: frozenset[str] = frozenset()  # `identity.article_key` of articles not to fetch again
    validators: Mapping[str, Validator] = field(default_factory=dict)  # by listing URL


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
    nothing of it is missing.
    """

    batch_id: str
    started: datetime
    finished: datetime
    sources: tuple[SourceReport, ...]
    finish_reason: str = "finished"
    backfill: bool = False
    validators: tuple[Validator, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


# --------------------------------------------------------------------------- pages and articles


class Origin(StrEnum):
    """Where a publication date was read; also the order in which we believe it."""

    META = "meta"
    JSON_LD = "json-ld"
    API = "api"  # a field of a JSON list or reply
    FEED = "feed"
    HEADER = "header"  # the line under the headline
    LISTING = "listing"
    ADDRESS = "address"
    TEXT = "text"
    GIVEN = "given"  # told by the caller


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date as far as it is known.

    `value` is ISO 8601: "2026", "2026-01", "2026-01-14" or "2026-01-14T08:30:00+08:00".
    """

    value: str
    origin: Origin = Origin.GIVEN

    def __post_init__(self) -> None:
        if not re.match(r"\d{4}(-\d\d(-\d\d(T.+)?)?)?$", self.value):
            raise ValueError(f"not an ISO date: {self.value!r}")

    @property
    def day(self) -> date | None:
        """The calendar day in China, where it is known to the day."""
        return date.fromisoformat(self.value[:10]) if len(self.value) >= 10 else None

    @property
    def instant(self) -> datetime | None:
        """The instant, where the page gave a time of day."""
        return datetime.fromisoformat(self.value) if "T" in self.value else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a listing page."""

    url: str
    title: str = ""
    published: Published | None = None
    outlet: str = ""
    body_html: str = ""  # where the list carries the whole text
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What came over the wire for one article, with the row that led to it."""

    source_id: str
    url: str  # after redirects
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    fetched_at: datetime
    row: Row | None = None
    backfill: bool = False
    more: tuple[bytes, ...] = ()  # bodies of pages 2, 3, ... of an article told over several


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or picture that an article links."""

    url: str
    title: str = ""
    kind: str = "file"  # or "image"


@dataclass(frozen=True, slots=True)
class Article:
    """An article as published; nothing in it is interpreted."""

    id: str  # `identity.article_key(url)`
    source_id: str
    url: str  # canonical
    title: str
    text: str  # paragraphs parted by "\n"
    published: Published | None = None
    outlet: str = ""
    encoding: str = ""
    family: str = ""
    home_place: str | None = None
    fetched_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    trust: Trust = Trust.NORMAL
    backfill: bool = False

    @property
    def content(self) -> str:
        """Headline and text: what milestones are read from and evidence offsets point into."""
        return f"{self.title}\n{self.text}" if self.title else self.text


# --------------------------------------------------------------------------- milestones


class Kind(StrEnum):
    """What kind of event a milestone is."""

    AGREEMENT = "agreement"
    PLAN_POLICY = "plan_policy"
    MEETING_VISIT = "meeting_visit"
    INFRASTRUCTURE = "infrastructure"
    PUBLIC_SERVICE = "public_service"
    INDUSTRY_PROJECT = "industry_project"
    INSTITUTION = "institution"
    OTHER = "other"


_EDTF_PART = re.compile(r"(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-\d\d)?)?$")


@dataclass(frozen=True, slots=True)
class EventDate:
    """The date of an event in EDTF (ISO 8601-2).

    "2013-06-09", "2013-07", "2010", "2015-09-13/2015-09-15" (range), "2022-03-24~" (on or shortly
    before), "XXXX-12-25" (year unknown), "XXXX-XX-24" (day alone).
    """

    edtf: str

    def __post_init__(self) -> None:
        parts = self.edtf.removesuffix("~").split("/")
        if len(parts) > 2 or not all(_EDTF_PART.match(p) for p in parts):
            raise ValueError(f"not an EDTF date of ours: {self.edtf!r}")

    @property
    def precision(self) -> str:
        """day, range, month, year, approx, day_noyear, range_noyear, month_noyear, day_nomonth."""
        first = self.edtf.removesuffix("~").split("/")[0]
        if self.edtf.endswith("~"):
            return "approx"
        if "/" in self.edtf:
            return "range_noyear" if first.startswith("X") else "range"
        if first.startswith("XXXX-XX"):
            return "day_nomonth"
        name = {4: "year", 7: "month", 10: "day"}[len(first)]
        return f"{name}_noyear" if first.startswith("X") else name

    @property
    def approximate(self) -> bool:
        """Whether the day is "on or shortly before"."""
        return self.edtf.endswith("~")

    @property
    def known(self) -> bool:
        """Whether it can be put on a calendar (its year is known)."""
        return not self.edtf.startswith("X")

    @property
    def bounds(self) -> tuple[date, date] | None:
        """First and last day that it can mean; None while the year is open."""
        if not self.known:
            return None
        parts = self.edtf.removesuffix("~").split("/")
        return _first_day(parts[0]), _last_day(parts[-1])

    @property
    def sort_key(self) -> str:
        """Text that sorts by time; open years last."""
        return self.edtf.replace("X", "9")


def _first_day(part: str) -> date:
    year, month, day = (*map(int, part.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(part: str) -> date:
    numbers = [int(n) for n in part.split("-")]
    if len(numbers) == 3:
        return date(*numbers)
    if len(numbers) == 1:
        return date(numbers[0], 12, 31)
    year, month = numbers
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mention:
    """One assertion of one event in one article; `evidence == content[start:end]`."""

    date: EventDate | None
    kind: Kind
    places: tuple[str, ...]  # short simplified names of the parties, most important first
    documents: tuple[str, ...]  # with 《》
    headline: str
    evidence: str
    start: int
    end: int
    background: bool = False  # an older event told in passing
    attributes: Mapping[str, str] = field(default_factory=dict)  # {"length": "138公里", ...}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that was looked at, with what was decided and why (for `--explain`)."""

    start: int
    end: int
    text: str
    taken: bool
    rule: str  # the rule that took or refused it
    notes: Mapping[str, str] = field(default_factory=dict)  # {"date": "dateline, ...", ...}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one article."""

    relevant: bool
    mentions: tuple[Mention, ...]
    trust: Trust = Trust.NORMAL
    candidates: tuple[Candidate, ...] = ()  # filled only when asked for


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The page as it came, kept as evidence."""

    sha256: str
    content_type: str
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is computed from one page before the database is asked.

    `shingles` is what near-duplicates are found by (`dedupe.shingles`).
    """

    article: Article
    extraction: Extraction
    shingles: tuple[int, ...]
    snapshot: Snapshot | None = None


class Status(StrEnum):
    """Where a milestone stands in its life."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"  # no article asserts it any more
    HIDDEN = "hidden"  # by a person
    MERGED = "merged"  # lives on under `merged_into`


@dataclass(frozen=True, slots=True)
class Report:
    """One article that reports a milestone, with the sentence that proves it."""

    article_id: str
    url: str
    title: str
    outlet: str
    source_id: str
    published: Published | None
    evidence: str
    fetched_at: datetime
    snapshot: str = ""  # SHA-256 of the stored page
    trust: Trust = Trust.NORMAL


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a milestone after it was recorded, in words that a reader sees."""

    at: datetime
    field: str  # "date", "kind", "places", "documents", "headline", "evidence", "reports", "status"
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One event, told by one or more articles."""

    id: str  # "urn:uuid:..."; made once, stored, never recomputed
    kind: Kind
    date: EventDate | None
    places: tuple[str, ...]
    documents: tuple[str, ...]
    headline: str
    evidence: str
    reports: tuple[Report, ...]  # best first
    recorded: datetime  # fetch time of the first article that told it
    changed: datetime  # last time anything that a reader sees changed
    published: datetime | None = None  # first time in a feed; whole seconds
    status: Status = Status.ACTIVE
    backfill: bool = False
    merged_into: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Change, ...] = ()  # oldest first


class Verdict(StrEnum):
    """What the decider makes of an incoming article."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUPLICATE = "duplicate-of"


@dataclass(frozen=True, slots=True)
class Decision:
    """Verdict with its reason; `other` is the article it duplicates."""

    verdict: Verdict
    reason: str
    other: str | None = None


# --------------------------------------------------------------------------- feeds


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link of a feed or entry (RFC 4287, 4.2.7)."""

    href: str
    rel: str = "alternate"
    type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A milestone as a format-neutral feed entry; texts are clean, instants whole seconds."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    summary: str  # plain text
    content_html: str  # sanitised
    author: str  # the outlet
    categories: tuple[str, ...]
    via: tuple[FeedLink, ...]  # the articles
    event_date: EventDate | None
    milestone: Milestone


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed document, in no format yet."""

    id: str
    title: str
    subtitle: str
    home: str  # page that shows the same
    address: str  # own URL without suffix
    language: str
    author: str
    updated: datetime
    entries: tuple[FeedEntry, ...]  # newest first
    links: tuple[FeedLink, ...] = ()  # hub, archives
    archive: bool = False
