"""Which target of messages was told of which milestones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from pipeline_common.models import Milestone
from pipeline_common.store.reading import to_milestones
from pipeline_common.store.rows import to_time

_LAST = """
select max(m.published) from delivery d join milestone m on m.id = d.milestone where d.target = ?
"""


def begin(db: sqlite3.Connection, target: str, now: datetime) -> None:
    """Take what is published for told, where a target is met for the first time.

    A new target would otherwise be told of the whole history at once.
    """
    db.execute(
        "insert into delivery select ?, id, ? from milestone where published is not null"
        " and not exists (select 1 from delivery where target = ?)"
        " order by published desc limit 1",
        [target, to_time(now), target],
    )


def waiting(db: sqlite3.Connection, target: str) -> list[Milestone]:
    """Active ones first published after the last that the target was told of, oldest first.

    Publication instants only grow, so everything later is untold; back-filled history is not told.
    """
    (last,) = db.execute(_LAST, [target]).fetchone()
    rows = db.execute(
        "select * from milestone where published > ? and status = 'active' and backfill = 0"
        " order by published",
        [last or ""],
    ).fetchall()
    return to_milestones(db, rows)


def record(db: sqlite3.Connection, target: str, ids: Iterable[str], now: datetime) -> None:
    """Remember that the target was told of these."""
    db.executemany(
        "insert or ignore into delivery select ?, id, ? from milestone where urn = ?",
        [(target, to_time(now), urn) for urn in ids],
    )
