"""XML from strangers: no entities, no network, bounded size, and broken XML is read as far as it goes."""

from __future__ import annotations

from lxml import etree

#: Characters of one XML document that are read.
MAX_XML = 12_000_000


def parse_xml(text: str) -> etree._Element | None:
    """The root of `text`; None for anything that is not XML or declares entities.

    Entities are refused outright: no sitemap or index needs its own, and they are how a document
    reads local files or grows without bounds.
    """
    text = text.lstrip("\ufeff \r\n\t")
    if not text.startswith("<") or len(text) > MAX_XML or "<!ENTITY" in text[:100_000].upper():
        return None
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local_name(element: etree._Element) -> str:
    """The tag without its namespace, in lower case; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def child_texts(element: etree._Element) -> dict[str, str]:
    """The texts of all descendants by local name; the first of a name counts."""
    texts: dict[str, str] = {}
    for child in element.iterdescendants():
        texts.setdefault(local_name(child), (child.text or "").strip())
    return texts
