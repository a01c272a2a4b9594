"""Checks, counts, backup."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline_common.errors import StoreError
from pipeline_common.store import Store


@pytest.fixture
def filled(store: Store, make: SimpleNamespace) -> Store:
    store.ingest(make.report(), [make.reading("a", make.mention("2026-02-03", "甲 乙", "签约"))])
    return store


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("delete from mention", "active milestone is told by no article"),
        ("update mention set milestone = null", "mention tells of no milestone"),
        ("update milestone set status = 'merged'", "merged or withdrawn"),
        ("update milestone set merged_into = 'urn:uuid:x'", "merged into one that is not there"),
        ("update milestone set urn = 'one'", "not of the form"),
        ("delete from snapshot", "snapshot of an article is missing"),
        ("delete from milestone_words", "missing from the index of words"),
        ("insert into milestone_words(rowid, words) values (99, '签约')", "holds what is no"),
    ],
)
def test_damage_is_named(filled: Store, damage: str, problem: str) -> None:
    assert filled.check() == []
    filled._db.execute(damage)
    assert any(problem in line for line in filled.check())


def test_counts(filled: Store) -> None:
    counts = filled.counts()
    assert (counts["article"], counts["milestone"], counts["published"]) == (1, 1, 0)


def test_a_backup_is_a_whole_database(filled: Store, tmp_path: Path, make: SimpleNamespace) -> None:
    target = tmp_path / "copy.sqlite"
    target.write_text("an older backup")
    filled.backup(target)
    with Store.open(target) as copy:
        assert make.dump(copy) == make.dump(filled)
    with pytest.raises(StoreError, match="missing"):
        filled.backup(tmp_path / "missing" / "copy.sqlite")
    assert not list(tmp_path.glob("*.partial"))
