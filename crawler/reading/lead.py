"""The first paragraph of an article where it stands in a box of its own, above the text."""

from __future__ import annotations

import re

from crawler.reading.blocks import Block, Line
from crawler.reading.header import Header
from crawler.reading.labels import has_label
from crawler.reading.page import OpenPage

__all__ = ["find_lead"]

_LEAST = 20
_MOST = 3
_FULL = re.compile(r"[。！？][”」』）)]?$")


def find_lead(page: OpenPage, header: Header, body: Block) -> list[str]:
    """The prose directly above `body`, below the headline: what editors call 核心提示 or 摘要.

    Empty where the headline is not known or stands in `body` itself.
    """
    lines = page.lines
    headline = header.lines[header.headline] if header.lines else None
    start = next((n for n, line in enumerate(lines) if line is headline), len(lines))
    first = next((n for n, line in enumerate(lines) if line.block.is_in(body)), 0)
    lead: list[str] = []
    for line in reversed(lines[max(start + 1, first - _MOST) : first]):
        if not _is_prose(line):
            break
        lead.append(line.text)
    return lead[::-1]


def _is_prose(line: Line) -> bool:
    return (
        len(line.text) >= _LEAST
        and _FULL.search(line.text) is not None
        and not (line.linked or line.block.furniture or has_label(line.text))
        and not any(block.side for block in line.block.path())
    )
