"""The documents of the feeds: archives first, since current feeds name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline_common.models import Feed, Milestone
from pipeline_common.publish import window
from pipeline_common.publish.addresses import feed_file
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.feeds import feed_title, make_archive, make_feed
from pipeline_common.publish.formats import ARCHIVED, RENDERERS, Renderer
from pipeline_common.publish.opml import render as render_opml
from pipeline_common.publish.rendering import render_surviving
from pipeline_common.publish.views import View


def feed_documents(edition: Edition) -> Iterator[Document]:
    """Archives, then the current feed of each view in each format, then the list of feeds."""
    everything = edition.everything
    archives = window.archives(everything.milestones, edition.current(everything))
    months = tuple(archives)
    for month, milestones in archives.items():
        yield from _archive(edition, month, milestones, months)
    for view in edition.views:
        yield from _current(edition, view, months if view.key == "all" else ())
    first = min((m.published for m in everything.milestones if m.published), default=None)
    yield Document(
        "feeds/feeds.opml",
        edition.key(
            "opml", str(first), *(part for v in edition.views for part in (v.key, v.title))
        ),
        lambda: render_opml(
            edition.views,
            title=feed_title(everything, edition.settings, edition.labels),
            created=first,
            base=edition.base,
            labels=edition.labels,
        ),
    )


def _archive(
    edition: Edition, month: str, milestones: tuple[Milestone, ...], months: tuple[str, ...]
) -> Iterator[Document]:
    place = months.index(month)
    near = months[max(place - 1, 0) : place + 2]

    def feed() -> Feed:
        return make_archive(
            month,
            edition.entries_of(milestones),
            settings=edition.settings,
            region=edition.region,
            base=edition.base,
            labels=edition.labels,
            months=months,
        )

    for suffix in ARCHIVED:
        yield Document(
            feed_file(f"archive/{month}", suffix),
            edition.key(suffix, month, *near, of=milestones),
            _rendering(edition, RENDERERS[suffix], feed),
        )


def _current(edition: Edition, view: View, months: tuple[str, ...]) -> Iterator[Document]:
    milestones = edition.current(view)

    def feed() -> Feed:
        return make_feed(
            view,
            edition.entries_of(milestones),
            settings=edition.settings,
            region=edition.region,
            base=edition.base,
            labels=edition.labels,
            months=months,
        )

    for suffix, renderer in RENDERERS.items():
        yield Document(
            feed_file(view.key, suffix),
            edition.key(suffix, view.key, view.title, *months[-1:], of=milestones),
            _rendering(edition, renderer, feed),
        )


def _rendering(
    edition: Edition, renderer: Renderer, feed: Callable[[], Feed]
) -> Callable[[], bytes]:
    def render() -> bytes:
        document, faults = render_surviving(renderer, feed())
        edition.skipped.extend(faults)
        return document

    return render
