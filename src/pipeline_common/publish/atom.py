"""Atom 1.0 (RFC 4287) with RFC 5005 archives; the event's date in `dcterms:temporal` (EDTF)."""

from __future__ import annotations

from pipeline_common.models import Feed
from pipeline_common.publish.feedgen_adapter import generate


def render(feed: Feed) -> bytes:
    """The feed as an Atom document, UTF-8."""
    return generate(feed, "atom")
