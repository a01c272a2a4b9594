"""The one place that knows feedgen 1.0.0, and makes up for what it gets wrong.

Measured defects: entry links lose `rel` and `type` in Atom; only the first `rel=self` reaches RSS;
the RSS channel links to whatever link was set last; `updated` defaults to the clock; entries are
prepended; an author without e-mail is left out of RSS.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lxml.etree as ET
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from pipeline_common.models import Feed, FeedEntry, FeedLink

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_EVENT = "http://purl.org/rss/1.0/modules/event/"
_HISTORY = "http://purl.org/syndication/history/1.0"

#: Links between feed documents, whose address gets the suffix of the format.
_DOCUMENTS = frozenset({"current", "prev-archive", "next-archive"})


class _FeedExtension(BaseExtension):  # type: ignore[misc]
    """Namespaces, and the links and marks of a feed that feedgen drops."""

    links: Sequence[FeedLink] = ()
    archive = False
    rss = False

    def extend_ns(self) -> dict[str, str]:
        # Never the prefix "atom": declared in an Atom feed it draws a warning.
        names = {"dc": _DC, "ev": _EVENT} if self.rss else {"dcterms": _DCTERMS}
        return names | ({"fh": _HISTORY} if self.archive else {})

    def extend_rss(self, rss_feed: Any) -> Any:
        for link in self.links:
            ET.SubElement(rss_feed[0], f"{{{_ATOM}}}link", href=link.href, rel=link.rel)
        return self.extend_atom(rss_feed[0])

    def extend_atom(self, atom_feed: Any) -> Any:
        if self.archive:
            ET.SubElement(atom_feed, f"{{{_HISTORY}}}archive")
        return atom_feed


class _EntryExtension(BaseEntryExtension):  # type: ignore[misc]
    """Links of an entry as they are meant, outlet and date of the event."""

    entry: FeedEntry

    def extend_rss(self, entry: Any) -> Any:
        ET.SubElement(entry, f"{{{_DC}}}creator").text = self.entry.author
        when = self.entry.event_date
        if when and when.precision in ("day", "range") and len(when.edtf) >= 10:
            ET.SubElement(entry, f"{{{_EVENT}}}startdate").text = when.edtf[:10]
        return entry

    def extend_atom(self, entry: Any) -> Any:
        for link in entry.findall("link"):
            entry.remove(link)
        page = FeedLink(self.entry.link, "alternate", "text/html")
        for link in (page, *self.entry.via):
            given = {"href": link.href, "rel": link.rel, "type": link.type, "title": link.title}
            ET.SubElement(entry, "link", {name: value for name, value in given.items() if value})
        if self.entry.event_date:
            ET.SubElement(entry, f"{{{_DCTERMS}}}temporal").text = self.entry.event_date.edtf
        return entry


def generate(feed: Feed, kind: str) -> bytes:
    """The document of a feed; `kind` is "rss" (RSS 2.0) or "atom" (RFC 4287).

    Raises ValueError where a text holds what XML cannot (`clean` keeps that out).
    """
    generator = FeedGenerator()
    generator.register_extension("ours", _FeedExtension, _EntryExtension, atom=True, rss=True)
    links = [_with_suffix(link, kind) for link in feed.links]
    generator.ours.rss, generator.ours.archive = kind == "rss", feed.archive
    generator.ours.links = links
    generator.id(feed.id)
    generator.title(feed.title)
    generator.subtitle(feed.subtitle)
    generator.language(feed.language)
    generator.link(href=f"{feed.address}.{kind}", rel="self", type=f"application/{kind}+xml")
    for link in links:
        generator.link(href=link.href, rel=link.rel)
    generator.link(href=feed.home, rel="alternate", type="text/html")  # last: the RSS <link>
    generator.author(name=feed.author)
    generator.generator("coopfeed")  # no version: an upgrade must not change every feed
    generator.updated(feed.updated)
    for entry in feed.entries:
        _add(generator, entry, kind)
    document: bytes = getattr(generator, f"{kind}_str")(pretty=True)
    return document


def _add(generator: FeedGenerator, entry: FeedEntry, kind: str) -> None:
    item = generator.add_entry(order="append")
    item.guid(entry.id, permalink=False)
    item.title(entry.title)
    item.published(entry.published)
    item.updated(entry.updated)
    item.link(href=entry.link, rel="alternate")
    item.summary(entry.summary)
    item.content(entry.content_html, type="html")
    item.ours.entry = entry
    if kind == "atom":
        item.author(name=entry.author)
        item.category([{"term": c.term, "scheme": c.scheme} for c in entry.categories])
    else:  # a `domain` would make rss-parser give an object instead of the word
        item.category([{"term": term} for term in entry.terms])


def _with_suffix(link: FeedLink, kind: str) -> FeedLink:
    if link.rel in _DOCUMENTS:
        return FeedLink(f"{link.href}.{kind}", link.rel, f"application/{kind}+xml")
    return link
