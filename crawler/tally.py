"""What happened to each source and listing of a running crawl, counted as it happens."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from pipeline_common.models import Row, Source, State, Validator


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that did not come: what state it speaks for, and one line for a person.

    `of_host` marks what befell the host and not the item: it says nothing against the item.
    """

    state: State
    evidence: str
    of_host: bool = False


@dataclass(slots=True, eq=False)
class ListingTally:
    """What happened to one listing, or to the issue of one day of it."""

    url: str
    declared: str = ""  # its address as the file of the source has it
    latest: bool = True  # the issue of today, or a listing that has no days
    rows: int = 0
    unchanged: bool = False  # it answered as last time
    absent: bool = False  # nothing appeared that day, which is usual for newspapers
    complete: bool = True  # all its documents came, and no new row was left out
    problem: Problem | None = None
    doubt: Problem | None = None  # a document behind the first one that holds no list
    validators: list[Validator] = field(default_factory=list)
    asked: set[tuple[object, ...]] = field(default_factory=set)  # requests made, each once
    met: set[str] = field(default_factory=set)  # addresses and keys of its rows

    def fail(self, problem: Problem) -> None:
        """Note what went wrong; the first problem is the one that is told."""
        self.complete = False
        self.problem = self.problem or problem

    @property
    def awaited(self) -> bool:
        """Whether it is not there yet and may still appear."""
        return self.absent and self.latest

    @property
    def trouble(self) -> Problem | None:
        """Why the listing cannot be relied on; a document without a list matters only where no
        other one had rows."""
        return self.problem or (None if self.rows or self.unchanged else self.doubt)


@dataclass(slots=True, eq=False)
class SourceTally:
    """What happened to one source."""

    source: Source
    listings: list[ListingTally] = field(default_factory=list)
    requests: int = 0
    bytes: int = 0
    rows_new: int = 0
    articles: int = 0
    asked_articles: int = 0
    not_modified: int = 0
    newest: str | None = None
    failures: list[Problem] = field(default_factory=list)  # one an article that did not come
    left_out: int = 0  # new rows beyond the limit of one run
    waiting: int = 0  # requests under way
    queue: deque[tuple[str, Row]] = field(default_factory=deque)  # articles still to be asked for
    fetching: bool = False  # whether one of its articles is under way
    started: bool = False

    @property
    def open(self) -> bool:
        """Whether anything is still to come."""
        return bool(self.waiting or self.queue or not self.started)

    @property
    def rows(self) -> int:
        """Rows parsed from its listings."""
        return sum(listing.rows for listing in self.listings)
