"""Rows that come as pieces of HTML, one piece a row."""

from __future__ import annotations

import html
from collections.abc import Iterable

from crawler.reading import RowsResult, read_rows
from pipeline_common.models import Selectors

#: Pieces of one list that are read.
MAX_PIECES = 2000

_PIECE = Selectors(row="section.piece")


def between(text: str, opening: str, closing: str) -> Iterable[str]:
    """What stands between each `opening` and the next `closing`, in order."""
    at = 0
    while (start := text.find(opening, at)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            return
        yield text[start + len(opening) : end]
        at = end + len(closing)


def cdata(piece: str) -> str:
    """The content of a CDATA section, or the text with its entities resolved."""
    piece = piece.strip()
    if piece.startswith("<![CDATA["):
        return piece[9:].removesuffix("]]>")
    return html.unescape(piece) if piece.startswith("&lt;") else piece


def read_pieces(pieces: Iterable[str], url: str, rule: str) -> RowsResult:
    """A row out of each piece of HTML that holds a link; separators hold none."""
    page = "".join(
        f'<section class="piece">{piece}</section>'
        for number, piece in enumerate(pieces)
        if number < MAX_PIECES and "<a" in piece.lower()
    )
    read = read_rows(page, url=url, selectors=_PIECE)
    return RowsResult(found=True, rows=read.rows, rule=rule)
