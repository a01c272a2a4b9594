"""One page on its own, as `coopfeed inspect article` and `inspect listing` show it."""

from __future__ import annotations

from crawler.encoding import decode
from crawler.families import Document, Family, detect
from crawler.reading import canonical_address, read_article
from pipeline_common.models import Listing, Row, Source

__all__ = ["inspect_article", "inspect_listing"]


def inspect_article(body: bytes, url: str | None) -> dict[str, object]:
    """The fields of an article page and where they come from, ready for JSON.

    Keys: title, published (ISO or None), published_from, outlet, text, encoding, family, rule,
    attachments. Without `url` the page's own canonical address stands in. Never raises.
    """
    document, family, known = _open(body, url)
    if known:
        read = family.read_article(document, _SOURCE, None)
    else:
        read = read_article(document.text, url=document.url)
    return {
        "title": read.title,
        "published": read.published.value if read.published else None,
        "published_from": read.published.origin.value if read.published else None,
        "outlet": read.outlet,
        "text": read.text,
        "encoding": document.encoding,
        "family": family.name,
        "rule": read.rule,
        "attachments": [{"url": a.url, "title": a.title, "kind": a.kind} for a in read.attachments],
    }


def inspect_listing(body: bytes, url: str | None) -> dict[str, object]:
    """The rows of a listing page, ready for JSON.

    Keys: family, found, rule, rows (url, title, date, date_from, pinned). Never raises.
    """
    document, family, _ = _open(body, url)
    read = family.read_listing(document, _SOURCE, Listing(document.url), 1)
    return {
        "family": family.name,
        "found": read.found,
        "rule": read.rule,
        "rows": [_row(row) for row in read.rows],
    }


#: A page on its own has no source: the families' own rules apply.
_SOURCE = Source(id="inspect", name="", family="auto", listings=())


def _open(body: bytes, url: str | None) -> tuple[Document, Family, bool]:
    """The page, its family, and whether a mark of the family shows."""
    decoded = decode(body)
    address = url or canonical_address(decoded.text)
    family, evidence = detect(address, decoded.text)
    return Document(address, decoded.text, decoded.encoding, body=body), family, bool(evidence)


def _row(row: Row) -> dict[str, object]:
    return {
        "url": row.url,
        "title": row.title,
        "date": row.published.value if row.published else None,
        "date_from": row.published.origin.value if row.published else None,
        "pinned": row.pinned,
    }
