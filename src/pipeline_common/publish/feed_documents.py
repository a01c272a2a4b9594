"""The documents of the feeds: archives first, since current feeds name them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from pipeline_common.models import Feed, Milestone
from pipeline_common.publish.addresses import archive_key, feed_file
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.feeds import feed_title, make_archive, make_feed
from pipeline_common.publish.formats import ARCHIVED, RENDERERS, Renderer
from pipeline_common.publish.opml import render as render_opml
from pipeline_common.publish.record import month_of
from pipeline_common.publish.rendering import render_surviving
from pipeline_common.publish.views import View

#: Entries of one archive document; with more it would pass the 5 MB that validators read.
ARCHIVED_ENTRIES = 1000


def archive_keys(months: Mapping[str, int], held: Iterable[Milestone]) -> tuple[str, ...]:
    """Keys of the archive documents there have to be, oldest first: "2026-10", "2026-10-2", ...

    `months` counts the entries of each month of first publication. A month has documents as soon as
    one of its entries is not among those the current feed holds; so every entry is in the current
    feed or in an archive, and an archive once written hardly changes.
    """
    rest = dict(months)
    for milestone in held:
        rest[month_of(milestone)] -= 1
    keys: list[str] = []
    for month in sorted(month for month, left in rest.items() if left > 0):
        parts = -(-months[month] // ARCHIVED_ENTRIES)
        keys += [month, *(f"{month}-{part}" for part in range(2, parts + 1))]
    return tuple(keys)


def archive_documents(
    edition: Edition, months: Collection[str], former: Collection[str]
) -> Iterator[Document]:
    """Archives of these months, those that are new, and those that have to link the new ones."""
    keys = edition.archives
    fresh = {n for n, key in enumerate(keys) if key not in former}
    for number, key in enumerate(keys):
        if key[:7] in months or fresh & {number - 1, number, number + 1}:
            yield from _archive(edition, key)


def feed_documents(edition: Edition, views: Iterable[View]) -> Iterator[Document]:
    """The current feed of each of the views in each format."""
    for view in views:
        yield from _current(edition, view)


def opml_document(edition: Edition) -> Document:
    """The list of all feeds."""

    def render() -> bytes:
        return render_opml(
            edition.views.values(),
            title=feed_title(edition.everything, edition.settings, edition.labels),
            created=edition.record.begun(),
            base=edition.base,
            labels=edition.labels,
        )

    return Document("feeds/feeds.opml", render)


def _archive(edition: Edition, key: str) -> Iterator[Document]:
    def feed() -> Feed:
        part = int(key[8:] or 1) - 1
        start = part * ARCHIVED_ENTRIES
        milestones = edition.record.month(key[:7])[start : start + ARCHIVED_ENTRIES]
        return make_archive(
            key,
            edition.entries_of(reversed(milestones)),
            settings=edition.settings,
            region=edition.region,
            base=edition.base,
            labels=edition.labels,
            archives=edition.archives,
        )

    yield from _documents(edition, archive_key(key), ARCHIVED, feed)


def _current(edition: Edition, view: View) -> Iterator[Document]:
    def feed() -> Feed:
        return make_feed(
            view,
            edition.entries_of(edition.current(view)),
            settings=edition.settings,
            region=edition.region,
            base=edition.base,
            labels=edition.labels,
            archives=edition.archives if view.key == "all" else (),
        )

    yield from _documents(edition, view.key, tuple(RENDERERS), feed)


def _documents(
    edition: Edition, key: str, suffixes: Iterable[str], make: Callable[[], Feed]
) -> Iterator[Document]:
    feed: Feed | None = None

    def rendering(renderer: Renderer) -> Callable[[], bytes]:
        def render() -> bytes:
            nonlocal feed
            feed = feed or make()  # once for all formats
            document, faults = render_surviving(renderer, feed)
            edition.press.faults |= dict(faults)
            return document

        return render

    for suffix in suffixes:
        yield Document(feed_file(key, suffix), rendering(RENDERERS[suffix]))
