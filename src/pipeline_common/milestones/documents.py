"""Titles of documents in 《》, tied to the clause that is about them."""

from __future__ import annotations

import re

_TITLE = re.compile(r"《(?:[^《》\n]|〈[^〈〉\n]{1,80}〉){2,120}》")
#: Papers, programmes and books are not what an event is about.
_MEDIA = re.compile(
    r"《[^》]{0,8}(?:日报|晚报|时报|早报|周刊|新闻联播|新闻|商报|快报|参考|导报|周报)》"
)


def titles(text: str) -> tuple[str, ...]:
    """Document titles of `text` with their 《》, each once, in order; names of media left out."""
    found = (m.group() for m in _TITLE.finditer(text) if not _MEDIA.match(m.group()))
    return tuple(dict.fromkeys(found))
