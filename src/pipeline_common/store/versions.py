"""Which version a database has: the names of the migrations that it went through.

Read in plain SQL: the library that applies them takes longer to load than most commands work, and
a database that is up to date needs it for nothing.
"""

from __future__ import annotations

import sqlite3

#: Of the set of migrations, in the table that sqlite-utils keeps.
NAME = "coopfeed"
#: Names of all migrations, oldest first.
MIGRATIONS = (
    "m001_articles",
    "m002_milestones",
    "m003_runs",
    "m004_revisions",
    "m005_rulings",
    "m006_dictionaries",
    "m007_large_records",
    "m008_by_day",
)


def missing(db: sqlite3.Connection) -> list[str]:
    """Names of migrations that are still to be applied, oldest first."""
    applied = _applied(db)
    return [name for name in MIGRATIONS if name not in applied]


def unknown(db: sqlite3.Connection) -> list[str]:
    """Names of applied migrations that this version does not know: a newer one wrote the file."""
    return [name for name in _applied(db) if name not in MIGRATIONS]


def _applied(db: sqlite3.Connection) -> list[str]:
    kept = db.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchone()
    if kept is None:
        return []
    rows = db.execute(
        "select name from _sqlite_migrations where migration_set = ? order by id", [NAME]
    )
    return [row[0] for row in rows]
