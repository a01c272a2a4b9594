"""Places: divisions, collectives and abbreviations; `regions.matching` finds them in a text.

(That takes patterns which nothing that only names places should wait for.)
"""

from pipeline_common.regions.divisions import Division, Level, short_name
from pipeline_common.regions.gazetteer import (
    How,
    contains,
    pair_slug,
    prefecture_of,
    province_of,
    slug,
)
from pipeline_common.regions.profile import RegionProfile, load_profile, profile_ids

__all__ = [
    "Division",
    "How",
    "Level",
    "RegionProfile",
    "contains",
    "load_profile",
    "pair_slug",
    "prefecture_of",
    "profile_ids",
    "province_of",
    "short_name",
    "slug",
]
