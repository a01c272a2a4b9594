"""Which migrations a database went through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlite_utils import Database

from pipeline_common.store import Store, versions
from pipeline_common.store.schema import migrations
from pipeline_common.store.versions import MIGRATIONS


def test_names_of_migrations_are_listed() -> None:
    assert tuple(m.name for m in migrations.pending(Database(memory=True))) == MIGRATIONS
    assert migrations.name == versions.NAME


def test_versions_are_read_as_the_library_wrote_them() -> None:
    db = Database(memory=True)
    assert versions.missing(db.conn) == list(MIGRATIONS)
    migrations.apply(db, stop_before="m003_runs")
    assert versions.missing(db.conn) == list(MIGRATIONS[2:])
    migrations.apply(db)
    assert versions.missing(db.conn) == versions.unknown(db.conn) == []


def test_a_database_that_is_up_to_date_needs_no_library(path: Path) -> None:
    Store.open(path).close()
    program = (
        "import sys; from pathlib import Path; from pipeline_common.store import Store;"
        f"Store.open(Path({str(path)!r})).close(); assert 'sqlite_utils' not in sys.modules"
    )
    subprocess.run([sys.executable, "-P", "-c", program], check=True)
