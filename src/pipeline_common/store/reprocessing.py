"""Taking stored articles in again, read by a newer extractor, and what that changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime

from pipeline_common.models import Article, Reading, SetAside, Status
from pipeline_common.store.ingest import take
from pipeline_common.store.milestones import Settlement
from pipeline_common.store.rows import to_article
from pipeline_common.store.shingles import Shingles
from pipeline_common.store.values import Difference

_PART = 200  # articles read at once
_FIELDS = ("urn", "status", "merged_into", "date", "kind", "places", "documents", "headline")
_COLUMNS = ", ".join(_FIELDS)
_SHOWN = (Status.ACTIVE.value, Status.HIDDEN.value)


def stored_articles(db: sqlite3.Connection) -> Iterator[Article]:
    """Every article, in the order in which they came; also while they are written again."""
    last = 0
    while rows := db.execute(
        "select * from article where id > ? order by id limit ?", [last, _PART]
    ).fetchall():
        yield from map(to_article, rows)
        last = rows[-1]["id"]


def reprocess(
    db: sqlite3.Connection, index: Shingles, items: Iterable[Reading | SetAside], now: datetime
) -> list[Difference]:
    """Take in readings of stored articles, also where nothing in them changed.

    So sketches, keys and events follow the rules of this version. Articles that cannot be read any
    more stay as they are. Belongs into one transaction.
    """
    db.execute(f"create temp table before as select {_COLUMNS} from milestone")
    take(db, index, Settlement(db, now), items, again=True)
    found = _differences(db)
    db.execute("drop table temp.before")
    return found


def _differences(db: sqlite3.Connection) -> list[Difference]:
    old = _only(db, "temp.before", "main.milestone")
    new = _only(db, "main.milestone", "temp.before")
    return [
        found
        for urn in sorted(old.keys() | new.keys())
        if (found := _compare(urn, old.get(urn), new.get(urn)))
    ]


def _only(db: sqlite3.Connection, one: str, other: str) -> dict[str, sqlite3.Row]:
    rows = db.execute(f"select {_COLUMNS} from {one} except select {_COLUMNS} from {other}")
    return {row["urn"]: row for row in rows}


def _compare(urn: str, old: sqlite3.Row | None, new: sqlite3.Row | None) -> Difference | None:
    was = old is not None and old["status"] in _SHOWN
    stays = new is not None and new["status"] in _SHOWN
    row = new or old
    if row is None or not (was or stays):
        return None
    verb = "changed" if was and stays else "added" if stays else "gone"
    changes = {
        field: f"{(old[field] if old else None) or ''} -> {(new[field] if new else None) or ''}"
        for field in _FIELDS[1:]
        if old and new and old[field] != new[field]
    }
    return Difference(verb, urn, row["headline"], row["date"] or "", changes)
