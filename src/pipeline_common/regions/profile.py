"""Region profiles: places, what they are called together, and words for the region.

One TOML file a region in `profiles/`. The names of all profiles are part of the gazetteer, so a
new region brings its own nicknames and groups with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline_common.errors import RegionProfileError
from pipeline_common.regions.gazetteer import by_code, contains, find_division
from pipeline_common.regions.tables import profile_names, read_profile


@dataclass(frozen=True, slots=True)
class RegionProfile:
    """A region: `places` maps short name to code (six digits, or the key of a zone)."""

    id: str
    title: str
    description: str
    places: Mapping[str, str]
    aliases: Mapping[str, str]  # nickname -> short name
    collectives: Mapping[str, tuple[str, ...]]  # 昌九 -> 南昌, 九江
    terms: tuple[str, ...]  # by which the region is talked about

    def covers(self, place: str) -> bool:
        """Whether `place` is one of the region's places or lies in one."""
        return place in self.places or any(contains(code, place) for code in self.places.values())


def profile_ids() -> tuple[str, ...]:
    """The ids of the profiles there are, sorted."""
    return profile_names()


def load_profile(profile_id: str) -> RegionProfile:
    """The profile of that id.

    Raises RegionProfileError naming file and key if there is none, or if it names a place that the
    gazetteer does not know or gives it another code.
    """
    if profile_id not in profile_names():
        raise RegionProfileError(
            f"no such profile, there are {', '.join(profile_names())}", subject=profile_id
        )
    return parse_profile(read_profile(profile_id), f"{profile_id}.toml")


def parse_profile(row: Mapping[str, Any], file: str) -> RegionProfile:
    """A profile from the content of its file. Raises RegionProfileError."""
    for key, kind in _KEYS.items():
        if not isinstance(row.get(key), kind):
            raise _error(file, key, "is missing" if key not in row else f"is no {kind.__name__}")
    if unknown := set(row) - set(_KEYS):
        raise _error(file, min(unknown), "is not a key of a profile")
    for name, code in row["places"].items():
        division = by_code().get(code)
        if division is None or division.short != name:
            raise _error(file, f"places.{name}", f"{code!r} is not the code of {name}")
    collectives = {
        name: tuple(members.split())
        for names, members in row["collectives"].items()
        for name in names.split()
    }
    for key, members in {**collectives, **{k: (v,) for k, v in row["aliases"].items()}}.items():
        for member in members:
            if find_division(member) is None:
                raise _error(file, key, f"{member!r} is not a known place")
    return RegionProfile(
        row["id"],
        row["title"],
        row["description"],
        row["places"],
        row["aliases"],
        collectives,
        tuple(row["terms"]),
    )


_KEYS: Mapping[str, type] = {
    "id": str,
    "title": str,
    "description": str,
    "terms": list,
    "places": dict,
    "aliases": dict,
    "collectives": dict,
}


def _error(file: str, key: str, message: str) -> RegionProfileError:
    return RegionProfileError(message, subject=f"{file}: {key}", advice="mend the profile")
