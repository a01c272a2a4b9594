"""A person's hand on the record: merge, split, hide, edit. Each takes a reason, which is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from pipeline_common.dedupe.accounts import Account
from pipeline_common.errors import RulingError
from pipeline_common.identity import milestone_id
from pipeline_common.models import Milestone, Status
from pipeline_common.store import publication, rulings
from pipeline_common.store.ingest import resettle
from pipeline_common.store.mentions import Accounts
from pipeline_common.store.reading import get


def merge(db: sqlite3.Connection, ident: str, into: str, *, reason: str, now: datetime) -> str:
    """Take two milestones for one event; the id that stays. The other leads to it.

    Raises NotFoundError, RulingError where both are one already.
    """
    gone, kept = get(db, ident).id, get(db, into).id
    if gone == kept:
        raise RulingError("is merged with it already", subject=gone)
    _need_accounts(db, kept)
    _settle_as(db, [(kept, _accounts(db, [gone, kept]))], (kept, "merge", gone), reason, now)
    return kept


def split(
    db: sqlite3.Connection, ident: str, articles: Sequence[str], *, reason: str, now: datetime
) -> str:
    """Make what some articles (their ids or addresses) tell an event of its own; its new id.

    The others keep the id that there was. Raises NotFoundError, RulingError where none would stay
    or none would go.
    """
    urn = get(db, ident).id
    accounts = _need_accounts(db, urn)
    keys = {
        row["key"]
        for wanted in articles
        for row in db.execute("select key from article where key = ? or url = ?", [wanted, wanted])
    }
    moving = [a for a in accounts if a.article_id in keys]
    staying = [a for a in accounts if a.article_id not in keys]
    if not moving or not staying:
        who = "every article" if moving else "no such article"
        raise RulingError(
            f"{who} tells it", subject=urn, advice="name some of those that `coopfeed show` lists"
        )
    first = min(moving, key=lambda a: (a.recorded, a.key))
    fresh = milestone_id(f"{first.article_id}+split {urn}", first.mention.start)
    _settle_as(db, [(urn, staying), (fresh, moving)], (fresh, "split", urn), reason, now)
    return fresh


def hide(
    db: sqlite3.Connection, ident: str, *, hidden: bool, reason: str, now: datetime
) -> Milestone:
    """Take a milestone out of everything that is published, or bring it back.

    Raises NotFoundError, RulingError where it is neither active nor hidden.
    """
    milestone = get(db, ident)
    if milestone.status not in (Status.ACTIVE, Status.HIDDEN):
        raise RulingError(f"it is {milestone.status}", subject=milestone.id)
    publication.set_hidden(db, milestone.id, hidden=hidden)
    verb = "hide" if hidden else "show"
    rulings.note(db, milestone.id, verb, "", at=now, reason=reason, person=True)
    return get(db, milestone.id)


def edit(
    db: sqlite3.Connection,
    ident: str,
    field: str,
    value: str | None,
    *,
    reason: str,
    now: datetime,
) -> Milestone:
    """Set a field for good, or with None give it back to what the reports say.

    Raises NotFoundError, RulingError for a field or a value that will not do.
    """
    urn = get(db, ident).id
    rulings.set_value(db, urn, field, value)
    verb = "unedit" if value is None else "edit"
    _settle_as(db, [], (urn, verb, field), reason, now)
    return get(db, urn)


def _settle_as(
    db: sqlite3.Connection,
    rules: Iterable[tuple[str, Sequence[Account]]],
    decision: tuple[str, str, str],
    reason: str,
    now: datetime,
) -> None:
    """Carry out a decision (milestone, verb, other) that assigns accounts to milestones."""
    urn, verb, other = decision
    for target, accounts in rules:
        for account in accounts:
            rulings.rule(db, account, target)
    rulings.note(db, urn, verb, other, at=now, reason=reason, person=True)
    resettle(db, _rows(db, [urn, other]), now)


def _need_accounts(db: sqlite3.Connection, urn: str) -> list[Account]:
    accounts = _accounts(db, [urn])
    if not accounts:
        raise RulingError("no article tells it any more", subject=urn)
    return accounts


def _accounts(db: sqlite3.Connection, urns: Sequence[str]) -> list[Account]:
    return Accounts(db).read(sorted(_rows(db, urns)))


def _rows(db: sqlite3.Connection, urns: Sequence[str]) -> set[int]:
    """Rows of the mentions that tell these milestones, or are ruled to."""
    return {
        row["id"]
        for urn in urns
        for row in db.execute(
            "select m.id from mention m join milestone s on s.id = m.milestone where s.urn = ?"
            " union select id from mention where ruled = ?",
            [urn, urn],
        )
    }
