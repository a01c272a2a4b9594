"""Text that is rewritten and still knows where each of its characters came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traced:
    """A text with the half-open span of the original behind each of its characters.

    `starts` and `ends` are as long as `text` and never fall.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def with_text(self, text: str) -> Traced:
        """The same places, other characters; `text` must be as long as before."""
        if len(text) != len(self.text):
            raise ValueError("not a letter-for-letter replacement")
        return Traced(text, self.starts, self.ends)


def trace(text: str) -> Traced:
    """`text` as it is, each character standing for itself."""
    return Traced(text, array("L", range(len(text))), array("L", range(1, len(text) + 1)))


def rewrite(
    traced: Traced,
    pattern: re.Pattern[str],
    replacement: Callable[[re.Match[str]], str | None],
    *,
    attach: bool = False,
) -> Traced:
    """Each match becomes one character that stands for all of it, or nothing.

    `replacement` answers with the character, "" to drop the match, or None to leave it. With
    `attach`, what is dropped belongs to the character before it from then on.
    """
    text, starts, ends = traced.text, array("L"), array("L")
    pieces: list[str] = []
    done = 0
    for found in pattern.finditer(text):
        new = replacement(found)
        if new is None or found.start() == found.end():
            continue
        begin, end = found.span()
        pieces += (text[done:begin], new)
        starts += traced.starts[done:begin]
        ends += traced.ends[done:begin]
        if new:
            starts.append(traced.starts[begin])
            ends.append(traced.ends[end - 1])
        elif attach and ends:
            ends[-1] = traced.ends[end - 1]
        done = end
    if not done:
        return traced
    pieces.append(text[done:])
    starts += traced.starts[done:]
    ends += traced.ends[done:]
    return Traced("".join(pieces), starts, ends)
