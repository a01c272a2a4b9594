"""The index of copies: which articles have a shingle among the smallest of their sketch.

Hashes lie anywhere, so in a large index nearly every row that is added rewrites a page of its own.
As in a log-structured merge tree (O'Neil et al., 1996) rows go into a small table first, `shingle`,
of which many share a page, and from there into the large one, in order and many at a time.
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
"""

_RECENT = 1 << 19  # rows from which the small table is emptied: some 11 MB, which stay in memory
_LOOKED_AT = 64  # articles looked at for one shingle, the first; page furniture has many more
_SHARING = (
    "select * from (select article from shingle_settled where hash = ?"
    " union all select article from shingle where hash = ? order by article limit ?)"
)


def add(db: sqlite3.Connection, article: int, sketch: Sequence[int]) -> None:
    """File an article, by its row, under the smallest hashes of its sketch."""
    db.executemany(
        "insert into shingle(hash, article) values (?, ?)",
        [(shingle, article) for shingle in sketch[:INDEXED]],
    )


def remove(db: sqlite3.Connection, article: int, sketch: Sequence[int]) -> None:
    """Forget an article that was filed under this sketch."""
    rows = [(shingle, article) for shingle in sketch[:INDEXED]]
    for table in ("shingle", "shingle_settled"):
        db.executemany(f"delete from {table} where hash = ? and article = ?", rows)


def sharing(db: sqlite3.Connection, sketch: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Rows of up to `limit` articles and how many shingles they share; those that share most first.

    Of a shingle that very many have only the first articles are looked at.
    """
    looked_up = sketch[:INDEXED]
    if not looked_up:
        return []
    each = " union all ".join([_SHARING] * len(looked_up))
    return db.execute(
        f"select article, count(*) as shared from ({each})"
        " group by article order by shared desc, article limit ?",
        [*(value for shingle in looked_up for value in (shingle, shingle, _LOOKED_AT)), limit],
    ).fetchall()


def merge(db: sqlite3.Connection, *, rows: int = _RECENT) -> None:
    """Empty the small table into the large one where it has this many rows."""
    (recent,) = db.execute("select count(*) from shingle").fetchone()
    if recent >= rows:
        db.execute("insert into shingle_settled select * from shingle")
        db.execute("delete from shingle")
