"""Where paragraphs, sentences and clauses of a normalised text begin and end.

Spans are half-open, in order, without blank ends; what lies between them is separators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline_common.text.damage import DAMAGE


class Span(NamedTuple):
    """Half-open offsets into a normalised text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` that it names."""
        return text[self.start : self.end]


_TITLE = r"《[^《》\n]{1,80}》"  # a title is never cut
_MARKS = "●◆■▲★◎◇□△▶►▪❖①-⑳"
_SENTENCE = re.compile(rf"(?:{_TITLE}|[^。！？；\n{DAMAGE}{_MARKS}])++[。！？；]*+[”’）]*+")
_CLAUSE = re.compile(rf"(?:{_TITLE}|[^，。！？；\n{DAMAGE}{_MARKS}])++")
_PARAGRAPH = re.compile(r"[^\n]+")


def paragraphs(text: str) -> tuple[Span, ...]:
    """Lines that hold anything."""
    return tuple(_trimmed(text, _PARAGRAPH, 0, len(text)))


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Sentences with their closing marks; 。！？；, line ends, list marks and damage end them."""
    return tuple(_trimmed(text, _SENTENCE, start, len(text) if end is None else end))


def clauses(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Pieces between commas and whatever ends a sentence, without those marks."""
    return tuple(_trimmed(text, _CLAUSE, start, len(text) if end is None else end))


def _trimmed(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Span]:
    for found in pattern.finditer(text, start, end):
        begin, finish = found.span()
        if text[begin].isspace() or text[finish - 1].isspace():
            piece = found[0]
            begin, finish = finish - len(piece.lstrip()), begin + len(piece.rstrip())
        if begin < finish:
            yield Span(begin, finish)
