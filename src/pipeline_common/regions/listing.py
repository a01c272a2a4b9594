"""Lists of places that their own count vouches for: 浦城、广丰、江山、龙泉|四县."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline_common.regions.lookup import Span

_DIGITS = {c: n for n, c in enumerate("两三四五六七八九十", 2)}
_COUNT = re.compile(r"等?(?P<number>[两三四五六七八九十]|\d{1,2})个?[省市县区旗州地](?!级)")
_COMMAS = frozenset("、与和及")


def counted_spans(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Where the members begin of each list of names that says how many they are.

    A name that is an everyday word too (江山) is a place where the list would be one short without.
    """
    by_end = {span.end: span for span in spans}
    starts: set[int] = set()
    for count in _COUNT.finditer(text):
        number = count["number"]
        members = _members(text, count.start(), by_end)
        if len(members) == (int(number) if number.isdigit() else _DIGITS[number]):
            starts.update(members)
    return frozenset(starts)


def _members(text: str, end: int, by_end: dict[int, Span]) -> list[int]:
    """Starts of the names listed right before `end`, last first."""
    starts: list[int] = []
    while (span := by_end.get(end)) is not None:
        starts.append(span.start)
        if text[span.start - 1 : span.start] not in _COMMAS:
            break
        end = span.start - 1
    return starts
