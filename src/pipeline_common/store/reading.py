"""Reading milestones with their reports."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from pipeline_common.errors import NotFoundError
from pipeline_common.models import Change, Kind, Milestone, Report, Status
from pipeline_common.store.filters import Filter
from pipeline_common.store.rows import from_time, marks, to_date, to_names, to_report

_PART = 500  # milestones whose reports are read at once
_URN = "urn:uuid:"

_REPORTS = """
select m.milestone, m.evidence, m.background, a.key, a.url, a.title, a.outlet, a.source,
  a.published, a.published_from, a.changed, a.recorded, a.snapshot, a.trust
from mention m join article a on a.id = m.article
where m.milestone in ({marks})
order by m.milestone, a.trust = 'low', m.background, a.recorded, a.key, m.start, m.number
"""


def find(db: sqlite3.Connection, wanted: Filter, limit: int | None = None) -> list[Milestone]:
    """Milestones, the latest event first; published ones by publication, the last first."""
    query, values = wanted.query(db)
    rows = db.execute(f"{query} limit ?", [*values, -1 if limit is None else limit]).fetchall()
    return to_milestones(db, rows)


def get(db: sqlite3.Connection, ident: str) -> Milestone:
    """The milestone with this id, or with an id that starts so; merged ones lead to the other.

    Raises NotFoundError, also where several start so.
    """
    urn = ident if ident.startswith(_URN) else _URN + ident
    rows = db.execute(
        "select * from milestone where urn >= ? and urn < ? order by urn limit 2",
        [urn, urn + "\x7f"],
    ).fetchall()
    if not rows or urn == _URN:
        raise NotFoundError("no such milestone", subject=ident)
    if len(rows) > 1 and rows[0]["urn"] != urn:
        raise NotFoundError("several milestones start so", subject=ident, advice="give more of it")
    row, passed = rows[0], set()
    while row["merged_into"] and row["urn"] not in passed:
        passed.add(row["urn"])
        row = db.execute("select * from milestone where urn = ?", [row["merged_into"]]).fetchone()
    return to_milestones(db, [row])[0]


def to_milestones(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[Milestone]:
    """Full values of rows of `milestone`, in their order."""
    found = []
    for start in range(0, len(rows), _PART):
        part = rows[start : start + _PART]
        ids = [row["id"] for row in part]
        reports, changes = _reports(db, ids), _changes(db, ids)
        found += [_milestone(row, reports[row["id"]], changes[row["id"]]) for row in part]
    return found


def _reports(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Report, ...]]:
    """One report an article, best first, by row of the milestone."""
    found: dict[int, dict[str, Report]] = defaultdict(dict)
    for row in db.execute(_REPORTS.format(marks=marks(ids)), ids):
        found[row["milestone"]].setdefault(row["key"], to_report(row))
    return defaultdict(tuple, {ident: tuple(r.values()) for ident, r in found.items()})


def _changes(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Change, ...]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for row in db.execute(
        f"select * from milestone_change where milestone in ({marks(ids)}) order by at, id", ids
    ):
        found[row["milestone"]].append(
            Change(from_time(row["at"]), row["field"], row["before"], row["after"])
        )
    return defaultdict(tuple, {ident: tuple(changes) for ident, changes in found.items()})


def _milestone(
    row: sqlite3.Row, reports: tuple[Report, ...], history: tuple[Change, ...]
) -> Milestone:
    return Milestone(
        id=row["urn"],
        kind=Kind(row["kind"]),
        date=to_date(row["date"]),
        places=to_names(row["places"]),
        documents=to_names(row["documents"]),
        headline=row["headline"],
        evidence=row["evidence"],
        reports=reports,
        recorded=from_time(row["recorded"]),
        changed=from_time(row["changed"]),
        published=from_time(row["published"]) if row["published"] else None,
        status=Status(row["status"]),
        backfill=bool(row["backfill"]),
        merged_into=row["merged_into"],
        attributes=json.loads(row["attributes"]),
        history=history,
    )
