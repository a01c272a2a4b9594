"""The places of one article, read once, and the parties that are made of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from operator import attrgetter

from pipeline_common.regions.groups import Group, find_groups
from pipeline_common.regions.matching import PlaceMatch, find_places
from pipeline_common.regions.references import find_homes
from pipeline_common.regions.roles import Role, roles_of
from pipeline_common.text import Span

_SENTENCE_END = re.compile(r"[。！？；\n]")
_START, _END = attrgetter("start"), attrgetter("end")
_LONGEST_SENTENCE = 1000  # characters; longer ones are cut, so that the work stays linear
_FARTHEST_GROUP = 40  # groups looked at on either side of a clause


@dataclass(frozen=True, slots=True)
class Party:
    """One party: short name, and the words that gave it (`text[start:end]`) and how."""

    name: str
    how: str  # "named", "collective", "line", "home", "carried over", "title" ...
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """Everything about the places of one article that does not depend on the clause.

    `roles` go with `matches`; `sentences` are the offsets at which sentences begin.
    """

    text: str
    home: str | None
    matches: tuple[PlaceMatch, ...]
    roles: tuple[Role, ...]
    groups: tuple[Group, ...]
    sentences: tuple[int, ...]

    def by_role(self, start: int, end: int) -> dict[Role, list[PlaceMatch]]:
        """The matches that begin in a span, by their role; every role has a list."""
        found: dict[Role, list[PlaceMatch]] = defaultdict(list)
        first, last = self._range(start, end)
        for match, role in zip(self.matches[first:last], self.roles[first:last], strict=True):
            found[role].append(match)
        return found

    def named_in(self, span: Span) -> tuple[PlaceMatch, ...]:
        """The matches that begin in a span."""
        first, last = self._range(span.start, span.end)
        return self.matches[first:last]

    def _range(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_left(self.matches, start, key=_START)
        return first, bisect_left(self.matches, end, first, key=_START)

    def sentence_of(self, position: int) -> int:
        """Where the sentence begins that holds `position`."""
        return self.sentences[max(0, bisect_right(self.sentences, position) - 1)]

    def sentence_after(self, position: int) -> int:
        """Where the sentence ends that holds `position`."""
        following = bisect_right(self.sentences, position)
        return self.sentences[following] if following < len(self.sentences) else len(self.text)

    def groups_between(self, start: int, end: int) -> tuple[Group, ...]:
        """The groups that begin in a span."""
        first = bisect_left(self.groups, start, key=_START)
        return self.groups[first : bisect_left(self.groups, end, key=_START)]

    def nearest_groups(self, start: int, end: int) -> Iterator[Group]:
        """Groups before a span, the nearest first, then those after it."""
        before = bisect_right(self.groups, start, key=_END)
        after = bisect_left(self.groups, end, key=_START)
        return chain(
            islice(reversed(self.groups[:before]), _FARTHEST_GROUP),
            self.groups[after : after + _FARTHEST_GROUP],
        )


def read_places(text: str, home: str | None = None) -> PlaceContext:
    """The places of a whole article (headline first), normalised and simplified.

    `home` is who 我市 and 我省 are, as a short name.
    """
    matches = find_places(text)
    if home is not None:
        matches = tuple(sorted((*matches, *find_homes(text, home)), key=lambda m: m.start))
    roles = roles_of(text, matches)
    groups = find_groups(text, matches, roles)
    return PlaceContext(text, home, matches, roles, groups, tuple(_sentences(text)))


def _sentences(text: str) -> Iterator[int]:
    """Where sentences begin."""
    borders = (0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text))
    for start, end in pairwise(borders):
        yield start
        yield from range(start + _LONGEST_SENTENCE, end, _LONGEST_SENTENCE)


def spell(matches: Iterable[PlaceMatch], how: str) -> list[Party]:
    """A party for each name of the matches."""
    return [Party(name, how, m.start, m.end) for m in matches for name in m.names]


def carried(group: Group, how: str = "carried over") -> list[Party]:
    """A party for each member of the group."""
    return [Party(name, how, group.start, group.end) for name in group.names]


def unique(parties: Iterable[Party]) -> list[Party]:
    """Each name once, as it came first."""
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.name, party)
    return list(found.values())
