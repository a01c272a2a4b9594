"""Lists that are JSON: any service, read by the key paths of its source file.

`selectors.keys` of the source names the paths (`items`, `url`, `title`, `date`, `outlet`, `body`,
`pages`); the listing's address may hold {page}, and `params.form` the fields of a POST.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from urllib.parse import parse_qsl

from crawler.families.base import Document, Family, ListingResult, Request
from crawler.families.records import Keys, read_records
from crawler.families.scripts import parse_json, value_at
from pipeline_common.models import Listing, Source

_NAMES = frozenset(f.name for f in fields(Keys))


class JsonList(Family):
    """A JSON service without a family of its own."""

    name = "json_list"
    label = "JSON list by key paths"

    def start(
        self, source: Source, listing: Listing, today: date, since: date | None = None
    ) -> tuple[Request, ...]:
        """Page 1; a POST where the listing has a form."""
        if "form" in listing.params:
            return (_page_request(listing, 1),)
        return super().start(source, listing, today, since)

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """The rows at the source's key paths."""
        given = {k: v for k, v in source.selectors.keys.items() if k in _NAMES}
        return read_json_list(document, replace(Keys(), **given), listing, page)


def read_json_list(document: Document, keys: Keys, listing: Listing, page: int) -> ListingResult:
    """Rows of a JSON document by `keys`; the next page where the listing can be asked for it."""
    data = parse_json(document.text)
    rows = read_records(data, keys, document.url)
    if rows is None:
        return ListingResult(found=False, rule=f"no list at {keys.items!r}")
    told = str(value_at(data, keys.pages)) if keys.pages else ""
    total = int(told) if told.isdecimal() else None
    paged = "{page}" in listing.url + listing.params.get("form", "")
    more = paged and rows and (total is None or page < total)
    return ListingResult(
        found=True,
        rows=rows,
        next=_page_request(listing, page + 1) if more else None,
        total=total,
        rule="JSON list",
    )


def _page_request(listing: Listing, page: int) -> Request:
    url = listing.url.replace("{page}", str(page))
    if "form" not in listing.params:
        return Request(url)
    form = listing.params["form"].replace("{page}", str(page))
    return Request(url, "POST", tuple(parse_qsl(form, keep_blank_values=True)))


JSON_LIST = JsonList()
