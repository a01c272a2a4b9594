"""The store: everything that the program keeps, behind one object."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from pipeline_common.errors import StoreError
from pipeline_common.models import (
    Article,
    CrawlMemory,
    CrawlReport,
    Kind,
    Milestone,
    Reading,
    SetAside,
    Snapshot,
    Status,
)
from pipeline_common.settings import RetentionSettings
from pipeline_common.store import (
    articles,
    deciding,
    doctor,
    history,
    publication,
    reading,
    reprocessing,
    retention,
    runs,
    search,
    snapshots,
    status,
)
from pipeline_common.store.connection import connect, explained, transaction
from pipeline_common.store.deliveries import Deliveries
from pipeline_common.store.filters import Filter
from pipeline_common.store.ingest import ingest
from pipeline_common.store.published import Published
from pipeline_common.store.shingles import Shingles
from pipeline_common.store.values import (
    Difference,
    IngestReport,
    SearchHit,
    SetAsideItem,
    SourceStatus,
)

_NO_LIMITS: Mapping[str, int] = MappingProxyType({})


class Store:
    """The database. Use `open`, best in a `with` statement.

    Every method raises StoreError where the file cannot be used, StoreLockedError where another
    writer holds it for too long.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path
        self._copies = Shingles(connection)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, timeout: float = 30.0) -> Self:
        """Open the file, made where it is missing; an older schema is brought up to date.

        `timeout` is how many seconds to wait for another writer. Raises SchemaTooNewError; with
        `read_only` StoreError where there is no file.
        """
        connection = connect(path, read_only=read_only, timeout=timeout)
        connection.row_factory = sqlite3.Row
        return cls(connection, path)

    def close(self) -> None:
        """Close the file."""
        with explained(self._path):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ crawl and ingest

    def crawl_memory(self, sources: Sequence[str], limit: int = 50_000) -> CrawlMemory:
        """What a crawl of these sources has to know; at most `limit` known articles."""
        with explained(self._path):
            return runs.crawl_memory(self._db, sources, limit)

    def is_ingested(self, batch_id: str) -> bool:
        """Whether the batch is in."""
        with explained(self._path):
            return runs.read_batch(self._db, batch_id) is not None

    def ingest(self, report: CrawlReport, items: Iterable[Reading | SetAside]) -> IngestReport:
        """Take in a batch, all of it or nothing; one that is in already changes nothing.

        The result does not depend on the order of articles or of batches; times come from the data.
        """
        with transaction(self._db, self._path):
            known = runs.read_batch(self._db, report.batch_id)
            return known or ingest(self._db, self._copies, report, items)

    def stored_articles(self) -> Iterator[Article]:
        """Every article, in the order in which they came."""
        with explained(self._path):
            yield from reprocessing.stored_articles(self._db)

    def reprocess(
        self, items: Iterable[Reading | SetAside], *, now: datetime, apply: bool
    ) -> list[Difference]:
        """Take in stored articles as a newer extractor reads them; what differs, by id.

        Without `apply` the database stays as it was.
        """
        with transaction(self._db, self._path, keep=apply):
            return reprocessing.reprocess(self._db, self._copies, items, now)

    # ------------------------------------------------------------------ milestones

    def milestones(
        self,
        *,
        kind: Kind | str | None = None,
        place: str | None = None,
        pair: Sequence[str] | None = None,
        source: str | None = None,
        since: date | None = None,
        until: date | None = None,
        status: Status | None = Status.ACTIVE,
        limit: int | None = None,
        published_only: bool = False,
        published_since: datetime | None = None,
    ) -> list[Milestone]:
        """Milestones with all of these properties, the latest event first.

        `since` and `until` are days of the event; `status` None means any. With `published_only`
        or `published_since` (an instant) the last published comes first.
        """
        wanted = Filter(
            kind, place, pair, source, since, until, status, published_only, published_since
        )
        with explained(self._path):
            return reading.find(self._db, wanted, limit)

    def milestone(self, ident: str) -> Milestone:
        """The milestone with this id or the only one whose id starts so; follows merges.

        Raises NotFoundError.
        """
        with explained(self._path):
            return reading.get(self._db, ident)

    def history(self, ident: str) -> list[str]:
        """How a milestone became what it is, a line each, oldest first. Raises NotFoundError."""
        with explained(self._path):
            return history.history(self._db, ident)

    def search(
        self,
        words: str,
        *,
        place: str | None = None,
        kind: Kind | str | None = None,
        pair: Sequence[str] | None = None,
        source: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 20,
    ) -> list[SearchHit]:
        """Active milestones that hold all words in their texts or in headlines of their reports.

        The latest event first. Nothing in `words` is syntax; either script will do.
        """
        wanted = Filter(kind, place, pair, source, since, until)
        with explained(self._path):
            return search.search(self._db, words, wanted, limit)

    def published(self) -> Published:
        """What was given its instant of publication, for publishing (`publish.record.Record`)."""
        return Published(self._db)

    def deliveries(self) -> Deliveries:
        """Who was told of which milestones."""
        return Deliveries(self._db, self._path)

    def assign_publication(self, now: datetime) -> int:
        """Give what is to be published its instant, up to the second of `now`; how many."""
        with explained(self._path):
            if not publication.is_waiting(self._db):
                return 0
        with transaction(self._db, self._path):
            return publication.assign(self._db, now)

    def last_published(self) -> datetime | None:
        """The latest instant of publication; None before the first."""
        with explained(self._path):
            return publication.last_published(self._db)

    # ------------------------------------------------------------------ a person's decisions

    def merge(self, ident: str, into: str, *, reason: str, now: datetime) -> str:
        """Take two milestones for one event; the id that stays. See `deciding.merge`."""
        with transaction(self._db, self._path):
            return deciding.merge(self._db, ident, into, reason=reason, now=now)

    def split(self, ident: str, articles: Sequence[str], *, reason: str, now: datetime) -> str:
        """Part what some articles tell from a milestone; its new id. See `deciding.split`."""
        with transaction(self._db, self._path):
            return deciding.split(self._db, ident, articles, reason=reason, now=now)

    def hide(self, ident: str, *, hidden: bool = True, reason: str, now: datetime) -> Milestone:
        """Take a milestone out of what is published, or bring it back. See `deciding.hide`."""
        with transaction(self._db, self._path):
            return deciding.hide(self._db, ident, hidden=hidden, reason=reason, now=now)

    def edit(
        self, ident: str, field: str, value: str | None, *, reason: str, now: datetime
    ) -> Milestone:
        """Set a field of a milestone, or with None give it back. See `deciding.edit`."""
        with transaction(self._db, self._path):
            return deciding.edit(self._db, ident, field, value, reason=reason, now=now)

    # ------------------------------------------------------------------ evidence

    def article(self, article_id: str) -> Article:
        """The article with this id. Raises NotFoundError."""
        with explained(self._path):
            return articles.read(self._db, article_id)

    def snapshot(self, sha256: str) -> Snapshot:
        """The page as it came. Raises NotFoundError."""
        with explained(self._path):
            return snapshots.read(self._db, sha256)

    # ------------------------------------------------------------------ operation

    def source_status(
        self,
        *,
        now: datetime,
        history: int = 14,
        max_silence_days: Mapping[str, int] = _NO_LIMITS,
    ) -> list[SourceStatus]:
        """How each source does, by id; `history` runs are shown."""
        with explained(self._path):
            return status.source_status(self._db, now, history, max_silence_days)

    def set_aside_items(self) -> list[SetAsideItem]:
        """Items that could not be used, the last first."""
        with explained(self._path):
            return runs.set_aside_items(self._db)

    def tidy(self, keep: RetentionSettings, *, now: datetime) -> dict[str, int]:
        """Drop what is older than it is kept; how much was dropped and compressed."""
        with transaction(self._db, self._path):
            return retention.tidy(self._db, keep, now)

    def counts(self) -> dict[str, int]:
        """How much is stored."""
        with explained(self._path):
            return doctor.counts(self._db)

    def check(self) -> list[str]:
        """What is wrong, a line each; reads all of the file."""
        with explained(self._path):
            return doctor.check(self._db)

    def backup(self, path: Path) -> None:
        """A consistent copy. Raises StoreError where it cannot be written."""
        try:
            with explained(path):
                doctor.backup(self._db, path)
        except OSError as error:
            raise StoreError("cannot be written", subject=str(path)) from error
