"""The documents of the site in the order they are written: linked before linking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline_common.models import Milestone
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.site.assets import asset_files
from pipeline_common.publish.site.front import front_document
from pipeline_common.publish.site.guides import guide_documents
from pipeline_common.publish.site.lists import list_documents
from pipeline_common.publish.site.search import render_index
from pipeline_common.publish.site.sitemap import sitemap_documents
from pipeline_common.publish.views import is_listed, year_of


def asset_documents(edition: Edition) -> Iterator[Document]:
    """Style, script, icons."""
    for path, data in asset_files():
        yield Document(path, edition.key("asset", path), lambda data=data: data)  # type: ignore[misc]


def page_documents(edition: Edition) -> Iterator[Document]:
    """Search index, lists, guides, sitemap and, last, the front page."""
    yield from _search_documents(edition)
    yield from list_documents(edition)
    yield from guide_documents(edition)
    yield from sitemap_documents(edition)
    yield front_document(edition)


def _search_documents(edition: Edition) -> Iterator[Document]:
    years: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in filter(is_listed, edition.everything.milestones):
        years[year_of(milestone)].append(milestone)
    for year, milestones in years.items():
        yield Document(
            f"search/{year}.json",
            edition.key("search", of=milestones),
            lambda milestones=milestones: render_index(milestones, edition),  # type: ignore[misc]
        )
