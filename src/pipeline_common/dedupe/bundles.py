"""Bundles: accounts that say the same in the same words, taken as one while events are clustered.

A text that a hundred outlets reprint has to be compared with the others once and not a hundred
times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline_common.dedupe.accounts import Account, Key
from pipeline_common.dedupe.events import contradict, repeats, score
from pipeline_common.models import Mention


@dataclass(frozen=True)
class Bundle:
    """One or more accounts with one wording, in the order of their keys."""

    members: tuple[Account, ...]

    @cached_property
    def key(self) -> Key:
        """Names the bundle."""
        return self.members[0].key

    @cached_property
    def mention(self) -> Mention:
        """What all members say."""
        return self.members[0].mention

    @cached_property
    def anchored(self) -> bool:
        """Whether the date names the event by itself."""
        return self.members[0].anchored

    @cached_property
    def articles(self) -> frozenset[str]:
        """Ids of the articles that say it."""
        return frozenset(a.article_id for a in self.members)

    @cached_property
    def copies(self) -> frozenset[str]:
        """Ids of the articles with the same text as one of these."""
        return frozenset().union(*(a.copies for a in self.members))


def signature(account: Account) -> tuple[object, ...]:
    """What accounts of one bundle have in common; one that is not anchored stays by itself."""
    mention = account.mention
    if not account.anchored or not mention.places:
        return account.key
    return (
        mention.kind,
        mention.date,
        mention.places,
        mention.documents,
        mention.headline,
        mention.evidence,
    )


def bundle(accounts: Iterable[Account]) -> Bundle:
    """The bundle of accounts that have one signature."""
    return Bundle(tuple(sorted(accounts, key=lambda a: a.key)))


def related(one: Bundle, other: Bundle) -> bool:
    """Whether by their words both may tell of one event, as `events.related`.

    Stays true however many accounts join the bundles.
    """
    return _score(one, other) > 0 and not contradict(one.mention, other.mention)


def likeness(one: Bundle, other: Bundle) -> float:
    """How sure it is that both tell of one event, as `events.likeness`."""
    like = _score(one, other)
    return 0.0 if like and conflict(one, other) else like


def conflict(one: Bundle, other: Bundle) -> bool:
    """Whether something says that they are different events, as `events.conflict`."""
    shared = one.articles & other.articles
    apart = any(
        a.article_id == b.article_id and not repeats(a.mention, b.mention)
        for a in one.members
        if a.article_id in shared
        for b in other.members
        if b.article_id in shared
    )
    return apart or contradict(one.mention, other.mention)


def _score(one: Bundle, other: Bundle) -> float:
    copied = not one.copies.isdisjoint(other.articles) or not other.copies.isdisjoint(one.articles)
    return score(one.mention, other.mention, copied=copied)
