"""The parties of an event: which places a clause ties together.

A clause seldom names them all: they are spelled out of collectives (京津冀), read off a line
(昌九高铁), carried over from the text before (两市, 三地) or found in the title it is about. Rules
and examples: corpus guide, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline_common.regions.gazetteer import How, contains
from pipeline_common.regions.groups import Group, find_groups
from pipeline_common.regions.matching import PlaceMatch, find_places
from pipeline_common.regions.references import find_counts, find_homes
from pipeline_common.regions.roles import Role, roles_of

NATION = "全国"


@dataclass(frozen=True, slots=True)
class Party:
    """One party: short name, and the words that gave it (`text[start:end]`) and how."""

    name: str
    how: str  # "named", "collective", "line", "home", "carried over", "title" ...
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """Everything about the places of one article that does not depend on the clause."""

    text: str
    home: str | None
    matches: tuple[PlaceMatch, ...]
    roles: tuple[Role, ...]
    groups: tuple[Group, ...]


def read_places(text: str, home: str | None = None) -> PlaceContext:
    """The places of a whole article (headline first), normalised and simplified.

    `home` is who 我市 and 我省 are, as a short name.
    """
    matches = find_places(text)
    roles = roles_of(text, matches)
    return PlaceContext(text, home, matches, roles, find_groups(text, matches, roles))


def find_parties(context: PlaceContext, start: int, end: int) -> tuple[Party, ...]:
    """The parties of the event that `context.text[start:end]` asserts, most certain first.

    Empty if nothing in the clause or before it names a place.
    """
    by_role = _by_role(context, start, end)
    parties = _stated(context, by_role, start, end)
    counts = [r.count for r in find_counts(context.text, start, end)]
    if counts and (found := _counted(context, parties, counts, start, end)):
        return found
    if len(parties) < 2:
        parties = _completed(context, parties, by_role, start, end)
    if not parties and _NATIONWIDE.search(context.text, start, end):
        parties = [Party(NATION, "nation-wide", start, end)]
    return tuple(parties)


_NATIONWIDE = re.compile(r"全国|跨省|异地")
_SCOPE = re.compile(r"(?:范围|面积)?[^。；\n]{0,12}?(?:包括|涵盖|覆盖|包含|含|涉及)|规划提出")
_SENTENCE_END = re.compile(r"[。！？\n]")


def _by_role(context: PlaceContext, start: int, end: int) -> dict[Role, list[PlaceMatch]]:
    found: dict[Role, list[PlaceMatch]] = {role: [] for role in Role}
    for match, role in zip(context.matches, context.roles, strict=True):
        if start <= match.start < end:
            found[role].append(match)
    return found


def _stated(
    context: PlaceContext, by_role: dict[Role, list[PlaceMatch]], start: int, end: int
) -> list[Party]:
    for role in (Role.CONNECTED, Role.SEGMENT, Role.LINE):
        parties = _unique(_spell(by_role[role], role.value))
        if len(parties) > 1:
            return parties
    homes = [
        Party(r.home, "home", r.start, r.end)
        for r in find_homes(context.text, start, end, context.home)
    ]
    named = [m for m in by_role[Role.PARTY] if m.how in (How.NAME, How.ALIAS)]
    grouped = [m for m in by_role[Role.PARTY] if m not in named]
    own = _unique([*_spell(named, "named"), *homes])
    if len(own) > 1:
        members = {p.name for p in own}
        grouped = [m for m in grouped if members.isdisjoint(m.names) and not _covers(m, members)]
    lines = _spell([*by_role[Role.LINE], *by_role[Role.SEGMENT]], "line") if not own else []
    return _unique(
        sorted([*own, *_spell(grouped, "collective"), *lines], key=lambda p: (p.start, p.end))
    )


def _covers(match: PlaceMatch, members: Iterable[str]) -> bool:
    return all(any(contains(outer, m) for outer in match.names) for m in members)


def _spell(matches: Iterable[PlaceMatch], how: str) -> list[Party]:
    return [Party(name, how, m.start, m.end) for m in matches for name in m.names]


def _unique(parties: Iterable[Party]) -> list[Party]:
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.name, party)
    return list(found.values())


def _counted(
    context: PlaceContext, parties: Sequence[Party], counts: Sequence[int], start: int, end: int
) -> tuple[Party, ...]:
    """The group that 两市 or 四省 refers to; empty if the clause itself names that many."""
    if len(parties) in counts:
        return ()
    wanted = counts[-1]
    for group in _nearest(context, start, end):
        if len(group.names) == wanted and {p.name for p in parties} <= set(group.names):
            return tuple(Party(n, "carried over", group.start, group.end) for n in group.names)
    return ()


def _nearest(context: PlaceContext, start: int, end: int) -> list[Group]:
    """Groups before the clause, the nearest first, then those after it."""
    before = [g for g in context.groups if g.end <= start]
    after = [g for g in context.groups if g.start >= end]
    return [*reversed(before), *after]


def _completed(
    context: PlaceContext,
    parties: list[Party],
    by_role: dict[Role, list[PlaceMatch]],
    start: int,
    end: int,
) -> list[Party]:
    for role in (Role.COMPANY, Role.ASIDE, Role.TITLE):
        added = _unique([*parties, *_spell(by_role[role], role.value)])
        if len(added) > 1:
            return added
    text = context.text
    opening = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start)), default=0)
    for group in _nearest(context, start, end):
        if len(group.names) < 2 or group.titled:
            continue
        near = opening <= group.start or group.start < end
        if parties and not ({p.name for p in parties} & set(group.names)) and not near:
            continue
        carried = [Party(n, "carried over", group.start, group.end) for n in group.names]
        return _unique([*carried, *(p for p in parties if not _contained(p, carried))])
    venue = _unique([*parties, *_spell(by_role[Role.VENUE], "venue")])
    return venue


def _contained(party: Party, others: Iterable[Party]) -> bool:
    return any(contains(party.name, o.name) for o in others)
