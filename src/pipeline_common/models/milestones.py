"""The event itself, told by one or more articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pipeline_common.models.articles import Published
from pipeline_common.models.dates import EventDate
from pipeline_common.models.mentions import Kind
from pipeline_common.models.sources import Trust


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
