"""Hanweb JPaaS: lists that a unit service builds, described by the attributes of a script tag.

The service answers only with a referrer, and counts pages only through `paramJson`; "bulidstatic"
is its own spelling. Seen at zj.gov.cn.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

from crawler.families.addresses import same_host
from crawler.families.base import Document, ListingResult, Request
from crawler.families.html import HtmlFamily
from crawler.families.scripts import parse_json, value_at
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset, read_rows
from crawler.reading.page import absolute
from crawler.reading.tree import attribute, parse
from pipeline_common.models import Listing, Origin, Row, Source

#: Rows of one answer.
PAGE_SIZE = 15

_PAIR = re.compile(r"['\"](\w{1,40})['\"]\s*:\s*['\"]([^'\"]{0,200})['\"]")
_COUNT = re.compile(r"\bcount=[\"']?(\d{1,7})")


class HanwebJpaas(HtmlFamily):
    """Reads the column page and the answers of the unit service."""

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """Rows in the page where it carries them, else the answers of its units."""
        data = parse_json(document.text) if document.text.lstrip().startswith("{") else None
        if data is not None:
            return self._read_answer(document, value_at(data, "data.html"), listing, page)
        units = unit_requests(document, listing, page=1)
        read = self.read_rows(document, source)
        if units and not any(map(_is_dated, read.rows)):  # what is there are side boxes
            return ListingResult(found=True, more=units, rule="list is built by units")
        told = _COUNT.search(document.text)
        following = unit_requests(document, listing, page + 1)
        return ListingResult(
            found=read.found,
            rows=read.rows,
            next=following[0] if following else None,
            total=-(-int(told[1]) // PAGE_SIZE) if told else None,
            rule=read.rule,
        )

    def _read_answer(
        self, document: Document, html: object, listing: Listing, page: int
    ) -> ListingResult:
        if not isinstance(html, str):
            return ListingResult(found=False, rule="no data.html in the unit's answer")
        read = read_rows(html, url=listing.url, selectors=None)
        told = _COUNT.search(html)
        total = -(-int(told[1]) // PAGE_SIZE) if told else None
        more = read.rows and (page < total if total is not None else len(read.rows) >= PAGE_SIZE)
        following = None
        if more and (query := document.told("query")):
            following = _request(document.told("service"), query, listing, page + 1)
        return ListingResult(True, read.rows, following, total=total, rule="unit's answer")


def _is_dated(row: Row) -> bool:
    return row.published is not None and row.published.origin is Origin.LISTING


def unit_requests(document: Document, listing: Listing, page: int) -> tuple[Request, ...]:
    """A request for `page` of each unit that the column page describes, the list's own first."""
    nodes = parse(document.text).css("script[querydata], div[querydata]")
    nodes.sort(key=lambda node: "list" not in (node.attributes.get("querydata") or "").lower())
    requests = (_unit_request(node, document.url, listing, page) for node in nodes[:5])
    return tuple(request for request in requests if request)


def _unit_request(node: LexborNode, base: str, listing: Listing, page: int) -> Request | None:
    service = absolute(base, attribute(node, "url"))
    query = dict(_PAIR.findall(attribute(node, "querydata")))
    if "/build/unit" not in service or not query or not same_host(service, base):
        return None
    return _request(service, urlencode(query), listing, page)


def _request(service: str, query: str, listing: Listing, page: int) -> Request:
    position = json.dumps({"pageNo": page, "pageSize": PAGE_SIZE}, separators=(",", ":"))
    return Request(
        url=f"{service}?{query}&{urlencode({'paramJson': position})}",
        headers={"Referer": listing.url, "X-Requested-With": "XMLHttpRequest"},
        context={"service": service, "query": query},
    )


HANWEB_JPAAS = HanwebJpaas(
    name="hanweb_jpaas",
    label="Hanweb JPaaS (unit build)",
    signs=(
        Sign("article address art_<32 hex>", url=r"/art/\d{4}/art_[0-9a-f]{32}\.html$"),
        Sign("unit service of jpaas-publish-server", word="/jpaas-publish-server/"),
        Sign("links to art_<32 hex> files", links=r"/art/\d{4}/art_[0-9a-f]{32}\.html"),
    ),
    article=ArticlePreset(body=("#zoom", ".article_content", ".main-txt")),
)
