"""The index of copies: which articles have a shingle among those of their sketch that say most.

Hashes lie anywhere, so in a large index nearly every row that is added rewrites a page of its own,
and nearly every look-up reads some. As in a log-structured merge tree (O'Neil et al., 1996) rows go
into a small table first, `shingle`, of which many share a page, and from there into the large one,
in order and many at a time; a filter (Bloom, 1970, with one bit a hash) tells of most hashes that
the large one does not hold them.

A phrase that all use says nothing of a copy, and in a large index most shingles are such phrases
(Broder, 1997, left out the most frequent). What came again in three mergers is taken for one: those
lie months apart, so that a text which very many reprint within days is none. An article is filed
and looked up under others, as long as its sketch has any.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

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
#: Bits of the hashes that two merges had, and of those that three had.
RECURRENCE = """
alter table shingle_filter add column again blob not null default x'00';
alter table shingle_filter add column often blob not null default x'00'
"""

_RECENT = 1 << 19  # rows from which the small table is emptied: some 11 MB, which stay in memory
_BYTES = 1 << 24  # of the filter at first, enough for a million articles; doubled for more
_RECURRING = 1 << 21  # bytes that tell of what recurs: few hashes do
_TELLING = 12  # hashes that do not recur say more: so many do what `INDEXED` of any kind did
_ALWAYS = 2  # smallest hashes looked up whatever they are: text reprinted for years recurs
_LOOKED_AT = 32  # articles looked at for one shingle, the first; common phrases have many more
_IN_RECENT = "select * from (select article from shingle where hash = ? order by article limit ?)"
_IN_BOTH = (
    "select * from (select article from shingle_settled where hash = ?"
    " union all select article from shingle where hash = ? order by article limit ?)"
)


@dataclass(frozen=True, slots=True)
class _Filter:
    """Rows settled so far, and bits of the hashes that one, two and three mergers had."""

    rows: int = 0
    settled: bytes = b"\0"
    again: bytes = b"\0"
    often: bytes = b"\0"
    seasoned: bool = False  # whether it is known that anything recurs


class Shingles:
    """The index in one database. Good for as long as nobody else writes: a transaction, or a look;
    `refresh` before the next."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: _Filter | None = None  # once it was needed; reading it takes 16 MB and time

    def refresh(self) -> None:
        """Notice what others merged, or a merger that was rolled back."""
        row = self._db.execute("select rows from shingle_filter").fetchone()
        if self._known and self._known.rows != (row[0] if row else 0):
            self._known = None

    def add(self, article: int, sketch: Sequence[int]) -> None:
        """File an article, by its row, under the hashes of its sketch that say most."""
        self._db.executemany(
            "insert into shingle(hash, article) values (?, ?)",
            [(shingle, article) for shingle in self._telling(sketch)],
        )

    def remove(self, article: int, sketch: Sequence[int]) -> None:
        """Forget an article that was filed under hashes of this sketch."""
        marks = ", ".join("?" * len(sketch))
        for table in ("shingle", "shingle_settled"):
            self._db.execute(
                f"delete from {table} where hash in ({marks}) and article = ?", [*sketch, article]
            )

    def sharing(self, sketch: Sequence[int], limit: int) -> list[tuple[int, int]]:
        """Rows of up to `limit` articles, and how many shingles each shares; most come first.

        Of a shingle that very many have only the first articles are looked at.
        """
        asked = dict.fromkeys([*sketch[:_ALWAYS], *self._telling(sketch)])
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
        known, self._known = self._filter, None  # read again by whoever needs it
        total = known.rows + recent
        settled = bytearray(known.settled if known.rows else bytes(_BYTES))
        while len(settled) < total:
            settled *= 2  # each bit stands for two now, so that nothing is lost
        again, often = (bytearray(b.ljust(_RECURRING, b"\0")) for b in (known.again, known.often))
        del known
        _note(self._db.execute("select distinct hash from shingle"), settled, again, often)
        self._db.execute("insert into shingle_settled select * from shingle")
        self._db.execute("delete from shingle")
        self._db.execute("delete from shingle_filter")
        self._db.execute(
            "insert into shingle_filter(rows, bits, again, often) values (?, ?, ?, ?)",
            [total, settled, again, often],
        )

    def _telling(self, sketch: Sequence[int]) -> list[int]:
        """The smallest hashes that do not recur; where those are too few, others as well."""
        if not self._filter.seasoned:
            return list(sketch[:INDEXED])
        found = list(islice((shingle for shingle in sketch if not self._recurs(shingle)), _TELLING))
        if len(found) < _TELLING:
            known = {*found}
            others = (shingle for shingle in sketch if shingle not in known)
            found += islice(others, _TELLING - len(found))
        return found

    def _recurs(self, shingle: int) -> bool:
        """Whether three mergers had this hash: a phrase that all use."""
        return _is_set(self._filter.often, shingle)

    def _may_be_settled(self, shingle: int) -> bool:
        """Whether the large table can hold a hash; False is certain."""
        return _is_set(self._filter.settled, shingle)

    @property
    def _filter(self) -> _Filter:
        """As it is stored; empty while nothing is settled."""
        if self._known is None:
            row = self._db.execute("select rows, bits, again, often from shingle_filter").fetchone()
            self._known = _Filter()
            if row:
                rows, settled, again, often = row
                self._known = _Filter(rows, settled, again, often, seasoned=any(often))
        return self._known


def _is_set(bits: bytes, shingle: int) -> bool:
    return bool(bits[shingle % (8 * len(bits)) >> 3] >> (shingle & 7) & 1)


def _note(
    hashes: Iterable[tuple[int]], settled: bytearray, again: bytearray, often: bytearray
) -> None:
    """Set the bit of each hash in the first of the filters that does not have it."""
    size, recurring = 8 * len(settled), 8 * len(again)
    for (shingle,) in hashes:  # half a million of them: no calls
        bit = 1 << (shingle & 7)
        first, later = shingle % size >> 3, shingle % recurring >> 3
        if not settled[first] & bit:
            settled[first] |= bit
        elif not again[later] & bit:
            again[later] |= bit
        else:
            often[later] |= bit
