"""sitemap.xml (sitemaps.org 0.9) and robots.txt: the lists lead a crawler to every milestone."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.etree as ET

from pipeline_common.publish.addresses import view_page
from pipeline_common.publish.edition import Document, Edition

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000  # addresses a sitemap may hold


def sitemap_documents(edition: Edition) -> Iterator[Document]:
    """The sitemap of the front page and all lists that are not empty, and what names it."""
    paths = [
        view_page(view.key) for view in edition.views.values() if view.count or view.key == "all"
    ]
    shown = paths[:_MOST]
    yield Document("sitemap.xml", lambda: _sitemap(edition, shown))
    yield Document("robots.txt", lambda: _robots(edition))


def _sitemap(edition: Edition, paths: list[str]) -> bytes:
    root = ET.Element("urlset", nsmap={None: _NAMESPACE})
    for path in paths:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = edition.base(path)
    document: bytes = ET.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _robots(edition: Edition) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {edition.base('sitemap.xml')}\n".encode()
