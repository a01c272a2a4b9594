"""RSS 2.0 with the profile of the RSS Advisory Board, and RFC 5005 archives."""

from __future__ import annotations

from pipeline_common.models import Feed
from pipeline_common.publish.feedgen_adapter import generate


def render(feed: Feed) -> bytes:
    """The feed as an RSS 2.0 document, UTF-8."""
    return generate(feed, "rss")
