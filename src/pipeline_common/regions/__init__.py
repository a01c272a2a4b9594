"""Places: divisions, collectives and abbreviations, and finding them in a text."""

from pipeline_common.regions.divisions import Division, Level, short_name
from pipeline_common.regions.gazetteer import (
    How,
    contains,
    pair_slug,
    prefecture_of,
    province_of,
    slug,
)
from pipeline_common.regions.matching import PlaceMatch, find_places

__all__ = [
    "Division",
    "How",
    "Level",
    "PlaceMatch",
    "contains",
    "find_places",
    "pair_slug",
    "prefecture_of",
    "province_of",
    "short_name",
    "slug",
]
