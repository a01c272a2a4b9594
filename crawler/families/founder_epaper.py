"""Founder digital newspapers: issue (day) -> pages -> articles.

Two layouts: `/html/2026-01/05/node_1.htm` with tables and picture maps, and
`/pc/layout/202601/05/node_01.html`. The day is known from the address; articles show none.
Month indexes (`navi.xml`, `period.xml`) list the issues. On some holidays there is no paper.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import islice

from crawler.families.addresses import dated_addresses, same_host
from crawler.families.base import Document, Family, ListingResult, Request
from crawler.families.signs import Sign, first_sign
from crawler.families.xml import child_texts, parse_xml
from crawler.reading import ArticlePreset, ReadArticle
from crawler.reading.blocks import tidy
from crawler.reading.dates import address_date, parse_date_text
from crawler.reading.page import absolute
from crawler.reading.tree import attribute, parse
from pipeline_common.models import Listing, Origin, Published, Row, Source

#: Pages of one issue, and elements of one month index, that are read.
MAX_PAGES = 80
MAX_ELEMENTS = 1000

_SIGNS = (
    Sign("dated address of a newspaper", url=r"/html/\d{4}-\d\d/\d\d/(?:node|content)_\w+\.htm"),
    Sign("dated address of a layout", url=r"/(?:layout|content)/\d{6}/\d\d/(?:node|content)_"),
    Sign("tags of a digital newspaper", word="<founder-content"),
    Sign("page links of a digital newspaper", word="pageLink", text=r"id=[\"']?pageLink\b"),
    Sign("page list of a digital newspaper", word="layoutlist", text=r"id=[\"']?layoutlist\b"),
)
_ARTICLE = re.compile(r"/content_(?:\d+_)?\d+\.html?(?:\?|$)|/nw\.[\w-]+\.htm$")
_PAGE = re.compile(r"/(?:node_\w+|nbs\.[\w.-]+)\.html?$")
_NO_ARTICLE = re.compile(
    r"^(?:(?:公益|形象|整版|分类)?广告|图片(?:新闻|报道)?|责编.*|责任编辑.*|报头|报眼|导读)?$"
)
_REFRESH = re.compile(
    r"""http-equiv=["']?refresh["']?[^>]{0,200}?url\s*=\s*["']?([^"'>\s]+)""", re.I
)


class FounderEpaper(Family):
    """A daily paper: page 1 of a listing is one issue, told over its pages."""

    name = "founder_epaper"
    label = "Founder digital newspaper"
    absent_is_empty = True

    def fingerprint(self, url: str, text: str) -> str:
        """Addresses and containers of both layouts."""
        return first_sign(_SIGNS, url, text)

    def start(
        self, source: Source, listing: Listing, today: date, since: date | None = None
    ) -> tuple[Request, ...]:
        """The issue of `today`, or every issue from `since` on."""
        context = {"since": since.isoformat()} if since else {}
        return tuple(
            Request(url, context=context) for url in dated_addresses(listing.url, today, since)
        )

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """The articles of one page; the front page, an index or a redirect leads to the others."""
        if re.search(r"\.xml(?:\?|$)", document.url):
            return _read_index(document)
        if not _PAGE.search(document.url) and (issue := _redirect(document)):
            return ListingResult(True, more=(Request(issue),), rule="index page leads to the issue")
        links = _links(document)
        pages = tuple(dict.fromkeys(url for url, _ in links if _PAGE.search(url)))
        titles: dict[str, str] = {}
        for url, words in links:
            if _ARTICLE.search(url) and len(words) >= len(titles.setdefault(url, "")):
                titles[url] = words
        rows = tuple(
            _row(url, words)
            for url, words in titles.items()
            if not words or not _NO_ARTICLE.match(words)
        )
        inner = document.told("part") == "page" or (pages and document.url not in pages[:1])
        others = () if inner else tuple(url for url in pages if url != document.url)[:MAX_PAGES]
        return ListingResult(
            found=bool(pages or titles),
            rows=rows,
            more=tuple(Request(url, context={"part": "page"}) for url in others),
            rule="articles of a newspaper page",
        )

    def read_article(self, document: Document, source: Source, row: Row | None) -> ReadArticle:
        """The fields of an article; its outlet is the paper, which its pages never say."""
        read = super().read_article(document, source, row)
        named = source.name.removesuffix("数字报") if source.name.endswith("数字报") else ""
        return replace(read, outlet=source.outlet or named or read.outlet.strip("《》"))

    @property
    def preset(self) -> ArticlePreset:
        """Containers of both layouts."""
        return ArticlePreset(
            title=("founder-title", "h2.art-title", "p.BSHARE_TEXT", ".font01"),
            body=("founder-content", "#ozoom", "#articleContent"),
            remove=("table.wz", "p.paper_num"),
        )


def _links(document: Document) -> list[tuple[str, str]]:
    """(address, words) of every link and picture area, on this host, without its query."""
    links = []
    for node in parse(document.text).css("a[href], area[href]"):
        href = attribute(node, "href").partition("#")[0].partition("?")[0]
        url = absolute(document.url, href)
        if same_host(url, document.url):
            links.append((url, tidy(node.text(deep=True))))
    return links


def _redirect(document: Document) -> str:
    """Where a page without content of its own sends its reader on this host."""
    moved = _REFRESH.search(document.text[:20_000])
    target = absolute(document.url, moved[1]) if moved else ""
    return target if same_host(target, document.url) else ""


def _row(url: str, title: str) -> Row:
    value = address_date(url)
    return Row(url, title, Published(value, Origin.ADDRESS) if value else None)


def _read_index(document: Document) -> ListingResult:
    """The newest issue of a month index, and all others from the day that the request was for."""
    root = parse_xml(document.text)
    if root is None:
        return ListingResult(found=False, rule="month index is not XML")
    issues: dict[str, str] = {}
    for element in islice(root.iter(), 1, MAX_ELEMENTS):
        texts = child_texts(element) | {k.lower(): v for k, v in element.attrib.items()}
        link = texts.get("front_page") or texts.get("url") or texts.get("href")
        day = parse_date_text(texts.get("period_date") or texts.get("date") or "")
        issue = absolute(document.url, link or "")
        if day and same_host(issue, document.url):
            issues[issue] = day[:10]
    newest = sorted(issues, key=lambda url: issues[url], reverse=True)
    since = document.told("since")
    wanted = [url for url in newest if since and issues[url] >= since]
    return ListingResult(
        found=True,
        more=tuple(Request(url) for url in wanted or newest[:1]),
        rule="issues of a month index",
    )


FOUNDER_EPAPER = FounderEpaper()
