"""The lines around a headline, where a page puts its date and outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.reading.blocks import Line
from crawler.reading.dates import DATE
from crawler.reading.page import OpenPage, key

__all__ = ["SENTENCE", "Header", "find_header"]

_BEFORE, _AFTER = 4, 16
#: Headlines are repeated in share texts and side boxes; more places than this are not looked at.
_MAX_PLACES = 6
_PROSE = 45
#: What a line of prose has and a line of labels has not.
SENTENCE = re.compile("[。！？；]|，.*，")


@dataclass(frozen=True, slots=True)
class Header:
    """`lines` reach from above the headline to the first prose; `rest` follows it.

    `title` is the headline as `page.key` makes it comparable.
    """

    title: str = ""
    lines: tuple[Line, ...] = ()
    headline: int = 0  # its index in `lines`
    rest: tuple[Line, ...] = ()

    def texts(self) -> Iterator[str]:
        """Each line, then the short ones joined: a label and its value are often two blocks."""
        for line in self.lines:
            yield line.text
        yield " ".join(line.text for line in self.lines if len(line.text) < 60)


def find_header(page: OpenPage, title: str) -> Header:
    """The header of an article called `title`; of several places the first that shows a date."""
    bare = key(title)
    if not bare:
        return Header()
    lines = page.lines
    middle = bare[len(bare) // 2]  # in every line that begins with the headline or is most of it
    longest = 3 * len(title) + 40
    keys = [
        key(line.text) if len(line.text) < longest and _may_hold(line.text, middle) else ""
        for line in lines
    ]
    places = [n for n, text in enumerate(keys) if text.startswith(bare)]
    if not places:  # a headline in two lines, or one that the tags give with an addition
        places = [n for n, text in enumerate(keys) if text in bare and 2 * len(text) > len(bare)]
    headers = [_around(bare, lines, n) for n in places[:_MAX_PLACES]]
    dated = (h for h in headers if any(DATE.search(line.text) for line in h.lines))
    return next(dated, headers[0] if headers else Header())


def _may_hold(text: str, character: str) -> bool:
    """Whether a text can hold a character of a comparable key; hanzi stay as they are in keys."""
    return character in text or not "\u4e00" <= character <= "\u9fff"


def _around(title: str, lines: list[Line], place: int) -> Header:
    start = max(0, place - _BEFORE)
    end = place + 1
    while end < min(len(lines), place + _AFTER) and not _is_prose(lines[end].text):
        end += 1
    return Header(title, tuple(lines[start:end]), place - start, tuple(lines[end : place + _AFTER]))


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and SENTENCE.search(text) is not None
