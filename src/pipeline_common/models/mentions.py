"""What one article asserts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pipeline_common.models.articles import Article
from pipeline_common.models.dates import EventDate
from pipeline_common.models.sources import Trust


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
