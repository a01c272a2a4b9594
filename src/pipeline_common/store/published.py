"""What is published, asked for part by part (`publish.record.Record`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from pipeline_common.models import CHINA, Kind, Milestone
from pipeline_common.selection import Selection
from pipeline_common.store.reading import to_milestones
from pipeline_common.store.rows import from_time, marks, to_time
from pipeline_common.store.selecting import (
    FED,
    LISTED,
    Names,
    and_where,
    named_in,
    values_of,
    walk,
    walk_listed,
)

_PART = 500  # milestones read at once
_READY = 2_000  # milestones kept ready: the same stand in the feeds and lists of many views
_COMMON = 5_000  # rows of a property from which walking in order finds the first ones sooner

_EVERY = "milestone m"
_IN_ORDER = f"{_EVERY} indexed by milestone_by_publication"
_WITHIN = "m.published >= ? and m.published < ?"


class Published:
    """The published milestones of a database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._months: tuple[int, dict[str, int]] = (-1, {})  # as of a revision
        self._ready: tuple[int, dict[int, Milestone]] = (-1, {})  # by row, as of a revision

    def revision(self) -> int:
        """Number of the last change of anything; it only grows."""
        (last,) = self._db.execute("select last from revision").fetchone()
        return int(last)

    def changed(self, since: int) -> Iterator[Milestone]:
        """All, of any status, that changed after the revision `since`."""
        rows = self._db.execute(
            "select m.id from milestone_revision r indexed by milestone_by_revision"
            " cross join milestone m on m.id = r.milestone"
            " where r.revision > ? and m.published is not null order by m.id",
            [since],
        ).fetchall()
        for start in range(0, len(rows), _PART):
            ids = [row["id"] for row in rows[start : start + _PART]]
            yield from self._read(f"{_EVERY} where m.id in ({marks(ids)}) order by m.id", ids)

    def count(self, wanted: Selection) -> int:
        """How many are listed."""
        way = walk_listed(wanted, index="milestone_by_kind" if wanted == Selection() else "")
        (count,) = self._db.execute(
            f"select count(*) from {way.source} where {way.where}", way.values
        ).fetchone()
        return int(count)

    def latest(
        self, wanted: Selection, limit: int | None = None, *, listed: bool = True
    ) -> list[Milestone]:
        """Those listed (or fed), the latest event first, open dates last."""
        revision = self.revision()
        if not listed:
            way = walk(wanted, among=FED)
        elif self._is_common(wanted):
            way = walk(wanted, index="milestone_by_time")
        else:
            way = walk_listed(wanted, index="milestone_by_time")
        found: list[sqlite3.Row] = []
        for span in ("between '0' and '9998~'", "not between '0' and '9998~'"):
            found += self._db.execute(
                f"select m.* from {way.source} where {way.where} and {way.sort_key} {span}"
                f" order by {way.sort_key} desc, m.urn desc limit ?",
                [*way.values, -1 if limit is None else limit - len(found)],
            ).fetchall()
        if limit is None:  # a whole year, for its files, once
            return to_milestones(self._db, found)
        return self._values(found, revision)

    def window(
        self, wanted: Selection, *, entries: int, days: int, backfill: bool
    ) -> list[Milestone]:
        """What a current feed holds, newest publication first."""
        revision = self.revision()
        fed = FED if backfill else f"{FED} and m.backfill = 0"
        sql, values = self._source(wanted, common=_IN_ORDER)
        query = f"select m.* from {sql} where {fed}{and_where(wanted)}"
        values = [*values, *values_of(wanted)]
        rows = self._db.execute(
            f"{query} order by m.published desc limit ?", [*values, entries]
        ).fetchall()
        if len(rows) == entries and not backfill:
            since = to_time(from_time(rows[0]["published"]) - timedelta(days=days))
            if rows[-1]["published"] > since:
                rows = self._db.execute(
                    f"{query} and m.published > ? order by m.published desc", [*values, since]
                ).fetchall()
        return self._values(rows, revision)

    def months(self) -> Mapping[str, int]:
        """Month of first publication in China -> how many are fed."""
        revision = self.revision()
        if self._months[0] != revision:  # asked for again and again
            self._months = revision, {m: n for m in self._span() if (n := self._count_month(m))}
        return self._months[1]

    def _span(self) -> Iterator[str]:
        """The months from the first publication to the last."""
        (last,) = self._db.execute(f"select max(published) from {_IN_ORDER} where {FED}").fetchone()
        if (first := self.begun()) is None:
            return
        number, end = (
            12 * when.year + when.month - 1
            for when in (first.astimezone(CHINA), from_time(last).astimezone(CHINA))
        )
        for month in range(number, end + 1):
            yield f"{month // 12}-{month % 12 + 1:02}"

    def _count_month(self, month: str) -> int:
        (count,) = self._db.execute(
            f"select count(*) from {_IN_ORDER} where {FED} and {_WITHIN}", _bounds(month)
        ).fetchone()
        return int(count)

    def begun(self) -> datetime | None:
        """When the first of those fed was published."""
        (first,) = self._db.execute(
            f"select min(published) from {_IN_ORDER} where {FED}"
        ).fetchone()
        return from_time(first) if first else None

    def month(self, month: str) -> list[Milestone]:
        """Those fed that were first published in a month in China, oldest first."""
        return self._read(
            f"{_IN_ORDER} where {FED} and {_WITHIN} order by m.published", _bounds(month)
        )

    def quarters(self) -> Mapping[tuple[Kind, int], int]:
        """Kind and quarter of the event, counted from year 0 -> how many are listed."""
        rows = self._db.execute(
            "select m.kind, substr(m.sort_key, 1, 7) month, count(*) n"
            f" from {_EVERY} indexed by milestone_by_kind"
            f" where {LISTED} and m.sort_key < '9999' and m.sort_key like '____-%' group by 1, 2"
        )
        found: dict[tuple[Kind, int], int] = {}
        for row in rows:
            quarter = int(row["month"][:4]) * 4 + (int(row["month"][5:]) - 1) // 3
            key = (Kind(row["kind"]), quarter)
            found[key] = found.get(key, 0) + row["n"]
        return found

    def updated(self) -> datetime | None:
        """When anything that is fed last changed."""
        index = {"changed": "milestone_by_change", "published": "milestone_by_publication"}
        found = [
            self._db.execute(
                f"select max({column}) from {_EVERY} indexed by {name} where {FED}"
            ).fetchone()[0]
            for column, name in index.items()
        ]
        return from_time(max(found)) if found[0] else None

    def is_live(self) -> bool:
        """Whether anything fed is not back-filled history."""
        found = self._db.execute(
            f"select 1 from milestone m where {FED} and m.backfill = 0 limit 1"
        ).fetchone()
        return found is not None

    def _read(self, source: str, values: Sequence[object]) -> list[Milestone]:
        return to_milestones(
            self._db, self._db.execute(f"select m.* from {source}", values).fetchall()
        )

    def _values(self, rows: Sequence[sqlite3.Row], revision: int) -> list[Milestone]:
        """Full values of rows read at this revision or later; those known from it stay."""
        ready = self._ready[1]
        if self._ready[0] != revision or len(ready) > _READY:
            ready = {}
            self._ready = revision, ready
        fresh = [row for row in rows if row["id"] not in ready]
        ready |= zip([row["id"] for row in fresh], to_milestones(self._db, fresh), strict=True)
        return [ready[row["id"]] for row in rows]

    def _source(self, wanted: Selection, *, common: str) -> tuple[str, list[object]]:
        """Where to start: from the rarest property, or in the order of `common`."""
        sizes = self._sizes(wanted)
        if not sizes or min(sizes)[0] >= _COMMON:
            return common, []
        _, table, column, names = min(sizes)
        inner = f"select milestone from {table} where {column} in ({marks(names)})"
        if table == "milestone_place":  # the index holds no withdrawn ones
            inner += " union select w.id from milestone w where w.status = 'withdrawn'"
        return f"({inner}) d cross join milestone m on m.id = d.milestone", list(names)

    def _is_common(self, wanted: Selection) -> bool:
        """Whether only groups of names are wanted, and rows of each are many: to put those of a
        group in order takes longer than to walk along time until enough are found."""
        named = named_in(wanted)
        if not named or any(len(names) == 1 for _, _, names in named):
            return False
        return min(self._sizes(wanted))[0] >= _COMMON

    def _sizes(self, wanted: Selection) -> list[tuple[int, str, str, Names]]:
        """Rows of each property that is wanted, as far as it matters, with table, column, names."""
        sizes = []
        for table, column, names in named_in(wanted):
            (size,) = self._db.execute(
                f"select count(*) from (select 1 from {table} where {column} in ({marks(names)})"
                f" limit {_COMMON})",
                names,
            ).fetchone()
            sizes.append((int(size), table, column, names))
        return sizes


def _bounds(month: str) -> list[str]:
    """The instants between which a month lies in China."""
    year, number = map(int, month.split("-"))
    following = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=CHINA)
    return [to_time(datetime(year, number, 1, tzinfo=CHINA)), to_time(following)]
