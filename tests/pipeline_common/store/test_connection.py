"""Opening the file: what can be wrong with it."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlite_utils import Database

from pipeline_common.errors import SchemaTooNewError, StoreError, StoreLockedError
from pipeline_common.store import Store
from pipeline_common.store.schema import migrations
from pipeline_common.store.versions import MIGRATIONS


def test_settings_of_the_connection(store: Store) -> None:
    def pragma(name: str) -> object:
        return store._db.execute(f"pragma {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 1
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 30_000


@pytest.mark.parametrize("newest", MIGRATIONS[1:])
def test_a_database_of_every_age_is_brought_up_to_date(
    path: Path, make: SimpleNamespace, newest: str
) -> None:
    """One as the version before a migration wrote it ends with the same rows as a new one."""
    full = path.with_name("full")
    told = make.mention("2026-02-01", "湖州 宣城", "签订供水协议")
    with Store.open(full) as store:
        store.ingest(make.report(), [make.reading(f"a{i}", told) for i in range(3)])
    _write_old(path, full, newest)
    with Store.open(path) as store, Store.open(full) as new:
        assert store.check() == []
        ours, theirs = (
            {line for line in make.dump(s) if 'revision"' not in line} for s in (store, new)
        )
        if MIGRATIONS.index(newest) > 2:
            assert ours == theirs
        store.ingest(make.report("later"), [make.reading("b", told, minute=5)])
        if MIGRATIONS.index(newest) > 1:
            assert [len(m.reports) for m in store.milestones()] == [4]
        assert store.check() == []


def _write_old(path: Path, full: Path, stop_before: str) -> None:
    """A database with the tables before a migration, and the rows that it could hold."""
    old = Database(path)
    migrations.apply(old, stop_before=stop_before)
    old.conn.execute("attach ? as full", [str(full)])
    for table in old.table_names():
        if table.startswith(("_", "sqlite_", "milestone_words_", "milestone_revision")):
            continue
        names = [f'"{column.name}"' for column in old[table].columns]
        if table == "milestone_words":
            names.append("rowid")
        columns = ", ".join(names)
        old.conn.execute(
            f"insert or ignore into main.{table}({columns}) select {columns} from full.{table}"
        )
    old.conn.commit()
    old.close()


def test_an_older_database_is_not_read_as_if_it_were_new(path: Path) -> None:
    old = Database(path)
    migrations.apply(old, stop_before="m003_runs")
    old.close()
    with pytest.raises(StoreError, match="older version"):
        Store.open(path, read_only=True)


def test_a_newer_schema_is_refused(path: Path) -> None:
    with Store.open(path):
        pass
    newer = sqlite3.connect(path)
    newer.execute(
        "insert into _sqlite_migrations(migration_set, name, applied_at)"
        " values ('coopfeed', 'm999_later', '2030-01-01')"
    )
    newer.commit()
    newer.close()
    for read_only in (False, True):
        with pytest.raises(SchemaTooNewError, match="update coopfeed"):
            Store.open(path, read_only=read_only)


def test_two_processes_may_create_it_at_once(path: Path) -> None:
    failures: list[BaseException] = []

    def create() -> None:
        try:
            Store.open(path).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=create) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_another_writer_is_waited_for_and_then_reported(path: Path, make: SimpleNamespace) -> None:
    with Store.open(path, timeout=0.05) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(StoreLockedError, match="somebody else is writing"):
            store.ingest(make.report(), [])
        assert store.milestones() == []  # readers are not kept out
        other.execute("rollback")
        other.close()
        store.ingest(make.report(), [])


def test_read_only_writes_nothing(path: Path, make: SimpleNamespace) -> None:
    with Store.open(path) as store:
        store.ingest(make.report(), [make.reading("a")])
    with Store.open(path, read_only=True) as store:
        assert store.counts()["article"] == 1
        assert store.check() == []
        with pytest.raises(StoreError, match="cannot be written"):
            store.ingest(make.report("b2"), [])


def test_there_is_nothing_to_read(path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(path, read_only=True)
    assert not path.exists()


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("no database, but long enough to be taken for one\n" * 50)
    with pytest.raises(StoreError, match="not a SQLite database"):
        Store.open(path)


def test_a_damaged_database(path: Path, make: SimpleNamespace) -> None:
    with Store.open(path) as store:
        store.ingest(make.report(), [make.reading(f"a{i}") for i in range(50)])
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    with pytest.raises(StoreError, match=r"damaged|refused|older version"):
        Store.open(path, read_only=True).check()


def test_a_full_disk(path: Path, make: SimpleNamespace) -> None:
    with Store.open(path) as store:
        pages = store._db.execute("pragma page_count").fetchone()[0]
        store._db.execute(f"pragma max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="disk is full"):
            store.ingest(make.report(), [make.reading(f"a{i}") for i in range(50)])
        assert store.counts()["article"] == 0
        store._db.execute("pragma max_page_count = 1000000")
        store.ingest(make.report(), [make.reading("a")])
        assert store.check() == []
