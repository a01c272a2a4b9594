"""What persons decided about milestones, and why anything was merged or parted.

A ruling on an account is kept beside it and looked up by what the account says, so that it holds
when the article is fetched, read or extracted again, and even when it comes back after it was gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pipeline_common.codec import dumps, loads
from pipeline_common.dedupe.accounts import NEVER, Account
from pipeline_common.dedupe.events import continues
from pipeline_common.dedupe.merge import Facts
from pipeline_common.errors import RulingError
from pipeline_common.models import EventDate, Kind, Mention
from pipeline_common.store.rows import from_time, to_mention, to_time

TABLES = """
create table ruling (                  -- accounts that a person assigned to a milestone
  article text not null,               -- article.key
  start integer not null,
  number integer not null,
  mention text not null,               -- as it was then, JSON
  urn text not null,
  primary key (article, start, number)
) without rowid;
create index ruling_by_milestone on ruling(urn);
alter table mention add column ruled text;
create index mention_by_ruling on mention(ruled) where ruled is not null;
create table edit (                    -- values that a person set
  urn text not null,
  field text not null,
  value text not null,
  primary key (urn, field)
) without rowid;
create table decision (                -- merges, splits and what persons did, with the reason
  id integer primary key,
  urn text not null,
  at text not null,
  verb text not null,
  other text not null,                 -- id of another milestone, or a field
  reason text not null,
  person integer not null
);
create index decision_by_milestone on decision(urn);
create index decision_by_other on decision(other)
"""

#: What a person may set, and how its text is read.
FIELDS: Mapping[str, Callable[[str], Any]] = {
    "date": EventDate,
    "kind": Kind,
    "places": lambda text: tuple(text.replace("、", " ").split()),
    "documents": lambda text: tuple(text.split()),
    "headline": str,
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision; `verb` is merge, split, hide, show, edit or unedit."""

    at: datetime
    verb: str
    urn: str
    other: str
    reason: str
    person: bool


def rule(db: sqlite3.Connection, account: Account, urn: str) -> None:
    """Assign an account to a milestone for good."""
    db.execute(
        "insert or replace into ruling values (?, ?, ?, ?, ?)",
        [*account.key, dumps(account.mention), urn],
    )
    db.execute(
        "update mention set ruled = ? where start = ? and number = ?"
        " and article = (select id from article where key = ?)",
        [urn, account.mention.start, account.index, account.article_id],
    )


def apply_to(db: sqlite3.Connection, row: int, article: str) -> None:
    """Mark the mentions of an article, just stored in `row`, that were ruled on."""
    ruled = [
        (Account(article, loads(Mention, r["mention"]), NEVER, NEVER, index=r["number"]), r["urn"])
        for r in db.execute(
            "select * from ruling where article = ? order by start, number", [article]
        )
    ]
    if not ruled:
        return
    for found in db.execute("select * from mention where article = ?", [row]).fetchall():
        account = Account(article, to_mention(found), NEVER, NEVER, index=found["number"])
        exact = (urn for old, urn in ruled if old.mention == account.mention)
        like = (urn for old, urn in ruled if continues(old, account))
        if urn := next(exact, None) or next(like, None):
            db.execute("update mention set ruled = ? where id = ?", [urn, found["id"]])


def set_value(db: sqlite3.Connection, urn: str, field: str, value: str | None) -> None:
    """Set a field of a milestone for good, or with None give it back to its reports.

    Raises RulingError for a field that cannot be set and a value that does not fit.
    """
    if field not in FIELDS:
        raise RulingError(f"{field!r} cannot be set", subject=urn, advice=f"one of {list(FIELDS)}")
    if value is None:
        db.execute("delete from edit where urn = ? and field = ?", [urn, field])
        return
    try:
        fits = FIELDS[field](value)
    except ValueError as error:
        raise RulingError(f"{value!r} is no {field}", subject=urn) from error
    if not fits:
        raise RulingError(f"an empty {field}", subject=urn)
    db.execute("insert or replace into edit values (?, ?, ?)", [urn, field, value])


def edits(db: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Values that persons set, by milestone and field."""
    found: dict[str, dict[str, Any]] = {}
    for row in db.execute("select * from edit"):
        found.setdefault(row["urn"], {})[row["field"]] = FIELDS[row["field"]](row["value"])
    return found


def edited(fact: Facts, values: Mapping[str, Any]) -> Facts:
    """The facts with what a person set."""
    return replace(fact, **values) if values else fact


def touched(db: sqlite3.Connection) -> frozenset[str]:
    """Ids of the milestones that persons decided on: these are never dropped."""
    rows = db.execute(
        "select urn from decision where person = 1"
        " union select other from decision where person = 1"
    )
    return frozenset(row["urn"] for row in rows)


def note(
    db: sqlite3.Connection,
    urn: str,
    verb: str,
    other: str,
    *,
    at: datetime,
    reason: str,
    person: bool = False,
) -> None:
    """Keep what was decided on a milestone."""
    db.execute(
        "insert into decision(urn, at, verb, other, reason, person) values (?, ?, ?, ?, ?, ?)",
        [urn, to_time(at), verb, other, reason, int(person)],
    )


def rulings(db: sqlite3.Connection, urn: str) -> list[Ruling]:
    """What was decided on a milestone, or on another with regard to it; oldest first."""
    rows = db.execute(
        "select * from decision where urn = ? or other = ? order by at, id", [urn, urn]
    )
    return [
        Ruling(from_time(r["at"]), r["verb"], r["urn"], r["other"], r["reason"], bool(r["person"]))
        for r in rows
    ]
