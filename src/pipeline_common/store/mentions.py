"""Mentions as stored, and how those of one event are found."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from pipeline_common.dedupe.accounts import Account, indexes
from pipeline_common.dedupe.blocks import filing_keys, lookup_keys
from pipeline_common.models import Mention, Trust
from pipeline_common.store.rows import from_mention, from_time, marks, to_mention

_FIELDS = """
select m.*, a.key, a.recorded, a.changed, a.trust, a.backfill
from mention m join article a on a.id = m.article
"""

_PART = 500  # values in one query


def replace(db: sqlite3.Connection, article: int, mentions: Iterable[Mention]) -> None:
    """Store the mentions of an article in place of earlier ones; equal ones are only filed anew."""
    wanted = indexes(mentions)
    stored = db.execute("select * from mention where article = ? order by id", [article]).fetchall()
    if [(row["number"], to_mention(row)) for row in stored] == wanted:
        for row, (_, mention) in zip(stored, wanted, strict=True):
            db.execute("delete from mention_key where mention = ?", [row["id"]])
            _file(db, row["id"], mention)
        return
    db.execute("delete from mention where article = ?", [article])
    for number, mention in wanted:
        columns = {"article": article, "number": number, **from_mention(mention)}
        names = ", ".join(f'"{name}"' for name in columns)
        row = db.execute(
            f"insert into mention({names}) values ({', '.join('?' * len(columns))})",
            list(columns.values()),
        ).lastrowid
        assert row is not None
        _file(db, row, mention)


def file_anew(db: sqlite3.Connection) -> None:
    """File every mention under the keys of today's rules."""
    db.execute("delete from mention_key")
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    for row in cursor.execute("select * from mention order by id"):
        _file(db, row["id"], to_mention(row))


def _file(db: sqlite3.Connection, row: int, mention: Mention) -> None:
    db.executemany(
        "insert into mention_key values (?, ?)", [(key, row) for key in filing_keys(mention)]
    )


def assign(db: sqlite3.Connection, mention: int, milestone: int) -> None:
    """Note the milestone that a mention tells of."""
    db.execute("update mention set milestone = ? where id = ?", [milestone, mention])


def existing(db: sqlite3.Connection, rows: Sequence[int]) -> list[int]:
    """Those of the rows that are still there."""
    return [
        row for row in rows if db.execute("select 1 from mention where id = ?", [row]).fetchone()
    ]


class Accounts:
    """The stored accounts, each read once; good until mentions are written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._by_row: dict[int, Account] = {}
        self._rows: dict[tuple[str, int, int], int] = {}
        self._milestones: dict[int, int | None] = {}
        self._copies: dict[int, frozenset[str]] = {}

    def of_article(self, article: int) -> list[Account]:
        """The accounts of the article in this row."""
        found = self._db.execute("select id from mention where article = ?", [article])
        return self.read([row["id"] for row in found])

    def ruled(self, urns: Iterable[str]) -> list[Account]:
        """The accounts that persons assigned to these milestones."""
        return self.read(
            [
                row["id"]
                for urn in sorted(urns)
                for row in self._db.execute("select id from mention where ruled = ?", [urn])
            ]
        )

    def near(self, mention: Mention, articles: Collection[str]) -> list[Account]:
        """Accounts that share a blocking key with a mention, and all of the given articles."""
        keys = sorted(lookup_keys(mention))
        found = self._db.execute(
            f"select distinct mention from mention_key where key in ({marks(keys)})", keys
        )
        rows = {row["mention"] for row in found}
        ids = sorted(articles)
        for start in range(0, len(ids), _PART):
            part = ids[start : start + _PART]
            found = self._db.execute(
                "select m.id from article a join mention m on m.article = a.id"
                f" where a.key in ({marks(part)})",
                part,
            )
            rows |= {row["id"] for row in found}
        return self.read(sorted(rows))

    def read(self, rows: Sequence[int]) -> list[Account]:
        """The accounts in these rows of `mention`."""
        missing = [row for row in rows if row not in self._by_row]
        for start in range(0, len(missing), _PART):
            part = missing[start : start + _PART]
            for found in self._db.execute(f"{_FIELDS} where m.id in ({marks(part)})", part):
                self._keep(found)
        return [self._by_row[row] for row in rows]

    def place(self, account: Account) -> tuple[int, int | None]:
        """Row of the mention, and row of the milestone it belongs to so far."""
        row = self._rows[account.key]
        return row, self._milestones[row]

    def _keep(self, row: sqlite3.Row) -> None:
        if row["article"] not in self._copies:
            self._copies[row["article"]] = self._read_copies(row["article"])
        account = Account(
            row["key"],
            to_mention(row),
            recorded=from_time(row["recorded"]),
            changed=from_time(row["changed"]),
            trust=Trust(row["trust"]),
            backfill=bool(row["backfill"]),
            copies=self._copies[row["article"]],
            index=row["number"],
            ruled=row["ruled"] or "",
        )
        self._by_row[row["id"]] = account
        self._rows[account.key] = row["id"]
        self._milestones[row["id"]] = row["milestone"]

    def _read_copies(self, article: int) -> frozenset[str]:
        found = self._db.execute(
            "select a.key from copy c join article a on a.id = c.other where c.article = ?",
            [article],
        )
        return frozenset(row["key"] for row in found)
