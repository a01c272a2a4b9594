"""Accounts: a mention together with the article that tells it, as events are matched by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from pipeline_common.identity import milestone_id
from pipeline_common.models import EventDate, Mention, Trust

Key = tuple[str, int, int]

NEVER = datetime.min.replace(tzinfo=UTC)  # fetch time of what was not fetched
LONGEST_RANGE = 10  # days; a longer range does not name one event by its date alone


@dataclass(frozen=True, slots=True)
class Account:
    """One mention and what is known of its article.

    `copies` holds the ids of the articles with the same text; `index` counts the mentions of the
    article that start at the same letter, from 0; `ruled` is the id of the milestone that a person
    assigned it to, "" where nobody did.
    """

    article_id: str
    mention: Mention
    recorded: datetime  # first fetch of the article
    changed: datetime  # fetch of the version that the mention was read from
    trust: Trust = Trust.NORMAL
    backfill: bool = False
    copies: frozenset[str] = frozenset()
    index: int = 0
    ruled: str = ""

    @property
    def key(self) -> Key:
        """What names the account: article, start of the evidence, index."""
        return self.article_id, self.mention.start, self.index

    @property
    def birth(self) -> str:
        """The id of a milestone that is first told by this account."""
        suffix = f"+{self.index}" if self.index else ""
        return milestone_id(self.article_id + suffix, self.mention.start)

    @property
    def rank(self) -> tuple[bool, bool, datetime, Key]:
        """Sorts by how far it is believed: trusted, reported as news, early."""
        return (
            self.trust is Trust.LOW,
            self.mention.background,
            self.recorded,
            self.key,
        )

    @property
    def anchored(self) -> bool:
        """Whether its date names the event by itself: a known day or a short range."""
        return exact_days(self.mention.date) is not None


def indexes(mentions: Iterable[Mention]) -> list[tuple[int, Mention]]:
    """Each mention with its `Account.index`."""
    seen: Counter[int] = Counter()
    numbered = []
    for mention in mentions:
        numbered.append((seen[mention.start], mention))
        seen[mention.start] += 1
    return numbered


def least_trust(*levels: Trust) -> Trust:
    """The lowest of some trust levels."""
    return max(levels, key=list(Trust).index)


@lru_cache(maxsize=1 << 14)
def exact_days(when: EventDate | None) -> tuple[date, date] | None:
    """First and last day of a date that is exact to the day, else None."""
    if when is None or when.precision not in ("day", "range"):
        return None
    bounds = when.bounds
    if bounds is None or not 0 <= (bounds[1] - bounds[0]).days <= LONGEST_RANGE:
        return None
    return bounds
