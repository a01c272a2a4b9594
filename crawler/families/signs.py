"""The marks by which a page tells its system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Characters of a page that are searched.
_HEAD = 400_000


@dataclass(frozen=True, slots=True)
class Sign:
    """One mark: a regex over the address or the text, and how to say it in words.

    A regex over the text starts with letters of its own, not with a class or an alternation, as
    only then the whole page is searched in no time.
    """

    words: str
    text: str = ""
    url: str = ""

    def shows(self, url: str, text: str) -> bool:
        """Whether the mark is there."""
        if self.url:
            return re.search(self.url, url) is not None
        return re.compile(self.text).search(text, 0, _HEAD) is not None


def first_sign(signs: Iterable[Sign], url: str, text: str) -> str:
    """The words of the first mark that shows; "" where none does."""
    return next((sign.words for sign in signs if sign.shows(url, text)), "")
