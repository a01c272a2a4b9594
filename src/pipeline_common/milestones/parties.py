"""Who takes part in an event, and whether it ties places together at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline_common.milestones.places import Party, PlaceContext, find_parties
from pipeline_common.text import Span

#: What spans places by its nature, so that one name is enough.
_SPANNING = re.compile(
    r"新区|示范区|都市圈|城市群|城市圈|一体化|跨省|省际|合作区|试验区|经济圈|大湾区|协作区|都市区"
)


def parties_of(context: PlaceContext, span: Span) -> tuple[Party, ...]:
    """The parties of the event that the words of `span` assert."""
    return find_parties(context, span.start, span.end)


def ties_places(parties: Sequence[Party], words: str) -> bool:
    """Whether an event told in `words` ties places together or concerns what spans them."""
    if len(parties) > 1:
        return True
    return len(parties) == 1 and (parties[0].name == "全国" or bool(_SPANNING.search(words)))


def names(parties: Sequence[Party]) -> tuple[str, ...]:
    """Short names, each once."""
    return tuple(dict.fromkeys(p.name for p in parties))
