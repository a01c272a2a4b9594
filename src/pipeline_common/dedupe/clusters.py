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
from pipeline_common.dedupe.bundles import Bundle, bundle, conflict, likeness, related, signature
from pipeline_common.dedupe.dates import window
from pipeline_common.dedupe.events import score
from pipeline_common.models import Mention

Cluster = tuple[Account, ...]  # of one event, most believed first
Near = Callable[[Mention, Collection[str]], Iterable[Account]]

_Event = tuple[Bundle, ...]  # in the order of their keys


def resolve(changed: Iterable[Account], near: Near) -> list[Cluster]:
    """Every cluster that the changed accounts can have an effect on.

    `near` finds the accounts that share a blocking key with a mention, and all of the articles with
    the given ids. Where an account was taken away, the accounts that it was like are the changed
    ones. Clusters are disjoint and in a fixed order.
    """
    clusters = [
        tuple(sorted((a for b in event for a in b.members), key=lambda a: a.rank))
        for event in _Resolution(near).run(changed)
    ]
    return sorted(clusters, key=lambda cluster: cluster[0].key)


def partition(component: Collection[Bundle]) -> list[_Event]:
    """Like bundles together, likest first, but never two that conflict."""
    bundles = sorted(component, key=lambda b: b.key)
    scored = [
        (-like, a.key, b.key) for a, b in combinations(bundles, 2) if (like := likeness(a, b)) > 0
    ]
    event_of = {b.key: [b] for b in bundles}
    for _, one, other in sorted(scored):
        left, right = event_of[one], event_of[other]
        if left is right or any(conflict(a, b) for a in left for b in right):
            continue
        left.extend(right)
        for member in right:
            event_of[member.key] = left
    distinct = {id(event): event for event in event_of.values()}
    return [tuple(sorted(event, key=lambda b: b.key)) for event in distinct.values()]


class _Resolution:
    """One call of `resolve`: remembers what it has looked up."""

    def __init__(self, near: Near) -> None:
        self._near = near
        self._bundles: dict[tuple[object, ...], Bundle] = {}
        self._like: dict[Key, list[Bundle]] = {}
        self._events: dict[Key, _Event] = {}  # anchored event by the key of each of its bundles
        self._targets: dict[Key, _Event | None] = {}

    def run(self, changed: Iterable[Account]) -> list[_Event]:
        start = {b.key: b for b in map(self._bundle, changed)}
        anchors = {
            member.key: member
            for b in start.values()
            if b.anchored
            for member in self._component(b, anchored=True)
        }
        floating = {b.key: b for b in start.values() if not b.anchored}
        floating |= self._around(anchors.values(), anchored=False)
        # what these joined before has lost them, or may have; and whom they were with stays behind
        anchors |= self._around(floating.values(), anchored=True)
        left = floating | self._around(floating.values(), anchored=False)
        events = {self._event(b)[0].key: self._event(b) for b in anchors.values()}
        return [self._with_floating(event) for event in events.values()] + self._loose(
            left.values()
        )

    def _bundle(self, account: Account) -> Bundle:
        """The bundle of an account, complete."""
        sign = signature(account)
        if sign not in self._bundles:
            alike = {account.key: account}
            if sign != account.key:
                found = self._near(account.mention, ())
                alike |= {a.key: a for a in found if signature(a) == sign}
            self._bundles[sign] = bundle(alike.values())
        return self._bundles[sign]

    def _neighbours(self, of: Bundle) -> list[Bundle]:
        """Bundles that may tell of the same event."""
        if of.key not in self._like:
            found = [
                a
                for a in self._near(of.mention, of.articles | of.copies)
                if score(of.mention, a.mention, copied=a.article_id in of.copies) > 0
            ]
            others = {b.key: b for b in map(self._bundle, found) if b.key != of.key}
            self._like[of.key] = [b for _, b in sorted(others.items()) if related(of, b)]
        return self._like[of.key]

    def _around(self, bundles: Iterable[Bundle], *, anchored: bool) -> dict[Key, Bundle]:
        return {
            other.key: other
            for b in bundles
            for other in self._neighbours(b)
            if other.anchored is anchored
        }

    def _component(self, start: Bundle, *, anchored: bool) -> list[Bundle]:
        """All that are connected with it through bundles of its sort."""
        found, waiting = {start.key: start}, [start]
        while waiting:
            for other in self._neighbours(waiting.pop()):
                if other.key in found or other.anchored is not anchored:
                    continue
                if anchored or self._target(other) is None:
                    found[other.key] = other
                    waiting.append(other)
        return list(found.values())

    def _event(self, anchor: Bundle) -> _Event:
        if anchor.key not in self._events:
            for event in partition(self._component(anchor, anchored=True)):
                self._events |= {b.key: event for b in event}
        return self._events[anchor.key]

    def _loose(self, floating: Iterable[Bundle]) -> list[_Event]:
        """Events of the floating accounts that join no anchored one."""
        done: set[Key] = set()
        events: list[_Event] = []
        for f in floating:
            if f.key not in done and self._target(f) is None:
                found = partition(self._component(f, anchored=False))
                done |= {b.key for event in found for b in event}
                events += found
        return events

    def _target(self, floater: Bundle) -> _Event | None:
        """The anchored event that a floating account joins: the likest, else the nearest one.

        None where it fits none, or two equally well.
        """
        if floater.key not in self._targets:
            fits: dict[Key, tuple[tuple[float, int], _Event]] = {}
            for anchor in self._neighbours(floater):
                event = self._event(anchor) if anchor.anchored else ()
                if not event or any(conflict(floater, member) for member in event):
                    continue
                fit = (likeness(floater, anchor), -_distance(floater.mention, anchor.mention))
                known = fits.get(event[0].key)
                if known is None or fit > known[0]:
                    fits[event[0].key] = (fit, event)
            best = sorted(fits.values(), key=lambda found: found[0], reverse=True)
            unclear = len(best) > 1 and best[0][0] == best[1][0]
            self._targets[floater.key] = best[0][1] if best and not unclear else None
        return self._targets[floater.key]

    def _with_floating(self, event: _Event) -> _Event:
        """The event with every floating account that joins it."""
        joining = {
            f.key: f
            for anchor in event
            for f in self._neighbours(anchor)
            if not f.anchored and self._target(f) is event
        }
        return (*event, *joining.values())


def _distance(floater: Mention, anchor: Mention) -> int:
    """Days between the end of what a vague date means and an exact one; 0 where unknown."""
    days = window(floater.date) if floater.date else None
    exact = exact_days(anchor.date)
    return abs((days[1] - exact[1]).days) if days and exact else 0
