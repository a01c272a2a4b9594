"""Looking after the database: checks, counts, backup."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

import zstandard

from pipeline_common.store import snapshots

_COUNTED = ("mention", "milestone", "snapshot", "copy", "batch", "set_aside")

#: What is wrong, and a query that finds examples of it.
_CHECKS = (
    (
        "mention tells of no milestone",
        "select a.key || ' at ' || m.start from mention m join article a on a.id = m.article"
        " where m.milestone is null",
    ),
    (
        "active milestone is told by no article",
        "select urn from milestone where status = 'active'"
        " and not exists (select 1 from mention where mention.milestone = milestone.id)",
    ),
    (
        "mention tells of a milestone that is merged or withdrawn",
        "select m.urn from milestone m where m.status in ('merged', 'withdrawn')"
        " and exists (select 1 from mention where mention.milestone = m.id)",
    ),
    (
        "milestone is merged into one that is not there",
        "select m.urn from milestone m where m.merged_into is not null"
        " and not exists (select 1 from milestone o where o.urn = m.merged_into)",
    ),
    (
        "milestone id is not of the form urn:uuid:...",
        "select urn from milestone where urn not like 'urn:uuid:%' or length(urn) <> 45",
    ),
    (
        "two milestones have one instant of publication",
        "select published from milestone where published is not null"
        " group by published having count(*) > 1",
    ),
    (
        "a person edited what is not there",
        "select urn from edit where not exists (select 1 from milestone m where m.urn = edit.urn)",
    ),
    (
        "snapshot of an article is missing",
        "select key from article where snapshot is not null"
        " and not exists (select 1 from snapshot s where s.sha256 = article.snapshot)",
    ),
    (
        "milestone is missing from the index of words",
        "select urn from milestone where status in ('active', 'hidden')"
        " and not exists (select 1 from milestone_words w where w.rowid = milestone.id)",
    ),
    (
        "index of words holds what is no milestone",
        "select rowid from milestone_words w"
        " where not exists (select 1 from milestone m where m.id = w.rowid)",
    ),
)
_EXAMPLES = 3
_PAGES = 200  # that are read in full


def check(db: sqlite3.Connection) -> list[str]:
    """What is wrong with the database, a line each; empty where all is well."""
    problems = [row[0] for row in db.execute("pragma integrity_check(10)") if row[0] != "ok"]
    problems += [
        f"{row['table']} {row['rowid']} points at a {row['parent']} that is not there"
        for row in db.execute("pragma foreign_key_check")
    ]
    for problem, query in _CHECKS:
        found = [str(row[0]) for row in db.execute(f"{query} limit {_EXAMPLES + 1}")]
        if found:
            more = ", ..." if len(found) > _EXAMPLES else ""
            problems.append(f"{problem}: {', '.join(found[:_EXAMPLES])}{more}")
    return problems + _damaged_pages(db)


def _damaged_pages(db: sqlite3.Connection) -> list[str]:
    """Whether pages can still be read as they came; of many, the last stored."""
    found = []
    rows = db.execute("select sha256 from snapshot order by rowid desc limit ?", [_PAGES])
    for (digest,) in rows.fetchall():
        try:
            sound = sha256(snapshots.read(db, digest).body).hexdigest() == digest
        except zstandard.ZstdError:
            sound = False
        if not sound:
            found.append(f"snapshot is damaged: {digest}")
    return found[:_EXAMPLES]


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Rows by table, and published milestones; articles by their last id, as none is deleted."""
    found = {"article": int(db.execute("select coalesce(max(id), 0) from article").fetchone()[0])}
    found |= {
        name: int(db.execute(f"select count(*) from {name}").fetchone()[0]) for name in _COUNTED
    }
    (published,) = db.execute(
        "select count(*) from milestone where published is not null"
    ).fetchone()
    return {**found, "published": int(published)}


def backup(db: sqlite3.Connection, path: Path) -> None:
    """A consistent copy at `path`, while others read and write; an old one is replaced whole."""
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        target = sqlite3.connect(partial)
        try:
            db.backup(target)
        finally:
            target.close()
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
