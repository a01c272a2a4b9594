"""Feeds and entries, in no format yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_common.models.dates import EventDate
from pipeline_common.models.milestones import Milestone


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link of a feed or entry (RFC 4287, 4.2.7)."""

    href: str
    rel: str = "alternate"
    type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A category of an entry (RFC 4287, 4.2.2): a word, and its vocabulary as an IRI."""

    term: str
    scheme: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A milestone as a format-neutral feed entry; texts are clean, instants whole seconds."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    summary: str  # plain text
    content_html: str  # sanitised
    author: str  # the outlet
    categories: tuple[Category, ...]  # kind, places, region; no word twice
    via: tuple[FeedLink, ...]  # the articles
    event_date: EventDate | None
    milestone: Milestone

    @property
    def terms(self) -> tuple[str, ...]:
        """The words of the categories, the kind's first."""
        return tuple(category.term for category in self.categories)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed document, in no format yet."""

    id: str
    title: str
    subtitle: str
    home: str  # page that shows the same
    address: str  # own URL without suffix
    language: str
    author: str
    updated: datetime
    entries: tuple[FeedEntry, ...]  # newest first
    links: tuple[FeedLink, ...] = ()  # hub, archives
    archive: bool = False
