"""The text of an article from the block that holds it, and the files it links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, takewhile

from selectolax.lexbor import LexborNode

from crawler.reading.blocks import Block, Line, join_lines, read_runs, tidy
from crawler.reading.page import absolute
from crawler.reading.tree import attribute, select
from crawler.reading.trim import trim
from pipeline_common.models import Attachment

__all__ = ["lines_in", "lines_under", "read_attachments", "read_text"]

#: How a list of attachments begins, whether they are links or not.
_ATTACHED = re.compile(r"\s*(?:附[件表录图]|\d{1,2}\s*[.、．])")
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv)(?:[?#]|$)", re.I)
_CELL = 60


def lines_under(node: LexborNode, remove: Iterable[str] = ()) -> list[Line]:
    """The lines under a node that are the article's own, without what `remove` selects."""
    without = frozenset(gone.mem_id for selector in remove for gone in select(node, selector))
    runs, blocks = read_runs(node, without)
    return _own(list(join_lines(runs)), blocks[0])


def lines_in(block: Block, lines: Iterable[Line]) -> list[Line]:
    """The same for a block of a page whose `lines` are read."""
    if block.furniture:  # all its lines are marked with it
        return lines_under(block.node)
    return _own([line for line in lines if line.block.is_in(block)], block)


def _own(lines: list[Line], outermost: Block) -> list[Line]:
    """`lines` without boxes that are not the article's (comments, related links).

    Where that would leave little, their names mean something else and they stay.
    """
    lines = [line for line in lines if not line.block.furniture]
    own = [line for line in lines if not _is_aside(line, outermost)]
    return own if 2 * _size(own) >= _size(lines) else lines


def _is_aside(line: Line, outermost: Block) -> bool:
    """Whether a box below the outermost says that it is not the article's."""
    inner = takewhile(lambda block: block is not outermost, line.block.path())
    return any(block.side for block in inner)


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def read_text(lines: list[Line], title: str) -> list[str]:
    """The paragraphs of an article called `title`, without what frames them in its container.

    A table row is one paragraph, its cells parted by tabs.
    """
    links = frozenset(line.text for line in lines if _is_link(line))
    return trim(_with_tables(lines), title, links)


def _is_link(line: Line) -> bool:
    """Whether a line is a link to another page: to a file is part of the text."""
    if line.linked < 4 or line.linked < 0.8 * len(line.text) or _ATTACHED.match(line.text):
        return False
    return not any(_FILES.search(attribute(a, "href")) for a in select(line.block.node, "a[href]"))


def _with_tables(lines: Iterable[Line]) -> list[str]:
    texts: list[str] = []
    for row, group in groupby(lines, key=lambda line: line.block.row):
        members = list(group)
        cells = [
            "".join(line.text for line in cell)
            for _, cell in groupby(members, key=lambda line: line.block.cell)
        ]
        if row is not None and len(cells) > 1 and max(map(len, cells)) <= _CELL:
            texts.append("\t".join(cells))
        else:
            texts.extend(line.text for line in members)
    return texts


def read_attachments(node: LexborNode, base: str) -> tuple[Attachment, ...]:
    """Files and pictures under `node`, with absolute addresses, each once."""
    found: dict[str, Attachment] = {}
    for link in select(node, "a[href]"):
        href = attribute(link, "href")
        if _FILES.search(href) and (address := absolute(base, href)):
            name = attribute(link, "title") or tidy(link.text())
            found.setdefault(address, Attachment(address, name))
    for image in select(node, "img"):
        for name in ("data-src", "data-original", "data-lazy-src", "src"):
            if address := absolute(base, attribute(image, name)):
                title = attribute(image, "alt") or attribute(image, "title")
                found.setdefault(address, Attachment(address, title, "image"))
                break
    return tuple(found.values())
