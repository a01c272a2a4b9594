"""The pages as they came, compressed by zstd with a dictionary that they share.

Pages of one site differ in little but the article, so a dictionary trained on some of them says the
rest in a few bytes (RFC 8878, section 5). The first is trained when enough pages are stored; pages
that were stored before it are compressed again.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache

import zstandard

from pipeline_common.errors import NotFoundError
from pipeline_common.models import Snapshot
from pipeline_common.store.rows import from_time, to_time

TABLES = """
create table dictionary (              -- of zstd, for snapshots
  id integer primary key,
  body blob not null
);
create index snapshot_without_dictionary on snapshot(sha256) where dictionary is null
"""

_LEVEL = 3
_SIZE = 112_640  # bytes of a dictionary, what zstd trains by default
_SEGMENT = 1000  # bytes taken from a page at once: frames of pages are long
_SAMPLES = 500  # pages that it is trained on
_ENOUGH = 100  # fewer pages make no dictionary
_LARGEST = 128 * 1024  # bytes of a page that are looked at
_PART = 500


def write(db: sqlite3.Connection, snapshot: Snapshot) -> None:
    """Store a page, once."""
    number, body = _newest(db)
    db.execute(
        "insert or ignore into snapshot values (?, ?, ?, ?, ?, ?)",
        [
            snapshot.sha256,
            snapshot.content_type,
            _compressor(body).compress(snapshot.body),
            number,
            len(snapshot.body),
            to_time(snapshot.fetched_at),
        ],
    )


def read(db: sqlite3.Connection, sha256: str) -> Snapshot:
    """The page as it came. Raises NotFoundError."""
    row = db.execute(
        "select s.*, d.body shared from snapshot s left join dictionary d on d.id = s.dictionary"
        " where sha256 = ?",
        [sha256],
    ).fetchone()
    if row is None:
        raise NotFoundError("no such snapshot", subject=sha256)
    return Snapshot(sha256, row["content_type"], _body(row), from_time(row["fetched_at"]))


def compress_again(db: sqlite3.Connection) -> int:
    """Give pages without a dictionary one, trained now if there is none yet; how many pages."""
    number, body = _newest(db)
    if number is None:
        trained = _train(db)
        if trained is None:
            return 0
        number = db.execute("insert into dictionary(body) values (?)", [trained]).lastrowid
        body = trained
    done = 0
    while rows := db.execute(
        "select *, null shared from snapshot where dictionary is null limit ?", [_PART]
    ).fetchall():
        db.executemany(
            "update snapshot set body = ?, dictionary = ? where sha256 = ?",
            [(_compressor(body).compress(_body(row)), number, row["sha256"]) for row in rows],
        )
        done += len(rows)
    return done


def _train(db: sqlite3.Connection) -> bytes | None:
    """A dictionary of pages from all over the record; None while there are too few."""
    (count,) = db.execute("select count(*) from snapshot where dictionary is null").fetchone()
    rows = db.execute(
        "select *, null shared from snapshot where dictionary is null and rowid % ? = 0 limit ?",
        [max(1, count // _SAMPLES), _SAMPLES],
    ).fetchall()
    samples: list[bytes | bytearray | memoryview[int]] = [_body(row)[:_LARGEST] for row in rows]
    if len(samples) < _ENOUGH:
        return None
    try:
        return bytes(zstandard.train_dictionary(_SIZE, samples, k=_SEGMENT, d=8).as_bytes())
    except zstandard.ZstdError:  # pages too short or too much alike
        return None


def _newest(db: sqlite3.Connection) -> tuple[int | None, bytes]:
    row = db.execute("select id, body from dictionary order by id desc limit 1").fetchone()
    return (row["id"], row["body"]) if row else (None, b"")


def _body(row: sqlite3.Row) -> bytes:
    body = _decompressor(row["shared"] or b"").decompress(
        row["body"], max_output_size=max(1, row["size"])
    )
    return bytes(body)


@lru_cache(maxsize=4)
def _compressor(dictionary: bytes) -> zstandard.ZstdCompressor:
    if not dictionary:
        return zstandard.ZstdCompressor(level=_LEVEL)
    shared = zstandard.ZstdCompressionDict(dictionary)
    shared.precompute_compress(level=_LEVEL)
    return zstandard.ZstdCompressor(level=_LEVEL, dict_data=shared)


@lru_cache(maxsize=4)
def _decompressor(dictionary: bytes) -> zstandard.ZstdDecompressor:
    if not dictionary:
        return zstandard.ZstdDecompressor()
    return zstandard.ZstdDecompressor(dict_data=zstandard.ZstdCompressionDict(dictionary))
