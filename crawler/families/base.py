"""What every CMS family offers, and the plain values that pass between it and the engine.

A family is pure: documents in, values out. It never fetches, reads no clock, and knows no Scrapy;
where more has to be read it describes the request.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from crawler.families.addresses import dated_addresses
from crawler.reading import ArticlePreset, ReadArticle, read_article
from pipeline_common.models import Listing, Row, Source


@dataclass(frozen=True, slots=True)
class Request:
    """A request to be made; `form` (POST) holds the fields in order, names may repeat.

    `context` is never sent: it is what the family wants to know when the answer comes back.
    """

    url: str
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A page as it came, decoded.

    `url` is the address after redirects; `request` the request it answers, where one was made, as
    the answer to a form does not tell what was asked.
    """

    url: str
    text: str
    encoding: str = "utf-8"
    content_type: str = ""
    body: bytes = b""
    request: Request | None = None

    def told(self, name: str) -> str:
        """What the family noted under `name` in the context of the request; "" without one."""
        return self.request.context.get(name, "") if self.request else ""


@dataclass(frozen=True, slots=True)
class ListingResult:
    """What one document of a listing held.

    `found` is False when the page holds no list at all (redesign, challenge); a list without a row
    is found and empty. `next` is the following page of the same listing; `more` are further
    documents of this page (an iframe, a data file, the pages of a newspaper's issue), to be handed
    to `read_listing` with the same page number. An address may be offered again: the engine reads
    each once. `total` counts pages. `rule` says for a person how the rows were found.
    """

    found: bool
    rows: tuple[Row, ...] = ()
    next: Request | None = None
    more: tuple[Request, ...] = ()
    total: int | None = None
    rule: str = ""


class Family(ABC):
    """One content management system: how its listings, pagers and articles are built."""

    name: str
    label: str
    #: A 404 at a start request means "nothing that day", not a fault (newspapers on holidays).
    absent_is_empty: bool = False

    def fingerprint(self, url: str, text: str) -> str:
        """Evidence, in words, that the page at `url` is of this family; "" where there is none."""
        return ""

    def start(
        self, source: Source, listing: Listing, today: date, since: date | None = None
    ) -> tuple[Request, ...]:
        """The requests that open a listing.

        {YYYY}, {MM} and {DD} in its address are filled from `today`, {page} is 1. `since` asks for
        everything from that day on, which only dated addresses can answer; others page back.
        """
        address = listing.url.replace("{page}", "1")
        return tuple(Request(url) for url in dated_addresses(address, today, since))

    @abstractmethod
    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """The rows of one document; `page` counts from 1."""

    def read_article(self, document: Document, source: Source, row: Row | None) -> ReadArticle:
        """The fields of an article page; what is not there stays empty."""
        return read_article(
            document.text, url=document.url, selectors=source.selectors, preset=self.preset
        )

    def next_parts(self, document: Document) -> tuple[str, ...]:
        """Addresses of pages 2, 3, ... of an article told over several."""
        return ()

    @property
    def preset(self) -> ArticlePreset | None:
        """Where this system puts title, date, outlet and text."""
        return None
