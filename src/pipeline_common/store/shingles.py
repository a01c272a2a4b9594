"""The index of copies: which articles have a shingle among the smallest of their sketch.

Hashes lie anywhere, so in a large index nearly every row that is added rewrites a page of its own,
and nearly every look-up reads some. As in a log-structured merge tree (O'Neil et al., 1996) rows go
into a small table first, `shingle`, of which many share a page, and from there into the large one,
in order and many at a time; a filter (Bloom, 1970, with one bit a hash) tells of most hashes that
the large one does not hold them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from pipeline_common.dedupe.sketches import INDEXED

TABLES = """
create table shingle_settled (         -- from shingle, so that articles need no second look
  hash integer not null,
  article integer not null,
  primary key (hash, article)
) without rowid;
create table shingle_filter (          -- one row, once anything is settled
  rows integer not null,               -- settled so far, removed ones included
  bits blob not null                   -- of each hash the bit at hash mod their number is set
);
"""

_RECENT = 1 << 19  # rows from which the small table is emptied: some 11 MB, which stay in memory
_BYTES = 1 << 24  # of the filter at first, enough for a million articles; doubled for more
_LOOKED_AT = 32  # articles looked at for one shingle, the first; common phrases have many more
_IN_RECENT = "select * from (select article from shingle where hash = ? order by article limit ?)"
_IN_BOTH = (
    "select * from (select article from shingle_settled where hash = ?"
    " union all select article from shingle where hash = ? order by article limit ?)"
)


class Shingles:
    """The index in one database, for as long as nobody else writes: a transaction, or a look."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._bits: bytes | None = None  # of the filter, once they were needed

    def add(self, article: int, sketch: Sequence[int]) -> None:
        """File an article, by its row, under the smallest hashes of its sketch."""
        self._db.executemany(
            "insert into shingle(hash, article) values (?, ?)",
            [(shingle, article) for shingle in sketch[:INDEXED]],
        )

    def remove(self, article: int, sketch: Sequence[int]) -> None:
        """Forget an article that was filed under this sketch."""
        rows = [(shingle, article) for shingle in sketch[:INDEXED]]
        for table in ("shingle", "shingle_settled"):
            self._db.executemany(f"delete from {table} where hash = ? and article = ?", rows)

    def sharing(self, sketch: Sequence[int], limit: int) -> list[tuple[int, int]]:
        """Rows of up to `limit` articles, and how many shingles each shares; most come first.

        Of a shingle that very many have only the first articles are looked at.
        """
        asked = sketch[:INDEXED]
        if not asked:
            return []
        old = [shingle for shingle in asked if self._may_be_settled(shingle)]
        new = [shingle for shingle in asked if shingle not in old]
        each = " union all ".join([_IN_BOTH] * len(old) + [_IN_RECENT] * len(new))
        values = [value for shingle in old for value in (shingle, shingle, _LOOKED_AT)]
        values += [value for shingle in new for value in (shingle, _LOOKED_AT)]
        return self._db.execute(
            f"select article, count(*) as shared from ({each})"
            " group by article order by shared desc, article limit ?",
            [*values, limit],
        ).fetchall()

    def merge(self, *, rows: int = _RECENT) -> None:
        """Empty the small table into the large one where it has this many rows."""
        (recent,) = self._db.execute("select count(*) from shingle").fetchone()
        if recent < max(1, rows):
            return
        settled, stored = self._filter() or (0, bytes(_BYTES))
        settled, bits = settled + recent, bytearray(stored)
        while len(bits) < settled:
            bits *= 2  # each bit stands for two now, so that nothing is lost
        number = 8 * len(bits)
        for (shingle,) in self._db.execute("select hash from shingle"):
            bits[shingle % number >> 3] |= 1 << (shingle & 7)
        self._db.execute("insert into shingle_settled select * from shingle")
        self._db.execute("delete from shingle")
        self._db.execute("delete from shingle_filter")
        self._db.execute("insert into shingle_filter values (?, ?)", [settled, bits])
        self._bits = bytes(bits)

    def _may_be_settled(self, shingle: int) -> bool:
        """Whether the large table can hold a hash; False is certain."""
        if self._bits is None:
            _, self._bits = self._filter() or (0, b"\0")
        return bool(self._bits[shingle % (8 * len(self._bits)) >> 3] >> (shingle & 7) & 1)

    def _filter(self) -> tuple[int, bytes] | None:
        """Rows settled and bits, as they are stored; None while nothing is settled."""
        row = self._db.execute("select rows, bits from shingle_filter").fetchone()
        return (row[0], row[1]) if row else None
