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
from pipeline_common.regions.profile import RegionProfile, load_profile, profile_ids

__all__ = [
    "Division",
    "How",
    "Level",
    "PlaceMatch",
    "RegionProfile",
    "contains",
    "find_places",
    "load_profile",
    "pair_slug",
    "prefecture_of",
    "profile_ids",
    "province_of",
    "short_name",
    "slug",
]
