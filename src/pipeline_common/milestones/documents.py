"""Titles of documents in 《》, tied to the clause that is about them."""

from __future__ import annotations

import re

from pipeline_common.text import Normalised

_TITLE = re.compile(r"《(?:[^《》\n]|〈[^〈〉\n]{1,80}〉){2,120}》")
#: Papers, programmes and books are not what an event is about.
_MEDIA = re.compile(
    r"《[^》]{0,8}(?:日报|晚报|时报|早报|周刊|新闻联播|新闻|商报|快报|参考|导报|周报)》"
)
_WIDE = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "？": "?"}


def as_written(title: str, normal: Normalised) -> str:
    """A title of the normalised text with the punctuation of the published one."""
    at = normal.text.find(title)
    if at < 0 or not any(mark in title for mark in _WIDE):
        return title
    marks = [
        _WIDE[c] if c in _WIDE and normal.evidence(at + n, at + n + 1) == _WIDE[c] else c
        for n, c in enumerate(title)
    ]
    return "".join(marks)


def titles(text: str, masked: str, start: int, end: int) -> tuple[str, ...]:
    """Titles within a span with their 《》, each once, in order; names of media left out.

    `masked` is `masking.hide(text)`: a title in brackets (以下简称《框架协议》) only repeats one.
    """
    found = (m for m in _TITLE.finditer(text, start, end) if masked[m.start()] == "《")
    return tuple(dict.fromkeys(m.group() for m in found if not _MEDIA.match(m.group())))
