"""Articles, and the copies among them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from pipeline_common.codec import dumps
from pipeline_common.dedupe.accounts import NEVER, least_trust
from pipeline_common.dedupe.decisions import Fingerprint, decide, find_copies
from pipeline_common.errors import NotFoundError
from pipeline_common.identity import content_hash
from pipeline_common.models import Article, Decision, Reading, Verdict
from pipeline_common.store import snapshots
from pipeline_common.store.rows import (
    from_sketch,
    from_time,
    to_article,
    to_attachments,
    to_sketch,
    to_time,
)
from pipeline_common.store.shingles import Shingles

_CANDIDATES = 32  # articles compared in full, those with most shingles in common
_UNLIKELY = 6  # of these, articles that share a single shingle: mostly a phrase that all use


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be done with an incoming article; `row` is where it is stored already."""

    decision: Decision
    fingerprint: Fingerprint
    row: int | None
    copies: tuple[str, ...]  # ids of the articles with the same text


def judge(
    db: sqlite3.Connection, index: Shingles, reading: Reading, *, again: bool = False
) -> Judgement:
    """Compare an incoming article with what is stored; writes nothing.

    With `again` its copies are looked for even where nothing in it changed.
    """
    article = reading.article
    stored = db.execute(
        "select id, key, digest, sketch, changed from article where key = ?", [article.id]
    ).fetchone()
    old = _fingerprint(stored) if stored else None
    row = stored["id"] if stored else None
    new = Fingerprint(article.id, _digest(reading), article.fetched_at or NEVER, reading.shingles)
    decision = decide(old, new, ())
    if decision.verdict is Verdict.SAME and not again:
        return Judgement(decision, new, row, ())
    copies = find_copies(
        new, article.content, find_candidates(db, index, new), lambda other: read(db, other).content
    )
    return Judgement(decide(old, new, copies), new, row, tuple(c.article_id for c in copies))


def write(db: sqlite3.Connection, index: Shingles, reading: Reading, judgement: Judgement) -> int:
    """Store an article that is new or changed; its row."""
    if judgement.row is not None:
        _forget_sketch(db, index, judgement.row)
    if reading.snapshot:
        snapshots.write(db, reading.snapshot)
    if judgement.row is not None and judgement.decision.verdict is Verdict.SAME:
        row = _sketch_anew(db, judgement.row, judgement.fingerprint)
    else:
        row = _upsert(db, reading, judgement.fingerprint)
    index.add(row, judgement.fingerprint.shingles)
    for copy in judgement.copies:
        (other,) = db.execute("select id from article where key = ?", [copy]).fetchone()
        db.executemany("insert into copy values (?, ?)", [(row, other), (other, row)])
    return row


def read(db: sqlite3.Connection, article_id: str) -> Article:
    """The article with this id. Raises NotFoundError."""
    row = db.execute("select * from article where key = ?", [article_id]).fetchone()
    if row is None:
        raise NotFoundError("no such article", subject=article_id)
    return to_article(row)


def _digest(reading: Reading) -> str:
    article = reading.article
    return content_hash(
        article.title,
        article.text,
        article.published.value if article.published else "",
        article.outlet,
        article.home_place or "",
        to_attachments(article.attachments),
        least_trust(article.trust, reading.extraction.trust),
        *(dumps(mention) for mention in reading.extraction.mentions),
    )


def _fingerprint(row: sqlite3.Row) -> Fingerprint:
    return Fingerprint(
        row["key"], row["digest"], from_time(row["changed"]), from_sketch(row["sketch"])
    )


def find_candidates(db: sqlite3.Connection, index: Shingles, new: Fingerprint) -> list[Fingerprint]:
    """The articles that share most shingles with it, as far as few enough are looked at."""
    shared = index.sharing(new.shingles, _CANDIDATES)
    single = [row for row, count in shared if count == 1][:_UNLIKELY]
    likest = [*(row for row, count in shared if count > 1), *single]
    rows = db.execute(
        "select id, key, digest, sketch, changed from article"
        f" where id in ({', '.join('?' * len(likest))})",
        likest,
    )
    found = {row["id"]: _fingerprint(row) for row in rows}
    return [found[row] for row in likest]


def _upsert(db: sqlite3.Connection, reading: Reading, new: Fingerprint) -> int:
    """Write all columns; the first fetch stays as it was."""
    article = reading.article
    columns = {
        "key": article.id,
        "source": article.source_id,
        "url": article.url,
        "title": article.title,
        "body": article.text,
        "published": article.published.value if article.published else None,
        "published_from": article.published.origin.value if article.published else None,
        "outlet": article.outlet,
        "encoding": article.encoding,
        "family": article.family,
        "home_place": article.home_place,
        "attachments": to_attachments(article.attachments),
        "trust": least_trust(article.trust, reading.extraction.trust).value,
        "backfill": int(article.backfill),
        "digest": new.digest,
        "sketch": to_sketch(new.shingles),
        "snapshot": reading.snapshot.sha256 if reading.snapshot else None,
        "recorded": to_time(new.fetched_at),
        "changed": to_time(new.fetched_at),
    }
    kept = {"key", "recorded", "backfill", "source", "snapshot"}
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in kept)
    updates += ", snapshot = coalesce(excluded.snapshot, snapshot)"
    (row,) = db.execute(
        f"insert into article({', '.join(columns)}) values ({', '.join('?' * len(columns))})"
        f" on conflict(key) do update set {updates} returning id",
        list(columns.values()),
    ).fetchone()
    return int(row)


def _sketch_anew(db: sqlite3.Connection, row: int, new: Fingerprint) -> int:
    """Of an article in which nothing else changed; writes only what differs."""
    sketch = to_sketch(new.shingles)
    db.execute("update article set sketch = ? where id = ? and sketch <> ?", [sketch, row, sketch])
    return row


def _forget_sketch(db: sqlite3.Connection, index: Shingles, row: int) -> None:
    (sketch,) = db.execute("select sketch from article where id = ?", [row]).fetchone()
    index.remove(row, from_sketch(sketch))
    db.execute("delete from copy where article = ?", [row])
    db.execute("delete from copy where other = ?", [row])
