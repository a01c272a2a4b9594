"""HTML text to a tree that is safe to walk: bounded nesting, bounded formatting, linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["attribute", "names", "parse", "select"]


def names(text: str) -> frozenset[str]:
    """The words of `text` as a set."""
    return frozenset(text.split())


#: Nesting that browsers keep too (Blink: 512); what is deeper is laid flat.
MAX_DEPTH = 512
#: Pages with fewer tags than this cannot be nested enough to hurt.
_HARMLESS = 2500
#: Characters of a page that are read; the largest real ones are far below.
MAX_CHARACTERS = 10_000_000

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,30})")
#: A tag of more than `_LONG` characters and `_CROWDED` separators goes: the parser compares every
#: attribute with all before it. Only attacks and embedded images are that long.
_LONG, _CROWDED = 4000, 200
_SEPARATOR = re.compile(r"[\s=/]+")
#: Tags that hold nothing or are closed by the next of their kind.
_FLAT = names(
    "area base br col embed hr img input link meta param source track wbr "
    "li p dt dd option tr td th tbody thead tfoot html head body"
)
#: Inline tags that HTML re-opens in every later block: left open they multiply.
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
_MAX_FORMATTING = 32


def parse(html: str) -> LexborHTMLParser:
    """The tree of a page; never raises, whatever the text holds.

    Parsing time of the HTML standard's algorithm grows with the square of the nesting, so tags
    nested deeper than `MAX_DEPTH` are dropped first, their text stays.
    """
    html = html[:MAX_CHARACTERS]
    if "\x00" in html:
        html = html.replace("\x00", "")
    if not _is_sparse(html):
        html = _uncrowded(html)
    if html.count("<") > _HARMLESS:
        html = "".join(_bounded(html))
    html = html or "<html></html>"
    try:
        return LexborHTMLParser(html)
    except UnicodeEncodeError:  # half of a character pair
        return LexborHTMLParser(html.encode("utf-8", "replace").decode("utf-8"))


def _is_sparse(html: str) -> bool:
    """Whether the next ">" is never more than `_LONG` characters away."""
    start = 0
    while len(html) - start > _LONG:
        end = html.rfind(">", start, start + _LONG + 1)
        if end < 0:
            return False
        start = end + 1
    return True


def _uncrowded(html: str) -> str:
    """`html` with tags of absurdly many attributes cut short."""
    return ">".join(piece if len(piece) <= _LONG else _cut(piece) for piece in html.split(">"))


def _cut(piece: str) -> str:
    """What stands between two ">"; a script's end tag at its end stays."""
    tag = _TAG.search(piece)
    if not tag or len(piece) - tag.start() <= _LONG:
        return piece
    if len(_SEPARATOR.findall(piece, tag.end())) <= _CROWDED:
        return piece
    end = piece.rfind("</", tag.end())
    return piece[: tag.start()] + "<wbr" + (piece[end:] if len(piece) - end < 20 else "")


def _bounded(html: str) -> Iterator[str]:
    """The pieces of `html` without the tags that nest too deep."""
    open_tags: dict[str, int] = {}
    depth = formatting = kept = 0
    for tag in _TAG.finditer(html):
        closing, name = tag.groups()
        name = name.lower()
        if name in _FLAT:
            continue
        count = open_tags.get(name, 0)
        if closing:
            if count:
                open_tags[name] = count - 1
                depth -= 1
                formatting -= name in _FORMATTING
        elif depth >= MAX_DEPTH or (formatting >= _MAX_FORMATTING and name in _FORMATTING):
            yield html[kept : tag.start()]
            kept = html.find(">", tag.end()) + 1 or len(html)
        else:
            open_tags[name] = count + 1
            depth += 1
            formatting += name in _FORMATTING
    yield html[kept:]


def select(tree: LexborHTMLParser | LexborNode, selectors: str) -> list[LexborNode]:
    """Nodes that match, in document order; an empty selector matches nothing."""
    return tree.css(selectors) if selectors else []


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value without surrounding space, "" where there is none."""
    return (node.attributes.get(name) or "").strip()
