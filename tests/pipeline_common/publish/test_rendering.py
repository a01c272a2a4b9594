from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline_common.models import Feed, Milestone
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.record import ALL
from pipeline_common.publish.rendering import render_surviving


def a_feed(make: Callable[..., Milestone], edition_of: Callable[..., Edition]) -> Feed:
    edition = edition_of(make(0), make(1), make(2))
    entries = tuple(edition.entries_of(edition.record.latest(ALL)))
    home = "https://example.org/"
    return Feed(
        "urn:x:1", "t", "s", home, home, "zh-CN", "a", datetime(2026, 1, 1, tzinfo=UTC), entries
    )


def test_bad_entries_are_left_out(
    make: Callable[..., Milestone], edition_of: Callable[..., Edition]
) -> None:
    feed = a_feed(make, edition_of)
    bad = feed.entries[1].id

    def renderer(feed: Feed) -> bytes:
        if bad in (found := [entry.id for entry in feed.entries]):
            raise ValueError("no")
        return " ".join(found).encode()

    document, faults = render_surviving(renderer, feed)
    assert document.decode().split() == [feed.entries[0].id, feed.entries[2].id]
    assert faults == ((bad, "ValueError: no"),)


def test_a_renderer_that_never_works_is_an_error(
    make: Callable[..., Milestone], edition_of: Callable[..., Edition]
) -> None:
    def renderer(feed: Feed) -> bytes:
        raise KeyError("always")

    with pytest.raises(KeyError):
        render_surviving(renderer, a_feed(make, edition_of))
