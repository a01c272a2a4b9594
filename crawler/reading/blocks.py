"""A page's visible text as runs that know their block: one walk over the tree serves every reader.

A block is an element that starts a new line (a paragraph, a cell, a division). A run is a piece of
text within one block; a line is what a person sees as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.reading.tree import names

__all__ = ["Block", "Line", "Run", "join_lines", "read_runs", "tidy"]

#: Pieces of text that are read of one page; long articles have some hundreds.
MAX_RUNS = 50_000

_INLINE = names(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img input ins kbd label mark nobr "
    "q rp rt ruby s samp small span strike strong sub sup time tt u var wbr -comment"
)
_UNSEEN = names(
    "script style noscript template svg select iframe textarea button head title object video "
    "audio canvas noframes"
)
_SIDE = re.compile(
    r"(?i)comment|reply|footer|copyright|recommend|relate|sidebar|tuijian|"
    r"(?:^|[\s_-])(?:hot|rank|ads?|advert\w*|banner|share|xgyd|xgxw)(?:$|[\s_-])"
)
_HIDDEN = re.compile(r"(?i)display\s*:\s*none")
#: Page furniture, as is what is hidden: read for titles and dates, never for the text.
_FURNITURE = names("nav footer header aside")

#: A line break in the source between two hanzi is no space between words.
_WRAPPED = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_WIDTHLESS = re.compile("[\u200b\ufeff\u00ad\u2060]")


class Block:
    """An element that starts a line."""

    __slots__ = (
        "_side",
        "broken",
        "cell",
        "furniture",
        "linked",
        "node",
        "parent",
        "prose",
        "row",
        "score",
        "size",
        "tag",
    )

    def __init__(self, node: LexborNode, tag: str, parent: Block | None) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.furniture: bool = tag in _FURNITURE or (parent is not None and parent.furniture)
        self.cell: Block | None = self if tag in ("td", "th") else parent and parent.cell
        self.row: Block | None = self if tag == "tr" else parent and parent.row
        self.broken = False  # whether its own text is of several lines
        self.size = 0  # characters of text in it
        self.linked = 0  # of these, in links
        self.prose = 0.0  # weight of the prose in it, side boxes left out
        self.score = 0.0  # what speaks for it as the article
        self._side: bool | None = None

    @property
    def side(self) -> bool:
        """Whether class or id says that it stands beside the article: comments, related links."""
        if self._side is None:
            attributes = self.node.attributes
            mark = f"{attributes.get('class')} {attributes.get('id')}"
            self._side = _SIDE.search(mark) is not None
        return self._side

    def path(self) -> Iterator[Block]:
        """This block and those that hold it, inmost first."""
        block: Block | None = self
        while block is not None:
            yield block
            block = block.parent

    def is_in(self, outer: Block) -> bool:
        """Whether this is `outer` or stands within it."""
        return any(block is outer for block in self.path())


@dataclass(slots=True)
class Run:
    """A piece of text in one block; `starts` if a line begins with it."""

    text: str
    block: Block
    linked: bool
    starts: bool


@dataclass(slots=True)
class Line:
    """What a person sees as one line."""

    text: str
    block: Block
    linked: int = 0  # characters in links


#: What is known of an element once its ancestors are, the same for all text in it: its block,
#: whether it is in a link, whether it is unseen. A bare tuple: a page has some hundreds.
_Place = tuple[Block, bool, bool]


def read_runs(
    root: LexborNode, without: frozenset[int] = frozenset(), limit: int = MAX_RUNS
) -> tuple[list[Run], list[Block]]:
    """The text under `root` in document order, and its blocks, parents before children.

    Elements whose `mem_id` is in `without` are left out with all they hold; `limit` counts runs.
    """
    top = Block(root, root.tag or "", None)
    blocks = [top]
    places: dict[int, _Place] = {root.mem_id: (top, False, root.mem_id in without)}
    runs: list[Run] = []
    starts = True
    last: Block | None = None
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        if tag == "-text":
            text = node.text()
            if text.isspace():  # most text nodes are the source's indentation
                if runs and not starts:
                    runs[-1].text += "\n" if "\n" in text else " "
                continue
            place = _place(node.parent, places, blocks, without)
            if place is None or place[2]:
                continue
            if len(runs) >= limit:
                break
            block, linked, _ = place
            block.broken |= starts and block is last
            runs.append(Run(text, block, linked, starts or block is not last))
            starts, last = False, block
        elif not starts and not _is_inline(tag):
            starts = True
    return runs, blocks


def _is_inline(tag: str) -> bool:
    """Whether text goes on in an element; tags with a colon come from word processors."""
    return tag in _INLINE or ":" in tag


def _place(
    node: LexborNode | None,
    places: dict[int, _Place],
    blocks: list[Block],
    without: frozenset[int],
) -> _Place | None:
    """The place of an element, worked out from the nearest ancestor that is known."""
    path: list[LexborNode] = []
    place: _Place | None = None
    while node is not None:
        place = places.get(node.mem_id)
        if place is not None:
            break
        path.append(node)
        node = node.parent
    if place is None:
        return None
    for element in reversed(path):
        tag, key = element.tag or "", element.mem_id
        block, linked, unseen = place
        style = element.attributes.get("style")
        hidden = style is not None and _HIDDEN.search(style) is not None
        if not _is_inline(tag):
            block = Block(element, tag, block)
            block.furniture |= hidden
            blocks.append(block)
        elif hidden:
            unseen = True
        place = (block, linked or tag == "a", unseen or tag in _UNSEEN or key in without)
        places[key] = place
    return place


def tidy(text: str) -> str:
    """Runs of white space as one space, none at the ends or where the source only wraps."""
    if not text.isprintable():  # so are line breaks, and spaces other than " "
        text = _WIDTHLESS.sub("", _WRAPPED.sub("", text) if "\n" in text else text)
    return " ".join(text.split())


def join_lines(runs: Iterable[Run]) -> Iterator[Line]:
    """Runs joined to lines; empty ones are left out."""
    pieces: list[str] = []
    linked = 0
    block: Block | None = None
    for run in runs:
        if run.starts and block is not None:
            if text := tidy("".join(pieces)):
                yield Line(text, block, linked)
            pieces, linked = [], 0
        block = run.block
        pieces.append(run.text)
        if run.linked:
            linked += len(run.text.strip())
    if block is not None and (text := tidy("".join(pieces))):
        yield Line(text, block, linked)
