"""Giving milestones the instant of their first publication, once."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from pipeline_common.store.rows import from_time, to_time

WAITING = """
select id from milestone indexed by milestone_to_publish
where published is null and status = 'active' and first_day is not null
order by sort_key, urn
"""


def is_waiting(db: sqlite3.Connection) -> bool:
    """Whether any milestone is to be published."""
    return db.execute(f"{WAITING} limit 1").fetchone() is not None


def assign(db: sqlite3.Connection, now: datetime) -> int:
    """Publish every active milestone whose date can be put on a calendar; how many.

    Each gets a second of its own, later than all before, the earliest event first, so that readers
    which sort by time show them in order. The last second is that of `now`: only where there is no
    room before it do they go beyond.
    """
    rows = db.execute(WAITING).fetchall()
    moment = now.replace(microsecond=0) - timedelta(seconds=max(0, len(rows) - 1))
    if last := last_published(db):
        moment = max(moment, last + timedelta(seconds=1))
    db.executemany(
        "update milestone set published = ? where id = ?",
        [(to_time(moment + timedelta(seconds=i)), row["id"]) for i, row in enumerate(rows)],
    )
    return len(rows)


def last_published(db: sqlite3.Connection) -> datetime | None:
    """The latest instant that was given; None before the first."""
    (last,) = db.execute(
        "select max(published) from milestone where published is not null"
    ).fetchone()
    return from_time(last) if last else None


def set_hidden(db: sqlite3.Connection, urn: str, *, hidden: bool) -> None:
    """Hide an active milestone, or show a hidden one; others stay as they are."""
    before, after = ("active", "hidden") if hidden else ("hidden", "active")
    db.execute("update milestone set status = ? where urn = ? and status = ?", [after, urn, before])
