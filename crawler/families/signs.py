"""The marks by which a page tells its system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

#: Characters of a page that are searched.
_HEAD = 400_000
_LINK = re.compile(r"""href\s*=\s*["']?([^"'\s>]{8,300})""")
#: Some hundreds of links a page: parsing each as an address took most of the time.
_NAMED_HOST = re.compile(r"(?:[a-z]+:)?//(?:www\.)?([^/?#:]*)", re.I)


@dataclass(frozen=True, slots=True)
class Sign:
    """One mark, and how to say it in words; all that is given has to hold.

    `url` is a regex over the address, `word` stands in the text as it is, `text` is a regex over
    the text (slow on large pages, so it goes with a word or starts at the first character), and
    `links` is a regex over the links that stay on the site.
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
            and (not self.links or re.search(self.links, _own_links(url, text), re.M) is not None)
        )


def first_sign(signs: Iterable[Sign], url: str, text: str) -> str:
    """The words of the first mark that shows; "" where none does."""
    return next((sign.words for sign in signs if sign.shows(url, text)), "")


@lru_cache(maxsize=1)
def _own_links(url: str, text: str) -> str:
    """The links that stay on the host of `url`, one a line; all of them where there is no `url`."""
    links = dict.fromkeys(_LINK.findall(text, 0, _HEAD))
    host = _host(url)
    return "\n".join(link for link in links if not url or _host(link) in ("", host))


def _host(link: str) -> str:
    """The host that a link names, without www.; "" where it is relative to its page."""
    found = _NAMED_HOST.match(link)
    return found[1].lower() if found else ""
