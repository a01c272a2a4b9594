"""What is kept of each run: batches, the state of the sources, validators, items set aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from pipeline_common.codec import dumps, loads
from pipeline_common.identity import article_key
from pipeline_common.models import (
    CrawlMemory,
    CrawlReport,
    ListingKey,
    ListingMemory,
    SetAside,
    SourceReport,
    Validator,
)
from pipeline_common.store import listings
from pipeline_common.store.rows import from_time, to_time
from pipeline_common.store.values import IngestReport, SetAsideItem

GIVEN_UP = 5  # attempts after which an item is not asked for again


def read_batch(db: sqlite3.Connection, batch_id: str) -> IngestReport | None:
    """What the batch came to, if it was ingested."""
    row = db.execute("select report from batch where id = ?", [batch_id]).fetchone()
    return loads(IngestReport, row["report"]) if row else None


def write_batch(db: sqlite3.Connection, report: CrawlReport, result: IngestReport) -> None:
    """Remember that a batch is in, and how its sources and their listings were."""
    db.execute(
        "insert into batch values (?, ?, ?, ?, ?, ?)",
        [
            report.batch_id,
            to_time(report.started),
            to_time(report.finished),
            report.finish_reason,
            int(report.backfill),
            dumps(result),
        ],
    )
    db.executemany(
        "insert into source_run(source, batch, finished, state, evidence, requests, bytes, rows,"
        " rows_new, articles, failed, not_modified, newest)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_source_run(report, source) for source in report.sources],
    )
    db.executemany(
        "insert into validator values (?, ?, ?, ?, ?) on conflict(url) do update set"
        " source = excluded.source, etag = excluded.etag, last_modified = excluded.last_modified,"
        " body_hash = excluded.body_hash"
        " where (source, etag, last_modified, body_hash) is not"
        " (excluded.source, excluded.etag, excluded.last_modified, excluded.body_hash)",
        [(v.url, v.source_id, v.etag, v.last_modified, v.body_hash) for v in report.validators],
    )
    listings.write(db, report)


def _source_run(report: CrawlReport, source: SourceReport) -> tuple[object, ...]:
    return (
        source.source_id,
        report.batch_id,
        to_time(report.finished),
        source.state.value,
        source.evidence,
        source.requests,
        source.bytes,
        source.rows,
        source.rows_new,
        source.articles,
        source.failed,
        source.not_modified,
        source.newest,
    )


def set_aside(db: sqlite3.Connection, items: Iterable[SetAside], at: datetime) -> int:
    """Count an attempt for each item; how many items.

    After `GIVEN_UP` attempts an item counts as seen and is not asked for again.
    """
    once = {(item.source_id, _key(item.url)): item for item in items}
    for (source_id, key), item in once.items():
        (attempts,) = db.execute(
            "insert into set_aside(source, key, url, reason, attempts, first_at, last_at)"
            " values (?, ?, ?, ?, 1, ?, ?) on conflict(source, key) do update set"
            " reason = excluded.reason, attempts = attempts + 1, last_at = excluded.last_at"
            " returning attempts",
            [source_id, key, item.url, item.reason, to_time(at), to_time(at)],
        ).fetchone()
        if attempts >= GIVEN_UP:
            saw(db, source_id, key)
    return len(once)


def take_back(db: sqlite3.Connection, source_id: str, key: str) -> None:
    """Forget that an article was set aside: it came after all."""
    db.execute("delete from set_aside where source = ? and key = ?", [source_id, key])


def set_aside_items(db: sqlite3.Connection) -> list[SetAsideItem]:
    """What could not be used so far, the last first."""
    return [
        SetAsideItem(
            row["source"],
            row["url"],
            row["reason"],
            row["attempts"],
            from_time(row["first_at"]),
            from_time(row["last_at"]),
            row["attempts"] >= GIVEN_UP,
        )
        for row in db.execute("select * from set_aside order by last_at desc, source, url")
    ]


def crawl_memory(db: sqlite3.Connection, sources: Sequence[str], limit: int) -> CrawlMemory:
    """What the next crawl of these sources has to know.

    `known` holds at most `limit` keys, shared out evenly, the last seen of each source: articles
    that came and items that were given up.
    """
    share = max(1, limit // max(1, len(sources)))
    known: set[str] = set()
    validators: dict[str, Validator] = {}
    read: dict[ListingKey, ListingMemory] = {}
    for source in sources:
        known |= {
            row["key"]
            for row in db.execute(
                "select key from sighting where source = ? order by id desc limit ?",
                [source, share],
            )
        }
        for row in db.execute("select * from validator where source = ? order by url", [source]):
            validators[row["url"]] = Validator(
                row["url"], row["source"], row["etag"], row["last_modified"], row["body_hash"]
            )
        read |= listings.read(db, source)
    return CrawlMemory(frozenset(known), validators, read)


def saw(db: sqlite3.Connection, source_id: str, key: str) -> None:
    """Remember that a source led to an article, so that it is not asked for again."""
    db.execute("insert or ignore into sighting(source, key) values (?, ?)", [source_id, key])


def _key(url: str) -> str:
    """The article key; the address itself where there is none."""
    try:
        return article_key(url)
    except ValueError:
        return url
