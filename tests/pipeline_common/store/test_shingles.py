"""The index of copies answers as one table would, however often its levels were merged."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from pipeline_common.dedupe.sketches import INDEXED
from pipeline_common.store import shingles
from pipeline_common.store.schema import migrations
from pipeline_common.store.shingles import _ALWAYS, _TELLING, Shingles

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
    fresh=st.sets(st.integers(0, 30)),
    removed=st.sets(st.integers(0, 29)),
    asked=SKETCHES,
    limit=st.integers(1, 40),
)
def test_levels_do_not_show(
    empty: sqlite3.Connection,
    filed: list[list[int]],
    merged: set[int],
    fresh: set[int],
    removed: set[int],
    asked: list[int],
    limit: int,
) -> None:
    kept = dict(enumerate(filed))
    empty.execute("begin")
    with patch.object(Shingles, "_telling", lambda _, sketch: sketch[:INDEXED]):
        index = Shingles(empty)
        for number, sketch in enumerate(filed):
            if number in merged:
                index.merge(rows=0)
            if number in fresh:
                index = Shingles(empty)
            index.add(number + 1, sketch)
            assert not index.sharing(asked, 0)
        for number in removed & kept.keys():
            index.remove(number + 1, kept.pop(number))
        found = [tuple(row) for row in index.sharing(asked, limit)]
    total = count(empty, "shingle") + count(empty, "shingle_settled")
    empty.execute("rollback")
    shared = Counter({n + 1: len({*s[:INDEXED]} & {*asked[:INDEXED]}) for n, s in kept.items()})
    expected = sorted(((n, c) for n, c in shared.items() if c), key=lambda x: (-x[1], x[0]))
    assert found == expected[:limit]
    assert total == sum(len(sketch[:INDEXED]) for sketch in kept.values())


def test_the_small_table_is_emptied_when_it_is_full(empty: sqlite3.Connection) -> None:
    empty.execute("begin")
    index = Shingles(empty)
    index.add(1, range(INDEXED))
    index.merge(rows=INDEXED + 1)
    assert count(empty, "shingle") == INDEXED
    index.merge(rows=INDEXED)
    left = count(empty, "shingle"), count(empty, "shingle_settled")
    empty.execute("rollback")
    assert left == (0, INDEXED)


def test_of_a_shingle_that_many_have_the_first_articles_are_looked_at(
    empty: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shingles, "_LOOKED_AT", 3)
    empty.execute("begin")
    index = Shingles(empty)
    for row in (9, 2, 7):
        index.add(row, [5])
    index.merge(rows=0)
    for row in (8, 1):
        index.add(row, [5])
    found = [tuple(row) for row in index.sharing([5], 10)]
    empty.execute("rollback")
    assert found == [(1, 1), (2, 1), (7, 1)]


def test_the_filter_grows_with_the_index(
    empty: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Doubled again and again, it forgets nothing, and most of what is asked it rules out."""
    monkeypatch.setattr(shingles, "_BYTES", 2)
    sketches = [[(row * 7919 + n * 104_729) * 2_654_435_761 % (1 << 63) for n in range(16)]
                for row in range(1, 31)]  # fmt: skip
    empty.execute("begin")
    for row, sketch in enumerate(sketches, 1):
        index = Shingles(empty)
        index.add(row, sketch)
        index.merge(rows=16)
    found = [index.sharing(sketch, 1)[0][0] for sketch in sketches]
    (size,) = empty.execute("select length(bits) from shingle_filter").fetchone()
    strangers = sum(map(index._may_be_settled, range(1 << 40, (1 << 40) + 1000)))
    empty.execute("rollback")
    assert found == list(range(1, 31))
    assert size == 512
    assert strangers < 400


PHRASES = list(range(0, 24, 2))  # hashes of what everybody writes


def own(row: int) -> list[int]:
    """Hashes of what one article alone says."""
    return [row * 1000 + n for n in range(1, 40, 2)]


