"""The marks by which a page tells its system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

#: Characters of a page that are searched.
_HEAD = 400_000
#: Different links that have to look like a system's: one may lead to somebody else's site.
_ENOUGH = 2

_LINK = re.compile(r"""href\s*=\s*["']?([^"'\s>]{8,300})""")


@dataclass(frozen=True, slots=True)
class Sign:
    """One mark, and how to say it in words; all that is given has to hold.

    `url` is a regex over the address, `word` stands in the text as it is, `text` is a regex over
    the text (slow on large pages, so it goes with a word or starts at the first character), and
    `links` is a regex that at least two links of the page match.
    """

    words: str
    url: str = ""
    word: str = ""
    text: str = ""
    links: str = ""

    def shows(self, url: str, text: str) -> bool:
        """Whether the mark is there."""
        return (
            (not self.url or re.search(self.url, url) is not None)
            and (not self.word or self.word in text)
            and (not self.text or re.compile(self.text).search(text, 0, _HEAD) is not None)
            and (not self.links or _match_enough(self.links, _links(text)))
        )


def first_sign(signs: Iterable[Sign], url: str, text: str) -> str:
    """The words of the first mark that shows; "" where none does."""
    return next((sign.words for sign in signs if sign.shows(url, text)), "")


def _match_enough(pattern: str, links: str) -> bool:
    found = {match[0] for match in islice(re.finditer(pattern, links, re.M), 50)}
    return len(found) >= _ENOUGH


@lru_cache(maxsize=1)
def _links(text: str) -> str:
    """The links of a page, one a line: every system asks for them in turn."""
    return "\n".join(dict.fromkeys(_LINK.findall(text, 0, _HEAD)))
