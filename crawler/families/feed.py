"""RSS, Atom and JSON Feed as listings.

feedparser reads the structure; dates are read here, since it takes CST for Chicago and guesses at
what it does not know (`2016/6/29 15:07` becomes the first of the current month).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from crawler.families.base import Document, Family, ListingResult
from crawler.families.records import plain_text
from crawler.families.scripts import parse_json
from crawler.reading.dates import parse_date_text
from crawler.reading.page import absolute
from pipeline_common.models import CHINA, Listing, Origin, Published, Row, Source

#: Entries of one feed that are read.
MAX_ENTRIES = 2000

_PROLOGUE = re.compile(
    r"<\?[^>]{0,400}\?>|<!DOCTYPE[^>\[]{0,400}>|<!--(?:[^-]|-(?!->)){0,4000}-->|\s+"
)
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,400}\?>")
_RFC_5322 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}")
_ZONE = re.compile(r"(?:[+-]\d\d:?\d\d|\b[A-Z]{1,5})$")
_CHINA_ZONE = re.compile(r"\s*\b(?:CST|BJT|(?:GMT|UTC)\+0?8(?::?00)?)$")
#: How a text ends that is only the beginning of one.
_CUT = re.compile(
    r"(?:…|\.{3}|\[&#8230;\]|(?:阅读|查看|点击)(?:全文|原文|更多)|read more)\W*$", re.I
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


class Feed(Family):
    """A listing that is a feed; entries that carry their whole text need no article page."""

    name = "feed"
    label = "RSS, Atom or JSON Feed"

    def fingerprint(self, url: str, text: str) -> str:
        """Whether the document is a feed."""
        return "the document is a feed" if is_feed(text) else ""

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """The entries; not found where something else is served at the feed's address."""
        if not is_feed(document.text):
            return ListingResult(found=False, rule="no feed at this address")
        if document.text.lstrip("\ufeff \r\n\t").startswith("{"):
            return ListingResult(True, tuple(_json_rows(document, source)), rule="JSON Feed")
        rows = tuple(_xml_rows(document, source))
        return ListingResult(True, rows, rule="entries of the feed")


def is_feed(text: str) -> bool:
    """Whether `text` is a feed, and not a challenge page served at its address.

    A document type with declarations of its own is no feed: entities are how a document reads local
    files or grows without bounds.
    """
    text = text[:20_000].lstrip("\ufeff")
    if text.lstrip().startswith("{"):
        return "jsonfeed.org/version" in text
    at = 0
    while found := _PROLOGUE.match(text, at):
        at = found.end()
    return _ROOT.match(text, at) is not None


def feed_date(text: str) -> str:
    """ISO 8601 of a date in a feed; "" where it is none.

    RFC 5322, RFC 3339 and the plain Chinese forms. An unmarked time and "CST" are time in China;
    a bare day stays a day.
    """
    text = text.strip()[:80]
    try:
        if _RFC_5322.match(text) and ":" in text:
            text = _CHINA_ZONE.sub(" +0800", text)
            when = parsedate_to_datetime(text if _ZONE.search(text) else f"{text} +0800")
            return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(CHINA).isoformat()
        if _ISO.match(text) and _ZONE.search(text):
            return datetime.fromisoformat(text).astimezone(CHINA).isoformat()
    except (ValueError, OverflowError):
        return ""
    return parse_date_text(text) or ""


def _xml_rows(document: Document, source: Source) -> Iterable[Row]:
    # The text is decoded already; the declaration would send feedparser back to the old bytes.
    text = _DECLARED.sub("", document.text.lstrip("\ufeff"))
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": document.url,
        },
    )
    for entry in parsed.entries[:MAX_ENTRIES]:
        texts = [part.get("value", "") for part in entry.get("content", [])]
        yield from _row(
            document,
            link=entry.get("link", ""),
            title=entry.get("title", ""),
            date=entry.get("published") or entry.get("updated") or "",
            outlet=entry.get("source", {}).get("title", ""),
            body=_whole(max(texts, key=len, default="")),
            summary="" if source.fetch_articles else entry.get("summary", ""),
        )


def _json_rows(document: Document, source: Source) -> Iterable[Row]:
    data: Any = parse_json(document.text)
    items = data.get("items") if isinstance(data, dict) else None
    for item in items[:MAX_ENTRIES] if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        yield from _row(
            document,
            link=item.get("url") or item.get("external_url"),
            title=item.get("title"),
            date=item.get("date_published"),
            outlet="",
            body=_whole(item.get("content_html")),
            summary="" if source.fetch_articles else item.get("content_text"),
        )


def _whole(text: Any) -> str:
    """The text of an entry, unless it only leads to the page with the whole of it."""
    return text if isinstance(text, str) and not _CUT.search(plain_text(text)[-40:]) else ""


def _row(
    document: Document, *, link: Any, title: Any, date: Any, outlet: Any, body: Any, summary: Any
) -> Iterable[Row]:
    url = absolute(document.url, link) if isinstance(link, str) else ""
    if not url:
        return
    value = feed_date(date) if isinstance(date, str) else ""
    yield Row(
        url=url,
        title=plain_text(title),
        published=Published(value, Origin.FEED) if value else None,
        outlet=plain_text(outlet),
        body_html=next((t for t in (body, summary) if isinstance(t, str) and t.strip()), ""),
    )


FEED = Feed()
