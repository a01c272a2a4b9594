"""Which milestones are wanted, and how to get at them without reading all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pipeline_common.models import Kind, Status
from pipeline_common.store.rows import to_time

_RARE = 20_000  # rows up to which it pays to find out which property is the rarest


@dataclass(frozen=True, slots=True)
class Filter:
    """Which milestones are wanted; None and False mean any.

    `since` and `until` are days of the event, `published_since` an instant.
    """

    kind: Kind | str | None = None
    place: str | None = None
    pair: Sequence[str] | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None
    status: Status | None = Status.ACTIVE
    published_only: bool = False
    published_since: datetime | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """All places that a milestone has to have."""
        return tuple(p for p in (self.place, *(self.pair or ())) if p)

    def conditions(self) -> tuple[list[str], list[str]]:
        """SQL conditions on `milestone m`, and their values in the same order."""
        found = list(self._conditions())
        return [sql for sql, _ in found], [value for _, values in found for value in values]

    def query(self, db: sqlite3.Connection) -> tuple[str, list[str]]:
        """A query of milestones without its limit, and its values.

        It walks the rarest of the wanted properties in the order of time.
        """
        conditions, values = self.conditions()
        if self.published_only or self.published_since:
            start, order = "milestone m", "m.published desc"
        elif properties := list(self._properties()):
            table, column, value = min(properties, key=lambda p: _frequency(db, *p))
            start = f"{table} d cross join milestone m on m.id = d.milestone"
            order = "d.sort_key desc, m.urn"
            conditions.insert(0, f"d.{column} = ?")
            values.insert(0, value)
        else:
            start, order = "milestone m", "m.sort_key desc, m.urn"
        where = " and ".join(conditions) or "true"
        return f"select m.* from {start} where {where} order by {order}", values

    def _properties(self) -> Iterator[tuple[str, str, str]]:
        """Table, column and value of what milestones are filed by."""
        for place in self.places:
            yield "milestone_place", "place", place
        if self.source:
            yield "milestone_source", "source", self.source

    def _conditions(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for table, column, value in self._properties():
            yield (
                f"exists (select 1 from {table} t where t.{column} = ?"
                " and t.sort_key = m.sort_key and t.milestone = m.id)",
                (value,),
            )
        if self.kind:
            yield "m.kind = ?", (str(self.kind),)
        if self.since:  # no event lasts longer than a year, so the index can start there
            yield (
                "m.last_day >= ? and m.sort_key >= ?",
                (
                    self.since.isoformat(),
                    f"{self.since.year - 1:04}",
                ),
            )
        if self.until:
            day = self.until.isoformat()
            yield "m.first_day <= ? and m.sort_key <= ?", (day, f"{day}~")
        if self.status and (self.published_only or self.published_since):
            yield "+m.status = ?", (self.status.value,)  # + keeps to the index of publication
        elif self.status:
            yield "m.status = ?", (self.status.value,)
        if self.published_since:
            yield "m.published >= ?", (to_time(self.published_since),)
        elif self.published_only:
            yield "m.published is not null", ()


def _frequency(db: sqlite3.Connection, table: str, column: str, value: str) -> int:
    """How many milestones have a property, counted up to `_RARE`."""
    (count,) = db.execute(
        f"select count(*) from (select 1 from {table} where {column} = ? limit {_RARE})", [value]
    ).fetchone()
    return int(count)
