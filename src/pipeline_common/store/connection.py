"""Opening the SQLite file, and its errors in one clear line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline_common.errors import SchemaTooNewError, StoreError, StoreLockedError
from pipeline_common.store import versions

#: More than the pages that a large batch changes: those that do not fit are written twice.
_CACHE_KIB = 64 * 1024
#: Pages of the log after which it goes into the file; many are changed by several batches.
_CHECKPOINT = 16_384


def connect(path: Path, *, read_only: bool, timeout: float) -> sqlite3.Connection:
    """A connection in WAL mode with foreign keys on, its schema brought up to date.

    `timeout` is how many seconds to wait for another writer. Raises StoreError, SchemaTooNewError,
    StoreLockedError.
    """
    with explained(path):
        mode = "ro" if read_only else "rwc"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=timeout,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path, *, keep: bool = True) -> Iterator[None]:
    """All or nothing; nothing without `keep`. Takes the write lock at once, so it is waited for."""
    with explained(path):
        connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            connection.execute("rollback")
            raise
        connection.execute("commit" if keep else "rollback")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _explain(error, path) from error


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.execute("pragma foreign_keys = on")
    connection.execute(f"pragma cache_size = -{_CACHE_KIB}")
    if unknown := versions.unknown(connection):
        raise SchemaTooNewError(
            f"written by a newer coopfeed ({unknown[-1]})",
            subject=str(path),
            advice="update coopfeed",
        )
    if read_only:
        if versions.missing(connection):
            raise StoreError(
                "its schema is of an older version",
                subject=str(path),
                advice="run `coopfeed ingest` once to update it",
            )
        return
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    connection.execute(f"pragma wal_autocheckpoint = {_CHECKPOINT}")
    if versions.missing(connection):
        from sqlite_utils import Database

        from pipeline_common.store.schema import migrations

        with transaction(connection, path):  # two processes: the second waits and finds it done
            migrations.apply(Database(connection))


_REASONS = (
    ("locked", StoreLockedError, "somebody else is writing", "try again when that run is over"),
    ("busy", StoreLockedError, "somebody else is writing", "try again when that run is over"),
    ("full", StoreError, "the disk is full", "make room; nothing was lost"),
    ("readonly", StoreError, "it cannot be written", "check the permissions of file and folder"),
    ("unable to open", StoreError, "it cannot be opened", "check path and permissions"),
    ("not a database", StoreError, "it is not a SQLite database", "restore a backup"),
    ("malformed", StoreError, "it is damaged", "restore a backup, or try `sqlite3 FILE .recover`"),
    ("disk i/o", StoreError, "the disk failed", "check the disk, then run `coopfeed doctor`"),
)


def _explain(error: sqlite3.DatabaseError, path: Path) -> StoreError:
    text = str(error).lower()
    for sign, kind, message, advice in _REASONS:
        if sign in text:
            return kind(message, subject=str(path), advice=advice)
    return StoreError("the database refused", subject=str(path), advice="run `coopfeed doctor`")
