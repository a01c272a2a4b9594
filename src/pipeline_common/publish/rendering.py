"""One bad entry never costs a feed: it is left out, and told."""

from __future__ import annotations

import dataclasses

from pipeline_common.models import Feed, FeedEntry
from pipeline_common.publish import clean
from pipeline_common.publish.formats import Renderer


def render_surviving(renderer: Renderer, feed: Feed) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """The document of the entries that can be rendered; ids and reasons of those that cannot.

    Raises what the renderer raises when the feed fails without any entry.
    """
    try:
        return renderer(feed), ()
    except Exception:
        faults = [(entry, _fault(renderer, feed, entry)) for entry in feed.entries]
        good = tuple(entry for entry, fault in faults if not fault)
        document = renderer(dataclasses.replace(feed, entries=good))
        return document, tuple((entry.id, fault) for entry, fault in faults if fault)


def _fault(renderer: Renderer, feed: Feed, entry: FeedEntry) -> str:
    try:
        renderer(dataclasses.replace(feed, entries=(entry,)))
    except Exception as error:
        return clean.line(f"{type(error).__name__}: {error}")
    return ""
