"""Every file but the pages of milestones, in the order it has to appear: linked before linking."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from pipeline_common.models import Milestone
from pipeline_common.publish.addresses import archive_key, feed_file
from pipeline_common.publish.data import data_documents
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.feed_documents import (
    archive_documents,
    feed_documents,
    opml_document,
)
from pipeline_common.publish.formats import ARCHIVED
from pipeline_common.publish.manifest import Manifest
from pipeline_common.publish.site.documents import guiding_documents
from pipeline_common.publish.site.lists import is_parted, list_documents, month_files
from pipeline_common.publish.site.search import search_documents


def documents(
    edition: Edition,
    keys: Collection[str],
    *,
    before: Manifest,
    changed: Mapping[str, Milestone],
    read: Callable[[str], bytes | None],
) -> Iterator[Document]:
    """What has to be made anew when the views, months and archives in `keys` changed.

    `changed` are the milestones that did, by id; `read` gives what a file holds now, None where
    everything is made.
    """
    views = [view for key, view in edition.views.items() if key in keys]
    years, events, published = (_named(keys, family) for family in ("year", "month", "archive"))
    yield from archive_documents(edition, published, before.archives)
    yield from feed_documents(edition, views)
    yield opml_document(edition)
    yield from data_documents(edition, years, changed, read)
    yield from search_documents(edition, years, changed, read)
    yield from list_documents(edition, views, events, before.documents)
    yield from guiding_documents(edition)


def obsolete(before: Manifest, edition: Edition, made: Collection[str]) -> Iterator[str]:
    """Paths of earlier files that must not stay, of those that are not made again."""
    archives = set(before.archives) - set(edition.archives)
    paths = {feed_file(archive_key(key), suffix) for key in archives for suffix in ARCHIVED}
    paths |= {"data/milestones.json", "data/milestones.csv"}
    for view in edition.views.values():
        if view.family == "year" and not is_parted(view):
            paths |= set(month_files(view))
    yield from sorted((paths & set(before.documents)) - set(made))


def _named(keys: Collection[str], family: str) -> set[str]:
    return {key.partition("/")[2] for key in keys if key.startswith(f"{family}/")}
