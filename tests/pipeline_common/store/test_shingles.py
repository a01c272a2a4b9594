"""The index of copies answers as one table would, however often its levels were merged."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from pipeline_common.dedupe.sketches import INDEXED
from pipeline_common.store import shingles
from pipeline_common.store.schema import migrations

SKETCHES = st.lists(st.integers(0, 40), max_size=INDEXED + 4, unique=True).map(sorted)


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    """A database with its tables and 30 articles of which nothing but the row matters."""
    db = Database(memory=True)
    migrations.apply(db)
    names = [c.name for c in db["article"].columns if c.name != "id"]
    rows = ({"id": n, **dict.fromkeys(names, ""), "key": str(n)} for n in range(1, 31))
    db["article"].insert_all(rows)
    db.conn.commit()
    db.conn.isolation_level = None
    yield db.conn
    db.conn.close()


def count(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"select count(*) from {table}").fetchone()[0])


@given(
    filed=st.lists(SKETCHES, max_size=30),
    merged=st.sets(st.integers(0, 30)),
    removed=st.sets(st.integers(0, 29)),
    asked=SKETCHES,
    limit=st.integers(1, 40),
)
def test_levels_do_not_show(
    empty: sqlite3.Connection,
    filed: list[list[int]],
    merged: set[int],
    removed: set[int],
    asked: list[int],
    limit: int,
) -> None:
    empty.execute("begin")
    for number, sketch in enumerate(filed):
        if number in merged:
            shingles.merge(empty, rows=0)
        shingles.add(empty, number + 1, sketch)
    kept = dict(enumerate(filed))
    for number in removed & kept.keys():
        shingles.remove(empty, number + 1, kept.pop(number))
    found = [tuple(row) for row in shingles.sharing(empty, asked, limit)]
    total = count(empty, "shingle") + count(empty, "shingle_settled")
    empty.execute("rollback")
    shared = Counter({n + 1: len({*s[:INDEXED]} & {*asked[:INDEXED]}) for n, s in kept.items()})
    expected = sorted(((n, c) for n, c in shared.items() if c), key=lambda x: (-x[1], x[0]))
    assert found == expected[:limit]
    assert total == sum(len(sketch[:INDEXED]) for sketch in kept.values())


def test_the_small_table_is_emptied_when_it_is_full(empty: sqlite3.Connection) -> None:
    empty.execute("begin")
    shingles.add(empty, 1, range(INDEXED))
    shingles.merge(empty, rows=INDEXED + 1)
    assert count(empty, "shingle") == INDEXED
    shingles.merge(empty, rows=INDEXED)
    left = count(empty, "shingle"), count(empty, "shingle_settled")
    empty.execute("rollback")
    assert left == (0, INDEXED)


def test_of_a_shingle_that_many_have_the_first_articles_are_looked_at(
    empty: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shingles, "_LOOKED_AT", 3)
    empty.execute("begin")
    for row in (9, 2, 7):
        shingles.add(empty, row, [5])
    shingles.merge(empty, rows=0)
    for row in (8, 1):
        shingles.add(empty, row, [5])
    found = [tuple(row) for row in shingles.sharing(empty, [5], 10)]
    empty.execute("rollback")
    assert found == [(1, 1), (2, 1), (7, 1)]
