"""The parties of an event: which places a clause ties together.

A clause seldom names them all: they are spelled out of collectives (京津冀), read off a line
(昌九高铁), carried over from the text before (两市, 三地) or found in the title it is about. Rules
and examples: corpus guide, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline_common.milestones.carrying import complete, resolve_count
from pipeline_common.milestones.extents import find_extent
from pipeline_common.milestones.place_context import Party, PlaceContext, read_places, spell, unique
from pipeline_common.regions.gazetteer import How, contains
from pipeline_common.regions.matching import PlaceMatch
from pipeline_common.regions.references import find_counts
from pipeline_common.regions.roles import Role

__all__ = ["NATION", "Party", "PlaceContext", "find_parties", "read_places"]

NATION = "全国"
_NATIONWIDE = re.compile(r"全国|跨省|异地")


def find_parties(context: PlaceContext, start: int, end: int) -> tuple[Party, ...]:
    """The parties of the event that `context.text[start:end]` asserts, in the order of the text.

    Empty if nothing in the clause or around it names a place.
    """
    by_role = context.by_role(start, end)
    parties = _stated(by_role)
    counts = [c.number for c in find_counts(context.text, start, end)]
    found = resolve_count(context, parties, counts, start, end)
    if found is None:
        found = find_extent(context, parties, by_role, start, end)
    if found is None and len(parties) < 2:
        found = complete(context, parties, by_role, start, end)
    if found is None:
        found = parties
    if not found and _NATIONWIDE.search(context.text, start, end):
        found = [Party(NATION, "nation-wide", start, end)]
    return tuple(found)


def _stated(by_role: Mapping[Role, Sequence[PlaceMatch]]) -> list[Party]:
    """The parties that the clause itself names."""
    homes = [m for m in by_role[Role.PARTY] if m.how is How.HOME]
    named = [m for m in by_role[Role.PARTY] if m.how in (How.NAME, How.ALIAS)]
    for role in (Role.CONNECTED, Role.SEGMENT, Role.LINE):
        if role is Role.LINE and homes and named:
            break  # 我省进入山东的德上高速: the two provinces, not the far ends
        ends = unique(spell(by_role[role], role.value))
        if len(ends) > 1:
            return ends
    grouped = [m for m in by_role[Role.PARTY] if m not in named and m not in homes]
    own = unique([*spell(named, "named"), *spell(homes, "home")])
    if len(own) == 1 and any(_covers(m, own) for m in grouped):
        own = []  # 上栗 builds a park of 江西 and 湖南
    if len(own) > 1:
        members = {p.name for p in own}
        grouped = [m for m in grouped if members.isdisjoint(m.names) and not _covers(m, own)]
    lines = [*by_role[Role.LINE], *by_role[Role.SEGMENT]] if len(own) < 2 else []
    found = [*own, *spell(grouped, "collective"), *spell(lines, "line")]
    return unique(sorted(found, key=lambda p: (p.start, p.end)))


def _covers(match: PlaceMatch, members: Iterable[Party]) -> bool:
    """Whether each member lies in one of the places of a collective."""
    return all(any(contains(outer, m.name) for outer in match.names) for m in members)
