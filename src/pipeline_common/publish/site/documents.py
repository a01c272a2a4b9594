"""The documents of the site that exist once: style and script, guides, sitemap, front page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.site.assets import asset_files
from pipeline_common.publish.site.front import front_document
from pipeline_common.publish.site.guides import guide_documents
from pipeline_common.publish.site.sitemap import sitemap_documents


def asset_documents() -> Iterator[Document]:
    """Style, script, icons."""
    for path, data in asset_files():
        yield Document(path, lambda data=data: data)  # type: ignore[misc]


def guiding_documents(edition: Edition) -> Iterator[Document]:
    """Guides, sitemap and, last, the front page."""
    yield from guide_documents(edition)
    yield from sitemap_documents(edition)
    yield front_document(edition)
