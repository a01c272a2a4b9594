"""A selection as SQL: conditions on `milestone m`, and the index to walk along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline_common.selection import UNDATED, Selection
from pipeline_common.store.rows import marks

FED = "m.published is not null and m.status in ('active', 'withdrawn')"
LISTED = "m.published is not null and m.status = 'active'"

_BEGINS = "m.sort_key >= ? and m.sort_key < ?"  # a range, which an index knows how to find

Condition = tuple[str, Sequence[object]]
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """Parts of a query of milestones: sources, conditions, values, and the column of their time."""

    source: str
    where: str
    values: list[object]
    sort_key: str


def walk(wanted: Selection, *, among: str = LISTED, index: str = "") -> Walk:
    """All milestones `among` which some are wanted, `index` being the one to use, where given."""
    source = f"milestone m indexed by {index}" if index else "milestone m"
    return Walk(source, f"{among}{and_where(wanted)}", values_of(wanted), "m.sort_key")


def walk_listed(wanted: Selection, *, index: str = "") -> Walk:
    """Those listed, along the index of a place or source that is wanted; else as `walk`.

    That index holds those that are listed, hidden or still wait, in the order of time (but for
    places of several names).
    """
    named = sorted(named_in(wanted), key=lambda each: len(each[2]) > 1)
    if not named:
        return walk(wanted, index=index)
    rest = replace(wanted, places=(), sources=())
    (table, column, names), *others = named
    values: list[object] = [*names]
    if len(names) == 1:
        source, where, key = f"{table} p", f"p.{column} = ? and ", "p.sort_key"
    else:
        inner = f"select distinct milestone from {table} where {column} in ({marks(names)})"
        source, where, key = f"({inner}) p", "", "m.sort_key"
    for table, column, names in others:
        where += (
            f"exists (select 1 from {table} t where t.{column} in ({marks(names)})"
            f" and t.sort_key = {key} and t.milestone = p.milestone) and "
        )
        values += names
    return Walk(
        f"{source} cross join milestone m on m.id = p.milestone",
        f"{where}{LISTED}{and_where(rest)}",
        [*values, *values_of(rest)],
        key,
    )


def named_in(wanted: Selection) -> list[tuple[str, str, Names]]:
    """What is asked that an index of its own holds: table, column and names of which one has to be
    there."""
    found: list[tuple[str, str, Names]] = [
        ("milestone_place", "place", group) for group in wanted.places
    ]
    if wanted.sources:
        found.append(("milestone_source", "source", wanted.sources))
    return found


def and_where(wanted: Selection) -> str:
    """Conditions on `milestone m` that follow another one."""
    return "".join(f" and {sql}" for sql, _ in _conditions(wanted))


def values_of(wanted: Selection) -> list[object]:
    """What stands for the marks in them."""
    return [value for _, values in _conditions(wanted) for value in values]


def _conditions(wanted: Selection) -> Iterator[Condition]:
    if wanted.kind:
        yield "m.kind = ?", [wanted.kind.value]
    for group in wanted.places:
        yield (
            f"exists (select 1 from json_each(m.places) where value in ({marks(group)}))",
            group,
        )
    if wanted.most_parties is not None:
        yield "json_array_length(m.places) <= ?", [wanted.most_parties]
    if wanted.sources:
        yield (
            "exists (select 1 from milestone_source t where t.milestone = m.id"
            f" and t.sort_key = m.sort_key and t.source in ({marks(wanted.sources)}))",
            wanted.sources,
        )
    yield from _times(wanted)
    for word in wanted.words:
        yield (
            "(instr(m.headline, ?) or instr(m.evidence, ?) or exists (select 1 from"
            " json_each(m.places) where instr(value, ?)) or exists (select 1 from"
            " json_each(m.documents) where instr(value, ?)))",
            [word] * 4,
        )


def _times(wanted: Selection) -> Iterator[Condition]:
    if wanted.year == UNDATED:
        yield "(m.sort_key = '' or m.sort_key >= '9999')", []
    elif wanted.year.endswith("-00"):
        yield f"{_BEGINS} and substr(m.sort_key, 5, 1) <> '-'", _beginning(wanted.year[:4])
    elif wanted.year:
        yield _BEGINS, _beginning(wanted.year)
    if wanted.since:
        yield "m.last_day >= ?", [wanted.since.isoformat()]
    if wanted.until:
        yield "m.first_day <= ?", [wanted.until.isoformat()]


def _beginning(text: str) -> list[str]:
    """The bounds of what begins so, for `_BEGINS`."""
    return [text, text + "\x7f"]
