"""Clustering accounts into events, so that only the set of accounts counts and not their order.

Accounts with an exact date are anchors: they are clustered among themselves, day by day. Every
other account (about a date, no year, no date) joins the one anchored event that it fits best, or
clusters with others like it. So a change touches only its surroundings, however much is stored:

    a changed anchor      its component of like anchors, and the floating accounts that fit them
    a changed floater     the event it joins or joined, and the floating accounts that it fits

`resolve` finds these surroundings and clusters them; the result for them is the same as if all
accounts were clustered at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import combinations

from pipeline_common.dedupe.accounts import Account, Key, exact_days
from pipeline_common.dedupe.dates import window
from pipeline_common.dedupe.events import conflict, likeness

Cluster = tuple[Account, ...]  # of one event, most believed first
Near = Callable[[Account], Iterable[Account]]


def resolve(changed: Iterable[Account], near: Near) -> list[Cluster]:
    """Every cluster that the changed accounts can have an effect on.

    `near` finds the accounts that share a blocking key or a text with one. Where an account was
    taken away, the accounts that it was like are the changed ones. Clusters are disjoint and in a
    fixed order.
    """
    return _Resolution(near).run(changed)


def partition(component: Collection[Account]) -> list[Cluster]:
    """Like accounts together, likest first, but never two that conflict."""
    accounts = sorted(component, key=lambda a: a.key)
    scored = [
        (-score, a.key, b.key)
        for a, b in combinations(accounts, 2)
        if (score := likeness(a, b)) > 0
    ]
    cluster_of = {a.key: [a] for a in accounts}
    for _, one, other in sorted(scored):
        left, right = cluster_of[one], cluster_of[other]
        if left is right or any(conflict(a, b) for a in left for b in right):
            continue
        left.extend(right)
        for account in right:
            cluster_of[account.key] = left
    distinct = {id(c): c for c in cluster_of.values()}
    return [_ordered(c) for c in distinct.values()]


def _ordered(accounts: Iterable[Account]) -> Cluster:
    return tuple(sorted(accounts, key=lambda a: a.rank))


class _Resolution:
    """One call of `resolve`: remembers what it has looked up."""

    def __init__(self, near: Near) -> None:
        self._near = near
        self._like: dict[Key, list[Account]] = {}
        self._events: dict[Key, Cluster] = {}  # anchored cluster by the key of each of its anchors
        self._targets: dict[Key, Cluster | None] = {}

    def run(self, changed: Iterable[Account]) -> list[Cluster]:
        start = {a.key: a for a in changed}
        anchors = {
            member.key: member
            for a in start.values()
            if a.anchored
            for member in self._component(a, anchored=True)
        }
        floating = {a.key: a for a in start.values() if not a.anchored}
        floating |= self._around(anchors.values(), anchored=False)
        # what these joined before has lost them, or may have; and whom they were with stays behind
        anchors |= self._around(floating.values(), anchored=True)
        left = floating | self._around(floating.values(), anchored=False)
        events = {self._event(a)[0].key: self._event(a) for a in anchors.values()}
        clusters = [self._with_floating(event) for event in events.values()]
        clusters += self._loose(left.values())
        return sorted(clusters, key=lambda cluster: cluster[0].key)

    def _around(self, accounts: Iterable[Account], *, anchored: bool) -> dict[Key, Account]:
        return {
            other.key: other
            for account in accounts
            for other in self._neighbours(account)
            if other.anchored is anchored
        }

    def _loose(self, floating: Iterable[Account]) -> list[Cluster]:
        """Clusters of the floating accounts that join no event."""
        done: set[Key] = set()
        clusters: list[Cluster] = []
        for f in floating:
            if f.key not in done and self._target(f) is None:
                found = partition(self._component(f, anchored=False))
                done |= {a.key for cluster in found for a in cluster}
                clusters += found
        return clusters

    def _neighbours(self, account: Account) -> list[Account]:
        """Accounts that may tell of the same event."""
        if account.key not in self._like:
            others = {a.key: a for a in self._near(account) if a.key != account.key}
            self._like[account.key] = [
                a for _, a in sorted(others.items()) if likeness(account, a) > 0
            ]
        return self._like[account.key]

    def _component(self, account: Account, *, anchored: bool) -> list[Account]:
        """All that are connected with it through accounts of its sort."""
        found, waiting = {account.key: account}, [account]
        while waiting:
            for other in self._neighbours(waiting.pop()):
                if other.key in found or other.anchored is not anchored:
                    continue
                if anchored or self._target(other) is None:
                    found[other.key] = other
                    waiting.append(other)
        return list(found.values())

    def _event(self, anchor: Account) -> Cluster:
        if anchor.key not in self._events:
            for cluster in partition(self._component(anchor, anchored=True)):
                self._events |= {a.key: cluster for a in cluster}
        return self._events[anchor.key]

    def _target(self, floater: Account) -> Cluster | None:
        """The anchored event that a floating account joins: the likest, else the nearest one.

        None where it fits none, or two equally well.
        """
        if floater.key not in self._targets:
            anchors = [a for a in self._neighbours(floater) if a.anchored]
            fits: dict[Key, tuple[tuple[float, int], Cluster]] = {}
            for anchor in anchors:
                event = self._event(anchor)
                if any(conflict(floater, member) for member in event):
                    continue
                score = (likeness(floater, anchor), -_distance(floater, anchor))
                known = fits.get(event[0].key)
                if known is None or score > known[0]:
                    fits[event[0].key] = (score, event)
            best = sorted(fits.values(), key=lambda fit: fit[0], reverse=True)
            unclear = len(best) > 1 and best[0][0] == best[1][0]
            self._targets[floater.key] = best[0][1] if best and not unclear else None
        return self._targets[floater.key]

    def _with_floating(self, event: Cluster) -> Cluster:
        """The event with every floating account that joins it."""
        joining = {
            f.key: f
            for anchor in event
            for f in self._neighbours(anchor)
            if not f.anchored and self._target(f) is event
        }
        return _ordered([*event, *joining.values()])


def _distance(floater: Account, anchor: Account) -> int:
    """Days between the end of what a vague date means and an exact one; 0 where unknown."""
    days = window(floater.mention.date) if floater.mention.date else None
    exact = exact_days(anchor.mention.date)
    return abs((days[1] - exact[1]).days) if days and exact else 0
