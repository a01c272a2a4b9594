"""Places named together: 南昌、九江、抚州 is one group of three, 京津冀 too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline_common.regions.matching import PlaceMatch
from pipeline_common.regions.roles import Role, gap_between


@dataclass(frozen=True, slots=True)
class Group:
    """Short names said in one breath, and where."""

    start: int
    end: int
    names: tuple[str, ...]
    titled: bool = False  # stands in 《》 or brackets


_JOINER = re.compile(r"[、与和及跟·—－\-–~～至到]|以及|联合|同(?![处在城时样比期步心意为属])")
_STOP = re.compile(r"[。；;：:！？\n《》（）“”]")
_LONGEST_GAP = 16
_MOST = 200  # names of a group
_IGNORED = frozenset({Role.LETTERHEAD, Role.OUTER, Role.VENUE, Role.WHOLE})


def find_groups(
    text: str, matches: Sequence[PlaceMatch], roles: Sequence[Role]
) -> tuple[Group, ...]:
    """The groups of `text` in order; a place that stands alone is a group of one."""
    groups: list[Group] = []
    previous = -1
    for index, (match, role) in enumerate(zip(matches, roles, strict=True)):
        if role in _IGNORED:
            continue
        titled = role in (Role.TITLE, Role.ASIDE)
        last = groups[-1] if groups else None
        if (
            last is not None
            and last.titled == titled
            and len(last.names) < _MOST
            and _joins(gap_between(text, matches, previous, index))
        ):
            names = tuple(dict.fromkeys((*last.names, *match.names)))
            groups[-1] = Group(last.start, match.end, names, titled)
        else:
            groups.append(Group(match.start, match.end, match.names, titled))
        previous = index
    return tuple(groups)


def _joins(gap: str) -> bool:
    if _STOP.search(gap) or len(gap) > _LONGEST_GAP:
        return False
    return gap in ("", "，", "，的", "，以及") or ("，" not in gap and bool(_JOINER.search(gap)))
