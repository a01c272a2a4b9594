"""Accounts: a mention together with the article that tells it, as events are matched by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pipeline_common.models import EventDate, Mention, Reading, Trust

NEVER = datetime.min.replace(tzinfo=UTC)  # fetch time of what was not fetched
LONGEST_RANGE = 10  # days; a longer range does not name one event by its date alone


@dataclass(frozen=True, slots=True)
class Account:
    """One mention and what is known of its article.

    `copies` holds the ids of the articles with the same text.
    """

    article_id: str
    mention: Mention
    recorded: datetime  # first fetch of the article
    changed: datetime  # fetch of the version that the mention was read from
    trust: Trust = Trust.NORMAL
    backfill: bool = False
    copies: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, int]:
        """What names the account: article and start of the evidence."""
        return self.article_id, self.mention.start

    @property
    def rank(self) -> tuple[bool, bool, datetime, str, int]:
        """Sorts by how far it is believed: trusted, reported as news, early."""
        return (
            self.trust is Trust.LOW,
            self.mention.background,
            self.recorded,
            self.article_id,
            self.mention.start,
        )

    @property
    def anchored(self) -> bool:
        """Whether its date names the event by itself: a known day or a short range."""
        return exact_days(self.mention.date) is not None


def accounts_of(reading: Reading, copies: Iterable[str] = ()) -> list[Account]:
    """The accounts of one article; `copies` are the articles with the same text.

    An article without fetch time sorts before all others.
    """
    article = reading.article
    fetched = article.fetched_at or NEVER
    return [
        Account(
            article.id,
            mention,
            recorded=fetched,
            changed=fetched,
            trust=least_trust(article.trust, reading.extraction.trust),
            backfill=article.backfill,
            copies=frozenset(copies),
        )
        for mention in reading.extraction.mentions
    ]


def least_trust(*levels: Trust) -> Trust:
    """The lowest of some trust levels."""
    return max(levels, key=list(Trust).index)


def exact_days(when: EventDate | None) -> tuple[date, date] | None:
    """First and last day of a date that is exact to the day, else None."""
    if when is None or when.precision not in ("day", "range"):
        return None
    bounds = when.bounds
    if bounds is None or not 0 <= (bounds[1] - bounds[0]).days <= LONGEST_RANGE:
        return None
    return bounds
