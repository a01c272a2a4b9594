"""Merging the accounts of one event into the facts of its milestone.

A function of the set of accounts: whoever was recorded first is believed first, so evidence that
comes later makes a date more exact or adds parties and documents, and never turns one value into
another. Articles of low trust count as reports and supply no fact while another tells the event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.wording import resemblance, title_key
from pipeline_common.models import EventDate, Kind, Trust

_PRECISION = {"day": 0, "range": 0, "approx": 1, "month": 2, "day_noyear": 3, "range_noyear": 3}
_LEAST_PRECISE = 9
_SAME_TITLE = 0.75


@dataclass(frozen=True, slots=True)
class Facts:
    """What a milestone says, without its identity and its state.

    `birth` is the id that it gets if none of its accounts belongs to a published milestone: the one
    that a person chose, else that of the account which was recorded first.
    """

    birth: str
    kind: Kind
    date: EventDate | None
    places: tuple[str, ...]
    documents: tuple[str, ...]
    headline: str
    evidence: str
    attributes: Mapping[str, str]
    recorded: datetime
    changed: datetime
    backfill: bool


def merge(accounts: Sequence[Account]) -> Facts:
    """The facts of one event told by `accounts` (one or more, in any order).

    `backfill` holds where every account is of a back-filled article or tells the event in passing.
    """
    ranked = sorted(accounts, key=lambda a: a.rank)
    believed = [a for a in ranked if a.trust is not Trust.LOW] or ranked
    first = believed[0].mention
    born = min(accounts, key=lambda a: (a.recorded, a.key))
    return Facts(
        birth=max(a.ruled for a in accounts) or born.birth,
        kind=first.kind,
        date=_date(believed),
        places=_places(believed),
        documents=_documents(believed),
        headline=first.headline,
        evidence=first.evidence,
        attributes=_attributes(believed),
        recorded=min(a.recorded for a in accounts),
        changed=max(a.changed for a in accounts),
        backfill=all(a.backfill or a.mention.background for a in accounts),
    )


def _date(ranked: Sequence[Account]) -> EventDate | None:
    """The most exact date; of equally exact ones, that of the account believed first."""
    dates = [a.mention.date for a in ranked if a.mention.date is not None]
    return min(dates, key=lambda d: _PRECISION.get(d.precision, _LEAST_PRECISE), default=None)


def _places(ranked: Sequence[Account]) -> tuple[str, ...]:
    """Parties of the first account, and those that a fuller list or two other articles add."""
    places = list(ranked[0].mention.places)
    votes = Counter(
        place for _, place in {(a.article_id, p) for a in ranked[1:] for p in a.mention.places}
    )
    for account in ranked[1:]:
        fuller = set(places) <= set(account.mention.places)
        places += [
            place
            for place in account.mention.places
            if place not in places and (fuller or votes[place] >= 2)
        ]
    return tuple(places)


def _documents(ranked: Sequence[Account]) -> tuple[str, ...]:
    """Each document once, under the title that was recorded first."""
    kept: list[str] = []
    for title in (title for a in ranked for title in a.mention.documents):
        if not any(_same_document(title, other) for other in kept):
            kept.append(title)
    return tuple(kept)


def _same_document(one: str, other: str) -> bool:
    left, right = title_key(one), title_key(other)
    return left == right or resemblance(left, right) >= _SAME_TITLE


def _attributes(ranked: Iterable[Account]) -> Mapping[str, str]:
    merged: dict[str, str] = {}
    for account in ranked:
        merged = {**account.mention.attributes, **merged}
    return dict(sorted(merged.items()))