@pytest.fixture
def seasoned(empty: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Four merges, in each an article of phrases and words of its own."""
    empty.execute("begin")
    for row in (1, 2, 3, 4):
        index = Shingles(empty)
        index.add(row, sorted([*PHRASES, *own(row)]))
        index.merge(rows=0)
    yield empty
    empty.execute("rollback")


def test_an_article_is_filed_under_what_does_not_recur(seasoned: sqlite3.Connection) -> None:
    index = Shingles(seasoned)
    assert all(map(index._recurs, PHRASES))
    assert not any(map(index._recurs, own(4)))
    index.add(5, sorted([*PHRASES, *own(5)]))
    filed = {row[0] for row in seasoned.execute("select hash from shingle where article = 5")}
    assert filed == {*own(5)[:_TELLING]}


def test_a_copy_is_found_by_what_is_its_own(seasoned: sqlite3.Connection) -> None:
    """Filed before its phrases were known for such, it is found by them no longer, but by the rest;
    and a copy of a few of its sentences is found too."""
    sketch = sorted([*PHRASES, *own(5)])
    index = Shingles(seasoned)
    index.add(5, sketch)
    assert index.sharing(sketch, 1)[0] == (5, _TELLING)
    assert index.sharing(own(5)[:_TELLING:3], 1)[0] == (5, 4)
    index.merge(rows=0)
    assert Shingles(seasoned).sharing(sketch, 1)[0] == (5, _TELLING)


def test_of_nothing_but_phrases_the_phrases_are_looked_up(seasoned: sqlite3.Connection) -> None:
    index = Shingles(seasoned)
    found = [tuple(row) for row in index.sharing(PHRASES, 10)]
    assert found == [(row, len(PHRASES)) for row in (1, 2, 3)]
    index.add(6, PHRASES)
    assert 6 in dict(index.sharing(PHRASES, 10))


def test_the_smallest_are_looked_up_whatever_they_are(seasoned: sqlite3.Connection) -> None:
    """A text that all reprint for years stands in an article that says much else."""
    found = dict(Shingles(seasoned).sharing(sorted([*PHRASES[:4], *own(9)]), 10))
    assert found == dict.fromkeys((1, 2, 3), _ALWAYS)


def test_what_is_reprinted_between_two_merges_does_not_recur(empty: sqlite3.Connection) -> None:
    empty.execute("begin")
    index = Shingles(empty)
    for row in range(1, 31):
        index.add(row, own(1))
    index.merge(rows=0)
    recurring = [index._recurs(shingle) for shingle in own(1)]
    empty.execute("rollback")
    assert not any(recurring)


def test_a_filter_of_an_earlier_version_is_taken_over(empty: sqlite3.Connection) -> None:
    empty.execute("begin")
    Shingles(empty).add(1, own(1))
    Shingles(empty).merge(rows=0)
    empty.execute("update shingle_filter set again = x'00', often = x'00'")
    index = Shingles(empty)
    found = [tuple(row) for row in index.sharing(own(1), 1)]
    index.add(2, own(2))
    index.merge(rows=0)
    again = [tuple(row) for row in Shingles(empty).sharing(own(2), 1)]
    empty.execute("rollback")
    assert found == [(1, INDEXED)]
    assert again == [(2, INDEXED)]


def test_an_index_that_stays_open_notices_what_others_merged(empty: sqlite3.Connection) -> None:
    index, other = Shingles(empty), Shingles(empty)
    empty.execute("begin")
    index.add(1, own(1))
    other.merge(rows=0)
    assert not index.sharing(own(1), 1), "it knows of no settled row yet"
    index.refresh()
    found = [tuple(row) for row in index.sharing(own(1), 1)]
    empty.execute("rollback")
    index.refresh()
    assert found == [(1, INDEXED)]
    assert not index._may_be_settled(own(1)[0]), "the merger was rolled back"


def test_a_removed_article_is_found_under_nothing(seasoned: sqlite3.Connection) -> None:
    """Neither under what it was filed by before its phrases recurred nor after."""
    index = Shingles(seasoned)
    for row in (1, 4):
        index.remove(row, sorted([*PHRASES, *own(row)]))
    left = {
        row[0]
        for table in ("shingle", "shingle_settled")
        for row in seasoned.execute(f"select article from {table}")
    }
    assert left == {2, 3}
