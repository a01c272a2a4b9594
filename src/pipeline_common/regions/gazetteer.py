"""The gazetteer: every name that can stand for a place, and what it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from pipeline_common.regions.divisions import Division, Level, divisions
from pipeline_common.regions.tables import profile_names, read_profile, read_table


class How(StrEnum):
    """How a place was named."""

    NAME = "name"  # 南昌, 南昌市
    ALIAS = "alias"  # a former name or a nickname: 洪城, 星子县
    COLLECTIVE = "collective"  # 京津冀, 武汉城市圈
    ABBREVIATION = "abbreviation"  # 渝桂黔, 昌九高铁
    HOME = "home"  # 我市, 我省


class Certainty(StrEnum):
    """What a name needs around it to count."""

    SURE = "sure"  # nothing
    BARE = "bare"  # a county's short name: a word boundary and another sign of the county
    GENERIC = "generic"  # also a common noun: the name of its city right before it
    WORD = "word"  # also an everyday word: the end of a line, or a list of its neighbours


@dataclass(frozen=True, slots=True)
class Entry:
    """What one name stands for: `bearers` are all divisions of the name (朝阳区 has three)."""

    names: tuple[str, ...]  # short names, collectives spelled out
    how: How
    certainty: Certainty
    bearers: tuple[Division, ...] = ()


_SIDES = ("东", "西", "南", "北", "中", "东南", "东北", "西南", "西北")
_RANK = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.PREFECTURE: 2, Level.ZONE: 3, Level.COUNTY: 4}


@cache
def entries() -> dict[str, Entry]:
    """Every name that can be matched, with what it stands for."""
    found = _names_of_divisions()
    for other, name in _aliases().items():
        target = find_division(name)
        if target is not None:
            found.setdefault(other, Entry((target.short,), How.ALIAS, Certainty.SURE, (target,)))
    for character, name in read_table("abbreviations")["province"].items():
        province = find_division(name)
        if province is not None:  # 陕北至武汉: an end of a line, else only a part of the province
            part = Entry((name,), How.ALIAS, Certainty.WORD, (province,))
            for side in _SIDES:
                found.setdefault(character + side, part)
    for name, members in collectives().items():
        found[name] = Entry(members, How.COLLECTIVE, Certainty.SURE)
    return found


@cache
def collectives() -> dict[str, tuple[str, ...]]:
    """Group name -> short names of its members."""
    groups = dict(read_table("collectives")["groups"])
    for profile in profile_names():
        groups |= read_profile(profile)["collectives"]
    return {
        name: tuple(members.split()) for names, members in groups.items() for name in names.split()
    }


def _aliases() -> dict[str, str]:
    aliases: dict[str, str] = dict(read_table("renamed")["renamed"])
    for profile in profile_names():
        aliases |= read_profile(profile)["aliases"]
    for field, city in read_table("renamed")["airports"].items():
        aliases |= {field + "机场": city, field + "国际机场": city}
    return aliases


def _names_of_divisions() -> dict[str, Entry]:
    full = {d.name for d in divisions()}
    bearers: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        if division.level is not Level.COUNTRY:
            for name in _spellings(division, full):
                bearers[name].append(division)
    found: dict[str, Entry] = {}
    for name, all_of_name in bearers.items():
        kept = all_of_name
        if len(kept) > 1:
            best = min(_RANK[d.level] for d in kept)
            kept = [d for d in kept if _RANK[d.level] == best]
        found[name] = Entry((kept[0].short,), How.NAME, _certainty(name, kept[0]), tuple(kept))
    return found


def _certainty(name: str, division: Division) -> Certainty:
    words = _ambiguous()
    if name in words["generic"]:
        return Certainty.GENERIC
    if division.level is not Level.COUNTY:
        return Certainty.BARE if name in words["bare"] else Certainty.SURE
    if name in words["words"]:
        return Certainty.WORD
    bare = len(name) == 2 and name == division.short and name[-1] not in "县旗"
    return Certainty.BARE if bare else Certainty.SURE


@cache
def _ambiguous() -> dict[str, frozenset[str]]:
    return {key: frozenset(words.split()) for key, words in read_table("ambiguous").items()}


def _spellings(division: Division, full: set[str]) -> Iterator[str]:
    yield division.name
    stem = division.short
    if stem != division.name:
        yield stem
    word = stem in _ambiguous()["words"]  # 友好区 is a district, 友好市 is none
    if division.level is Level.COUNTY and not word and stem[-1] not in "市县区旗":
        # A county that became a district keeps its old suffix in older texts, and the reverse.
        yield from (stem + s for s in "县市区" if stem + s not in full)
    if word and division.name.endswith("自治县"):
        yield stem + "县"  # 通道县
    if division.name.endswith("自治州") and not stem.endswith("州"):
        yield stem + "州"
    if division.level is Level.ZONE:
        for row in read_table("zones")["zone"]:
            if row["slug"] == division.code:
                yield from (a for a in row.get("aliases", ()) if a != stem)


@cache
def _by_short() -> dict[str, Division]:
    found: dict[str, Division] = {}
    for division in divisions():
        for name in (division.short, division.name):
            known = found.get(name)
            if known is None or _RANK[division.level] < _RANK[known.level]:
                found[name] = division
    return found


@cache
def by_code() -> dict[str, Division]:
    """Code (six digits, or the slug of a zone) -> division."""
    return {d.code: d for d in divisions()}


def find_division(name: str) -> Division | None:
    """The division of that short or full name; of several the largest, then the first by code."""
    return _by_short().get(name)


def ancestors(division: Division) -> Iterator[Division]:
    """The divisions around it, nearest first; of a zone, those it lies in and around them."""
    if division.parent:
        parent = by_code()[division.parent]
        yield parent
        yield from ancestors(parent)
    for name in division.within:
        if (outer := find_division(name)) is not None:
            yield outer
            yield from ancestors(outer)


def province_of(name: str) -> str | None:
    """Short name of the province a place lies in (itself, if it is one); None if unknown."""
    division = find_division(name)
    if division is None:
        return None
    if division.level is Level.PROVINCE:
        return division.short
    return next((a.short for a in ancestors(division) if a.level is Level.PROVINCE), None)


def prefecture_of(name: str) -> str | None:
    """Short name of the city a place lies in (itself, if it is one); None if there is none."""
    division = find_division(name)
    if division is None:
        return None
    around = (division, *ancestors(division))
    return next((a.short for a in around if a.level is Level.PREFECTURE), None)


@lru_cache(maxsize=1 << 16)
def contains(outer: str, inner: str) -> bool:
    """Whether the place `inner` lies in `outer` (and is not the same).

    Takes short or full names, and codes where a name has several bearers (朝阳区).
    """
    division = by_code().get(inner) or find_division(inner)
    around = by_code().get(outer) or find_division(outer)
    if division is None or around is None or division.code == around.code:
        return False
    return any(a.code == around.code for a in ancestors(division))


def slug(name: str) -> str:
    """A stable ASCII key of a place: its division code, the key of a zone, else its code points.

    >>> slug("南昌"), slug("赣江新区")
    ('360100', 'ganjiang-new-area')
    """
    division = find_division(name)
    if division is not None:
        return division.code
    return "x-" + "-".join(f"{ord(c):x}" for c in name)


def pair_slug(first: str, second: str) -> str:
    """One stable ASCII key of two places, whatever their order."""
    return "_".join(sorted((slug(first), slug(second))))
