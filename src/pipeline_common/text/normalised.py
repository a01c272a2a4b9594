"""Normalising a text, and the way back to the letters as they were published."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline_common.text.damage import mark_damage
from pipeline_common.text.gloss import drop_glosses
from pipeline_common.text.script import to_simplified
from pipeline_common.text.tracing import trace
from pipeline_common.text.width import drop_invisible, fold_spaces, fold_width


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text that knows the original behind each of its characters.

    `text` is simplified; digits and letters are ASCII, punctuation full-width (commas and colons
    inside numbers excepted); it holds no gloss, and `damage.DAMAGE` where bytes were lost. Lines
    are parted by "\\n".
    """

    text: str
    original: str
    _starts: array[int] = field(repr=False)
    _ends: array[int] = field(repr=False)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets (a, b) into the original of `text[start:end]`, its last gloss included.

        An empty span gives an empty one. Raises IndexError outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} outside a text of {len(self.text)}")
        if start == end:
            here = self._starts[start] if start < len(self.text) else len(self.original)
            return here, here
        return self._starts[start], self._ends[end - 1]

    def evidence(self, start: int, end: int) -> str:
        """The original letters behind `text[start:end]`."""
        begin, finish = self.source_span(start, end)
        return self.original[begin:finish]


@lru_cache(maxsize=4)  # extraction and sketch ask for the same text, one after the other
def normalise(text: str) -> Normalised:
    """`text` in one script, width and spacing, without glosses, with damage marked.

    Linear in the length; takes any string.
    """
    traced = drop_glosses(drop_invisible(trace(text)))
    traced = fold_width(mark_damage(traced))
    traced = fold_spaces(traced.with_text(to_simplified(traced.text)))
    return Normalised(traced.text, text, traced.starts, traced.ends)
