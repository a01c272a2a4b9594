"""Sitemaps as listings (sitemaps.org 0.9, with Google's news extension).

`lastmod` is when a page changed, not when it was published, so it only orders; a publication date
is taken from `news:publication_date` or the address.
"""

from __future__ import annotations

from crawler.families.addresses import same_host
from crawler.families.base import Document, Family, ListingResult, Request
from crawler.families.feed import feed_date
from crawler.families.xml import child_texts, local_name, parse_xml
from crawler.reading.dates import address_date
from crawler.reading.page import absolute
from pipeline_common.models import Listing, Origin, Published, Row, Source

#: Files of one index, newest first, and addresses of one file that are read (the standard's limit).
MAX_FILES = 10
MAX_ADDRESSES = 50_000


class Sitemap(Family):
    """Addresses of a site, newest change first."""

    name = "sitemap"
    label = "Sitemap"

    def fingerprint(self, url: str, text: str) -> str:
        """The root element of a sitemap or an index."""
        head = text[:4000]
        if "<urlset" in head or "<sitemapindex" in head:
            return "the document is a sitemap"
        return ""

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """Rows of a sitemap; the newest files of an index."""
        root = parse_xml(document.text) if self.fingerprint("", document.text) else None
        if root is None:
            return ListingResult(found=False, rule="no sitemap at this address")
        entries = [child_texts(element) for element in root if local_name(element)]
        entries = [entry for entry in entries[:MAX_ADDRESSES] if entry.get("loc")]
        entries.sort(key=lambda entry: feed_date(entry.get("lastmod", "")), reverse=True)
        if local_name(root) == "sitemapindex":
            files = [absolute(document.url, entry["loc"]) for entry in entries]
            files = [url for url in files if same_host(url, document.url)][:MAX_FILES]
            return ListingResult(True, more=tuple(map(Request, files)), rule="sitemap index")
        rows = (_row(entry, document.url) for entry in entries)
        return ListingResult(
            True, tuple(row for row in rows if row.url), rule="addresses of a sitemap"
        )


def _row(entry: dict[str, str], base: str) -> Row:
    url = absolute(base, entry["loc"])
    dates = (
        (feed_date(entry.get("publication_date", "")), Origin.FEED),
        (address_date(url), Origin.ADDRESS),
    )
    return Row(
        url=url,
        title=entry.get("title", ""),
        published=next((Published(value, origin) for value, origin in dates if value), None),
        outlet=entry.get("name", ""),
    )


SITEMAP = Sitemap()
