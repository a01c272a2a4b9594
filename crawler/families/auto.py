"""A static site of no known system, or one whose system is found out from its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.families.addresses import same_host
from crawler.families.base import Document, Family, ListingResult, Request
from crawler.families.html import HtmlFamily
from crawler.families.pager import STATIC, by_number, first_of
from crawler.reading import ReadArticle
from crawler.reading.page import absolute, base_address
from crawler.reading.tree import attribute, parse
from pipeline_common.models import Listing, Row, Source

#: Frames of one page that are looked into.
MAX_FRAMES = 4

_STATIC = HtmlFamily(
    name="auto",
    label="Static pages of any system",
    pager=first_of(
        STATIC,
        by_number("", first=0),
        by_number(""),
    ),
)


class Auto(Family):
    """Asks the known systems first; what none of them claims is read as static pages."""

    name = _STATIC.name
    label = _STATIC.label

    def __init__(self, families: Sequence[Family]) -> None:
        self._families = tuple(families)

    def detect(self, url: str, text: str) -> tuple[Family, str]:
        """The system whose mark shows, with the mark in words; this family where none does."""
        for family in self._families:
            if evidence := family.fingerprint(url, text):
                return family, evidence
        return self, ""

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """The rows as the detected system reads them, else of the page or of its frames."""
        told = document.told("system")
        known = next((family for family in self._families if family.name == told), None)
        family = known or self.detect(document.url, document.text)[0]
        if family is not self:
            return _noted(family.read_listing(document, source, listing, page), family.name)
        read = _STATIC.read_listing(document, source, listing, page)
        if read.rows or document.told("frame"):
            return read
        frames = frame_requests(document)
        return ListingResult(True, more=frames, rule="list in a frame") if frames else read

    def read_article(self, document: Document, source: Source, row: Row | None) -> ReadArticle:
        """The fields as the detected system reads them."""
        family, _ = self.detect(document.url, document.text)
        if family is not self:
            return family.read_article(document, source, row)
        return super().read_article(document, source, row)

    def next_parts(self, document: Document) -> tuple[str, ...]:
        """Further pages as the detected system finds them."""
        family, _ = self.detect(document.url, document.text)
        return () if family is self else family.next_parts(document)


def _noted(result: ListingResult, system: str) -> ListingResult:
    """`result` with requests that remember the system: its answers may show no mark of it."""

    def note(request: Request) -> Request:
        return replace(request, context={**request.context, "system": system})

    following = result.next and note(result.next)
    return replace(result, next=following, more=tuple(map(note, result.more)))


def frame_requests(document: Document) -> tuple[Request, ...]:
    """Requests for the frames that the same host serves."""
    addresses: dict[str, None] = {}
    tree = parse(document.text)
    base = base_address(tree, document.url)
    for node in tree.css("iframe[src], frame[src]"):
        url = absolute(base, attribute(node, "src"))
        if same_host(url, document.url) and url != document.url:
            addresses[url] = None
    return tuple(Request(url, context={"frame": "1"}) for url in list(addresses)[:MAX_FRAMES])
