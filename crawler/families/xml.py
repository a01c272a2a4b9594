"""XML from strangers: no entities of its own, no network, bounded size."""

from __future__ import annotations

import re
from xml.etree import ElementTree

#: Characters of one XML document that are read.
MAX_XML = 12_000_000

_ENTITY = re.compile(r"<!ENTITY", re.I)
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_xml(text: str) -> ElementTree.Element | None:
    """The root of `text`; None for anything that is not XML or declares entities.

    Entities are refused outright: no sitemap or index needs its own, and they are how a document
    reads local files or grows without bounds. Bare ampersands in addresses are forgiven.
    """
    text = text.lstrip("\ufeff \r\n\t")
    if not text.startswith("<") or len(text) > MAX_XML or _ENTITY.search(text):
        return None
    try:
        return ElementTree.fromstring(_BARE_AMPERSAND.sub("&amp;", _CONTROL.sub("", text)))
    except (ElementTree.ParseError, ValueError):
        return None


def local_name(element: ElementTree.Element) -> str:
    """The tag without its namespace, in lower case."""
    return element.tag.rpartition("}")[2].lower()


def child_texts(element: ElementTree.Element) -> dict[str, str]:
    """The texts of all descendants by local name; the first of a name counts."""
    texts: dict[str, str] = {}
    for child in element.iter():
        if child is not element:
            texts.setdefault(local_name(child), (child.text or "").strip())
    return texts
