"""Which target of messages was told of which milestones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pipeline_common.models import Milestone
from pipeline_common.store.connection import explained, transaction
from pipeline_common.store.reading import to_milestones
from pipeline_common.store.rows import to_time


class Deliveries:
    """What was told to targets; a target is any name that stays."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path

    def begin(self, target: str) -> None:
        """Take what is published for told, where a target is met for the first time.

        A new target would otherwise be told of the whole history at once.
        """
        with transaction(self._db, self._path):
            self._db.execute(
                "insert or ignore into target"
                " select ?, coalesce(max(published), '') from milestone"
                " where published is not null",
                [target],
            )

    def waiting(self, target: str) -> list[Milestone]:
        """Active ones first published after the last that the target was told of, oldest first.

        Publication instants only grow, so all later ones are untold. Back-filled history is never
        told.
        """
        with explained(self._path):
            (last,) = self._db.execute(
                "select max(since) from (select since from target where name = ? union all"
                " select m.published from delivery d join milestone m on m.id = d.milestone"
                " where d.target = ?)",
                [target, target],
            ).fetchone()
            rows = self._db.execute(
                "select * from milestone where published > ? and status = 'active'"
                " and backfill = 0 order by published",
                [last or ""],
            ).fetchall()
            return to_milestones(self._db, rows)

    def record(self, target: str, ids: Iterable[str], now: datetime) -> None:
        """Remember that the target was told of these milestones."""
        with transaction(self._db, self._path):
            self._db.executemany(
                "insert or ignore into delivery select ?, id, ? from milestone where urn = ?",
                [(target, to_time(now), urn) for urn in ids],
            )
