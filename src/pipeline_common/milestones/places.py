"""The parties of an event: which places a clause ties together.

A clause seldom names them all: they are spelled out of collectives (京津冀), read off a line
(昌九高铁), carried over from the text before (两市, 三地) or found in the title it is about. The
most specific party counts (浙江温州 is 温州), and the venue only where nobody else is named.
"""

from __future__ import annotations

import re

from pipeline_common.milestones.carrying import complete, localise, resolve_count, specify
from pipeline_common.milestones.extents import find_extent
from pipeline_common.milestones.naming import name_parties
from pipeline_common.milestones.place_context import Party, PlaceContext, read_places
from pipeline_common.regions.references import find_counts

__all__ = ["NATION", "Party", "PlaceContext", "find_parties", "read_places"]

NATION = "全国"
_SERVICE = re.compile(
    r"全国(?!首|第|最|唯|人大|政协|两会|各|累计)[^，。；\n]{0,12}(?:跨省|异地|通办|联网|互认|一网|漫游)"
)
_NATIONWIDE = re.compile(r"全国|跨省|异地")


def find_parties(context: PlaceContext, start: int, end: int) -> tuple[Party, ...]:
    """The parties of the event that `context.text[start:end]` asserts, in the order of the text.

    Empty if nothing in the clause or around it names a place.
    """
    by_role = context.by_role(start, end)
    parties = name_parties(by_role)
    counts = list(find_counts(context.text, start, end))
    found = resolve_count(context, parties, counts, start, end)
    if found is None:
        found = specify(context, parties, end)
    if found is None:
        found = localise(context, parties, by_role, start, end)
    if found is None:
        found = find_extent(context, parties, by_role, start, end)
    if not parties and found is None and _SERVICE.search(context.text, start, end):
        found = [Party(NATION, "nation-wide", start, end)]
    if found is None and len(parties) < 2:
        found = complete(context, parties, by_role, start, end)
    if found is None:
        found = parties
    if not found and _NATIONWIDE.search(context.text, start, end):
        found = [Party(NATION, "nation-wide", start, end)]
    return tuple(found)
