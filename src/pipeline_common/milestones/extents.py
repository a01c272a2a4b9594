"""The extent of a plan or zone: what 赣江新区 or 长春都市圈 spans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline_common.milestones.place_context import Party, PlaceContext, carried, spell, unique
from pipeline_common.regions.divisions import Level
from pipeline_common.regions.gazetteer import find_division
from pipeline_common.regions.matching import PlaceMatch
from pipeline_common.regions.roles import Role

_PLANNED = re.compile(r"都市圈|城市群|经济区|经济带|新区|示范区|试验区|合作区|城镇体系")
_TOLD = re.compile(
    r"(?:范围|面积)[^。；\n]{0,12}?(?:包括|涵盖|覆盖|包含|含|涉及|为|：)|规划提出|"
    r"由[^。；\n]{0,12}(?:组成|构成)"
)
_REACH = 300  # characters behind the clause
_RIGHT_BEHIND = 30
_TO_FIRST_PLACE = 20


def find_extent(
    context: PlaceContext,
    parties: Sequence[Party],
    by_role: Mapping[Role, Sequence[PlaceMatch]],
    start: int,
    end: int,
) -> list[Party] | None:
    """The area of a plan or zone that one place names; None if the clause is about something else.

    A zone is spelled out where its extent is told (赣江新区范围包括 ...), else it stands itself.
    """
    if len(parties) > 1 or not _PLANNED.search(context.text, start, end):
        return None
    own = unique([*parties, *spell(by_role[Role.TITLE], Role.TITLE.value)])
    if len(own) != 1:
        return None
    told = _where_told(context, own[0].name, start, end)
    division = find_division(own[0].name)
    if division is not None and division.level is Level.ZONE:
        if told is None or len(division.within) < 2:
            return own
        return [Party(n, "extent", told.start(), told.end()) for n in division.within]
    if told is not None:
        for group in context.groups_between(told.end() - 2, told.end() + _TO_FIRST_PLACE):
            if len(group.names) > 1:
                return unique([*own, *carried(group, "extent")])
    titled = any(own[0].name in m.names for m in by_role[Role.TITLE])
    return own if titled else None


def _where_told(context: PlaceContext, name: str, start: int, end: int) -> re.Match[str] | None:
    """Where the plan's extent is told: right behind the clause, or in a sentence that names it."""
    for found in _TOLD.finditer(context.text, start, min(len(context.text), end + _REACH)):
        sentence = context.text[context.sentence_of(found.start()) : found.end()]
        if found.start() - end < _RIGHT_BEHIND or name in sentence:
            return found
    return None
