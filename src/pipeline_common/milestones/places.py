"""The parties of an event: which places a clause ties together.

A clause seldom names them all: they are spelled out of collectives (京津冀), read off a line
(昌九高铁), carried over from the text before (两市, 三地) or found in the title it is about. Rules
and examples: corpus guide, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline_common.regions.divisions import Level
from pipeline_common.regions.gazetteer import How, contains, find_division
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
    if home is not None:
        matches = tuple(sorted((*matches, *find_homes(text, home)), key=lambda m: m.start))
    roles = roles_of(text, matches)
    return PlaceContext(text, home, matches, roles, find_groups(text, matches, roles))


def find_parties(context: PlaceContext, start: int, end: int) -> tuple[Party, ...]:
    """The parties of the event that `context.text[start:end]` asserts, most certain first.

    Empty if nothing in the clause or before it names a place.
    """
    by_role = _by_role(context, start, end)
    parties = _stated(context, by_role, start, end)
    counts = [c.number for c in find_counts(context.text, start, end)]
    if counts and (found := _counted(context, parties, counts, start, end)):
        return found
    if (area := _area(context, parties, by_role, start, end)) is not None:
        return tuple(area)
    if len(parties) < 2:
        parties = _completed(context, parties, by_role, start, end)
    if not parties and _NATIONWIDE.search(context.text, start, end):
        parties = [Party(NATION, "nation-wide", start, end)]
    return tuple(parties)


_NATIONWIDE = re.compile(r"全国|跨省|异地")
_SCOPE = re.compile(
    r"(?:范围|面积)[^。；\n]{0,12}?(?:包括|涵盖|覆盖|包含|含|涉及|为|：)|规划提出|由[^。；\n]{0,12}(?:组成|构成)"
)
_SCOPE_REACH = 300  # characters
_CARRY_REACH = 400
_PLANNED_AREA = re.compile(r"都市圈|城市群|经济区|经济带|新区|示范区|试验区|城镇体系")
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
    homes = [m for m in by_role[Role.PARTY] if m.how is How.HOME]
    named = [m for m in by_role[Role.PARTY] if m.how in (How.NAME, How.ALIAS)]
    for role in (Role.CONNECTED, Role.SEGMENT, Role.LINE):
        if role is Role.LINE and homes and named:
            break  # 我省进入山东的德上高速: the two provinces, not the far ends
        parties = _unique(_spell(by_role[role], role.value))
        if len(parties) > 1:
            return parties
    grouped = [m for m in by_role[Role.PARTY] if m not in named and m not in homes]
    own = _unique([*_spell(named, "named"), *_spell(homes, "home")])
    if len(own) == 1 and any(_covers(m, {own[0].name}) for m in grouped):
        own = []  # 上栗 builds a park of 江西 and 湖南
    if len(own) > 1:
        members = {p.name for p in own}
        grouped = [m for m in grouped if members.isdisjoint(m.names) and not _covers(m, members)]
    lines: list[Party] = []
    if len(own) < 2:
        lines = _spell([*by_role[Role.LINE], *by_role[Role.SEGMENT]], "line")
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
    for group in _nearest(context, start, end):
        if len(group.names) == counts[-1] and all(_fits(p.name, group.names) for p in parties):
            return tuple(Party(n, "carried over", group.start, group.end) for n in group.names)
    if scattered := _scattered(context, parties, counts[-1], start):
        return scattered
    home = context.home
    if home is not None and len(parties) + 1 in counts and not _related(home, parties):
        return (*parties, Party(home, "home", start, end))  # 赴龙游考察，两县签订: the paper's own
    return ()


def _scattered(
    context: PlaceContext, parties: Sequence[Party], wanted: int, start: int
) -> tuple[Party, ...]:
    """The places of the nearest sentence before the clause, if it names exactly that many."""
    end = start
    while end > 0:
        opening = max(
            (m.end() for m in _SENTENCE_END.finditer(context.text, 0, end - 1)), default=0
        )
        found = _unique(
            Party(name, "carried over", group.start, group.end)
            for group in context.groups
            if opening <= group.start < end and not group.titled
            for name in group.names
        )
        names = [p.name for p in found]
        if len(found) == wanted and all(_fits(p.name, names) for p in parties):
            return tuple(found)
        if start - opening > _CARRY_REACH:
            break
        end = opening
    return ()


def _related(home: str, parties: Sequence[Party]) -> bool:
    return any(p.name == home or contains(p.name, home) or contains(home, p.name) for p in parties)


def _fits(name: str, members: Sequence[str]) -> bool:
    return name in members or any(contains(name, m) for m in members)


def _area(
    context: PlaceContext,
    parties: Sequence[Party],
    by_role: dict[Role, list[PlaceMatch]],
    start: int,
    end: int,
) -> list[Party] | None:
    """The area of a plan or zone that is named by one place; None if it is something else.

    A zone is spelled out where the text tells its extent (赣江新区范围包括 ...).
    """
    if len(parties) > 1:
        return None
    own = _unique([*parties, *_spell(by_role[Role.TITLE], Role.TITLE.value)])
    zones = [p for p in own if (d := find_division(p.name)) and d.level is Level.ZONE]
    if len(own) != 1 or not _PLANNED_AREA.search(context.text, start, end):
        return None
    scope = _scope(context.text, own[0].name, start, end)
    if zones:
        division = find_division(zones[0].name)
        if scope is None or division is None or len(division.within) < 2:
            return zones
        return [Party(n, "extent", scope.start(), scope.end()) for n in division.within]
    if scope is not None:
        for group in context.groups:
            if scope.end() - 2 <= group.start <= scope.end() + 20 and len(group.names) > 1:
                extent = [Party(n, "extent", group.start, group.end) for n in group.names]
                return _unique([*own, *extent])
    return own if any(m.names[0] == own[0].name for m in by_role[Role.TITLE]) else None


def _scope(text: str, name: str, start: int, end: int) -> re.Match[str] | None:
    """Where the extent of the plan of `name` is told: right behind, or in a sentence naming it."""
    for found in _SCOPE.finditer(text, start, min(len(text), end + _SCOPE_REACH)):
        opening = max((m.end() for m in _SENTENCE_END.finditer(text, 0, found.start())), default=0)
        if found.start() - end < 30 or name in text[opening : found.end()]:
            return found
    return None


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
    for role in (Role.COMPANY, Role.TITLE, Role.ASIDE):
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
    return _unique([*parties, *_spell(by_role[Role.VENUE], Role.VENUE.value)])


def _contained(party: Party, others: Iterable[Party]) -> bool:
    return any(contains(party.name, o.name) for o in others)
