"""What the store answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline_common.models import Milestone, State


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one batch changed; numbers of articles, milestones and items."""

    batch_id: str
    articles_new: int = 0
    articles_changed: int = 0
    articles_same: int = 0
    articles_duplicate: int = 0  # new ones that are copies of another's text
    milestones_new: int = 0
    milestones_changed: int = 0
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A milestone that was found; `excerpt` is the text that holds the words."""

    milestone: Milestone
    excerpt: str


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How one source does; instants are ends of runs.

    `strip` shows the last runs, oldest first, a letter each (`LETTERS`). `silence` is how long it
    is usually silent at the most, None while too little is known.
    """

    source_id: str
    state: State
    evidence: str
    last_run: datetime
    last_success: datetime | None
    last_new: datetime | None
    strip: str
    silence: timedelta | None
    stale: bool
    newest: str | None  # newest date among its rows, ISO day
    requests: int = 0
    rows: int = 0
    articles: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """What a newer extractor makes of a milestone; `date` is EDTF.

    `verb` is added, gone or changed; `changes` holds "before -> after" by field.
    """

    verb: str
    milestone: str
    headline: str
    date: str
    changes: Mapping[str, str] = field(default_factory=dict)


#: One letter for each state, as in `SourceStatus.strip`.
LETTERS = {
    State.OK: "+",
    State.UNCHANGED: "=",
    State.EMPTY: "0",
    State.LIST_NOT_FOUND: "?",
    State.BLOCKED: "x",
    State.UNREACHABLE: "!",
    State.ROBOTS: "r",
    State.PARTIAL: "~",
    State.STALE: "z",
}


@dataclass(frozen=True, slots=True)
class SetAsideItem:
    """An item that could not be used, as it stands after all attempts."""

    source_id: str
    url: str
    reason: str
    attempts: int
    first_at: datetime
    last_at: datetime
    given_up: bool
