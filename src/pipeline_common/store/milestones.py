"""Writing milestones: clusters of accounts become rows, and only what differs is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline_common.dedupe.clusters import Cluster
from pipeline_common.dedupe.events import explain
from pipeline_common.dedupe.merge import Facts, merge
from pipeline_common.dedupe.rulings import ruled_ids
from pipeline_common.models import EventDate, Status
from pipeline_common.store import rulings, words
from pipeline_common.store.claims import Claim, Known, claim
from pipeline_common.store.mentions import Accounts
from pipeline_common.store.rows import to_json, to_time

_READABLE = ("date", "kind", "places", "documents", "headline", "evidence", "status")


class Settlement:
    """The milestones of one batch: which rows it made and which it changed.

    `now` is when the batch ended; it dates the changes of what was published.
    """

    def __init__(self, db: sqlite3.Connection, now: datetime) -> None:
        self._db = db
        self._at = now
        self._now = to_time(now)
        self._edits = rulings.edits(db)
        self._touched = rulings.touched(db)
        self.created: set[int] = set()
        self.changed: set[int] = set()

    def settle(
        self, clusters: Sequence[Cluster], accounts: Accounts, vacated: Iterable[int]
    ) -> set[int]:
        """Bring the rows in line with the clusters; `vacated` are rows that lost an account.

        The answer is the rows of mentions whose milestone went elsewhere without them: what an
        earlier version took for one event. They have to be settled next.
        """
        places = [[accounts.place(a) for a in cluster] for cluster in clusters]
        told = [[milestone for _, milestone in cluster] for cluster in places]
        known = self._known({row for rows in told for row in rows if row} | set(vacated))
        claims = claim(clusters, told, known)
        facts = [merge(c.cluster) for c in claims]
        tombs = self._tombs([f.birth for f, c in zip(facts, claims, strict=True) if not c.keeper])
        kept: set[int] = set()
        for number, (found, fact) in enumerate(zip(claims, facts, strict=True)):
            keeper = found.keeper or tombs.get(fact.birth)
            before = {row for row in told[number] if row}
            fact = rulings.edited(fact, self._edits.get(keeper.urn if keeper else fact.birth, {}))
            row = self._write(keeper, fact, before)
            kept.add(row)
            kept |= self._merge(found, keeper, fact)
            moved = [(row, mention) for mention, old in places[number] if old != row]
            self._db.executemany("update mention set milestone = ? where id = ?", moved)
            self._surround(row, fact)
        left: set[int] = set()
        for milestone in known.values():
            if milestone.row in kept:
                continue
            if behind := self._mentions(milestone.row):
                left |= behind
            else:
                self._abandon(milestone)
        return left

    def _mentions(self, row: int) -> set[int]:
        found = self._db.execute("select id from mention where milestone = ?", [row])
        return {mention["id"] for mention in found}

    def _known(self, rows: set[int]) -> dict[int, Known]:
        found = {}
        for row in sorted(rows):
            stored = self._db.execute(
                "select id, urn, published, status from milestone where id = ?", [row]
            ).fetchone()
            if stored:
                found[row] = self._to_known(stored)
        return found

    def _tombs(self, urns: Sequence[str]) -> dict[str, Known]:
        """Stored milestones that already have an id which is about to be made."""
        found = {}
        for urn in urns:
            stored = self._db.execute(
                "select id, urn, published, status from milestone where urn = ?", [urn]
            ).fetchone()
            if stored:
                found[urn] = self._to_known(stored)
        return found

    def _to_known(self, row: sqlite3.Row) -> Known:
        urn, published = row["urn"], row["published"] or ""
        return Known(row["id"], urn, published, Status(row["status"]), urn in self._touched)

    def _write(self, keeper: Known | None, fact: Facts, before: set[int]) -> int:
        columns = _columns(fact)
        if keeper is None:
            columns |= {"urn": fact.birth, "status": Status.ACTIVE.value}
            row = self._insert(columns)
            (self.changed if before - self.created else self.created).add(row)
            return row
        old = self._db.execute("select * from milestone where id = ?", [keeper.row]).fetchone()
        hidden = keeper.status is Status.HIDDEN
        columns["status"] = Status.HIDDEN.value if hidden else Status.ACTIVE.value
        columns["merged_into"] = None
        if keeper.published:
            columns["recorded"] = min(old["recorded"], columns["recorded"])
            columns["changed"] = max(old["changed"], columns["changed"])
        differing = {name: value for name, value in columns.items() if old[name] != value}
        if not differing:
            return keeper.row
        if keeper.published:
            differing["changed"] = max(old["changed"], self._now)
            self._record(keeper.row, old, columns)
        names = ", ".join(f"{name} = ?" for name in differing)
        self._db.execute(
            f"update milestone set {names} where id = ?", [*differing.values(), keeper.row]
        )
        if keeper.row not in self.created:
            self.changed.add(keeper.row)
        return keeper.row

    def _insert(self, columns: Mapping[str, Any]) -> int:
        row = self._db.execute(
            f"insert into milestone({', '.join(columns)}) values ({', '.join('?' * len(columns))})",
            list(columns.values()),
        ).lastrowid
        assert row is not None
        return row

    def _record(self, row: int, old: sqlite3.Row, new: Mapping[str, Any]) -> None:
        """Keep what a reader sees change."""
        self._db.executemany(
            "insert into milestone_change(milestone, at, field, before, after)"
            " values (?, ?, ?, ?, ?)",
            [
                (row, self._now, name, old[name] or "", new[name] or "")
                for name in _READABLE
                if old[name] != new[name]
            ],
        )

    def _merge(self, found: Claim, keeper: Known | None, fact: Facts) -> set[int]:
        """Leave a tombstone for each id that was merged away; their rows."""
        target = keeper.urn if keeper else fact.birth
        for milestone in found.merged:
            if milestone.status is Status.MERGED:
                continue
            self._db.execute(
                "update milestone set status = ?, merged_into = ?, changed = ? where id = ?",
                [Status.MERGED.value, target, self._now, milestone.row],
            )
            self._clear(milestone.row)
            self.changed.add(milestone.row)
            self._explain_merge(found, milestone, target)
        return {milestone.row for milestone in found.merged}

    def _explain_merge(self, found: Claim, milestone: Known, target: str) -> None:
        """Say why two became one; a person who decided it has given a reason already."""
        if target in ruled_ids(found.cluster):
            return
        first, others = found.cluster[0], found.cluster[1:]
        born = next(
            (a for a in others if a.birth == milestone.urn), others[-1] if others else first
        )
        rulings.note(
            self._db, milestone.urn, "merge", target, at=self._at,
            reason=f"{first.article_id} and {born.article_id}: {explain(first, born)}",
        )  # fmt: skip

    def _abandon(self, milestone: Known) -> None:
        """No account tells it any more: it goes, or is withdrawn where somebody may know it."""
        if not milestone.lasting:
            self._clear(milestone.row)
            self._db.execute("delete from milestone where id = ?", [milestone.row])
            self.created.discard(milestone.row)
            self.changed.discard(milestone.row)
        elif milestone.status is Status.ACTIVE:
            old = self._db.execute(
                "select * from milestone where id = ?", [milestone.row]
            ).fetchone()
            self._record(milestone.row, old, dict(old) | {"status": Status.WITHDRAWN.value})
            self._db.execute(
                "update milestone set status = ?, changed = ? where id = ?",
                [Status.WITHDRAWN.value, self._now, milestone.row],
            )
            self._clear(milestone.row)
            self.changed.add(milestone.row)

    def _surround(self, row: int, fact: Facts) -> None:
        """What a milestone is found by: places, sources, words."""
        reports = self._db.execute(
            "select distinct a.source, a.title, a.outlet from mention m"
            " join article a on a.id = m.article where m.milestone = ? order by a.key",
            [row],
        ).fetchall()
        sources = {report["source"] for report in reports}
        sort_key = _sort_key(fact.date)
        self._replace("milestone_place", "place", row, {(p, sort_key) for p in fact.places})
        self._replace("milestone_source", "source", row, {(s, sort_key) for s in sources})
        texts = [fact.headline, fact.evidence, *fact.places, *fact.documents]
        texts += [text for report in reports for text in (report["title"], report["outlet"])]
        words.write(self._db, row, texts, words.facets(fact.kind, fact.places, sources, fact.date))

    def _replace(self, table: str, column: str, row: int, wanted: set[tuple[str, str]]) -> None:
        """Make the rows of a table the `wanted` pairs of value and sort key."""
        stored = {
            (found[0], found[1])
            for found in self._db.execute(
                f"select {column}, sort_key from {table} where milestone = ?", [row]
            )
        }
        self._db.executemany(
            f"delete from {table} where {column} = ? and sort_key = ? and milestone = ?",
            [(*pair, row) for pair in sorted(stored - wanted)],
        )
        self._db.executemany(
            f"insert into {table}({column}, sort_key, milestone) values (?, ?, ?)",
            [(*pair, row) for pair in sorted(wanted - stored)],
        )

    def _clear(self, row: int) -> None:
        for table in ("milestone_place", "milestone_source"):
            self._db.execute(f"delete from {table} where milestone = ?", [row])
        words.remove(self._db, row)


def _sort_key(when: EventDate | None) -> str:
    return when.sort_key if when else ""


def _columns(fact: Facts) -> dict[str, Any]:
    bounds = fact.date.bounds if fact.date else None
    return {
        "kind": fact.kind.value,
        "date": fact.date.edtf if fact.date else None,
        "sort_key": _sort_key(fact.date),
        "first_day": bounds[0].isoformat() if bounds else None,
        "last_day": bounds[1].isoformat() if bounds else None,
        "places": to_json(fact.places),
        "documents": to_json(fact.documents),
        "headline": fact.headline,
        "evidence": fact.evidence,
        "attributes": to_json(fact.attributes),
        "recorded": to_time(fact.recorded),
        "changed": to_time(fact.changed),
        "backfill": int(fact.backfill),
    }
