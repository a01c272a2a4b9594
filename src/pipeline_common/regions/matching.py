"""Finding the places that a text names.

The text is normalised, simplified Chinese; the work is linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline_common.regions.divisions import Division, Level
from pipeline_common.regions.gazetteer import How, ancestors
from pipeline_common.regions.lookup import find_spans
from pipeline_common.regions.vouching import vouch


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """One name in a text: `names` has several for a collective (昌九 -> 南昌, 九江)."""

    start: int
    end: int
    names: tuple[str, ...]
    how: How
    level: Level | None = None  # of a single place
    code: str = ""  # of a single place: six digits, or the slug of a zone


_STOP = re.compile(r"口岸|线(?!上|下)|站(?![在位])")


def find_places(text: str) -> tuple[PlaceMatch, ...]:
    """Names of places in `text`, in order, none overlapping another; see `vouching` for which."""
    matches = []
    for (start, end, entry), division in vouch(text, find_spans(text)):
        if division is None:
            matches.append(PlaceMatch(start, end, entry.names, entry.how))
            continue
        place = _city_of_zone(division) if _STOP.match(text, end) else division
        matches.append(PlaceMatch(start, end, (place.short,), entry.how, place.level, place.code))
    return tuple(matches)


def _city_of_zone(division: Division) -> Division:
    """The city of a zone that a stop or line is named after (横琴口岸: 珠海); else itself."""
    cities = [a for a in ancestors(division) if a.level is Level.PREFECTURE]
    return cities[0] if division.level is Level.ZONE and len(cities) == 1 else division
