"""The formats a feed is published in, by the suffix of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline_common.models import Feed
from pipeline_common.publish import atom, ical, jsonfeed, rss

Renderer = Callable[[Feed], bytes]

#: Suffix -> what makes the document of a feed. Adding a format is one line here and in MEDIA.
RENDERERS: Mapping[str, Renderer] = {
    "atom": atom.render,
    "rss": rss.render,
    "json": jsonfeed.render,
    "ics": ical.render,
}

#: Formats that link archive documents.
ARCHIVED = ("atom", "rss", "json")


@dataclass(frozen=True, slots=True)
class Medium:
    """What a format is called and served as."""

    name: str
    type: str


MEDIA: Mapping[str, Medium] = {
    "atom": Medium("Atom", "application/atom+xml"),
    "rss": Medium("RSS", "application/rss+xml"),
    "json": Medium("JSON Feed", "application/feed+json"),
    "ics": Medium("iCalendar", "text/calendar"),
}
