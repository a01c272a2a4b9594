"""Xinhuanet / news.cn: `/20260905/<32 hex>/c.html`, older `/2019-12/10/c_<number>.htm`.

A channel page holds an empty block that names its data file: `data="datasource:<hex>"` and
`preview="xinwen/ds_"` make `xinwen/ds_<hex>.json`.
"""

from __future__ import annotations

import re

from crawler.families.addresses import same_host
from crawler.families.base import Document, ListingResult, Request
from crawler.families.html import HtmlFamily
from crawler.families.records import Keys
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from crawler.reading.page import absolute
from crawler.reading.tree import parse
from pipeline_common.models import Listing, Selectors, Source

#: Data files of one channel page that are read.
MAX_FILES = 5

_SOURCE = re.compile(r"datasource:\s*([0-9a-zA-Z]{8,64})")
_PREFIX = re.compile(r"[\w/.-]{0,80}$")


class Xinhua(HtmlFamily):
    """Reads the data files that a channel page names, and its own links where it names none."""

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """Rows of the page, with the data files as further documents."""
        read = super().read_listing(document, source, listing, page)
        files = data_files(document)
        if not files:
            return read
        return ListingResult(True, read.rows, more=files, rule="data files of the channel page")


def data_files(document: Document) -> tuple[Request, ...]:
    """Requests for the data files of the content blocks."""
    files: dict[str, Request] = {}
    for node in parse(document.text).css("[data][preview]"):
        name = _SOURCE.search(node.attributes.get("data") or "")
        prefix = node.attributes.get("preview") or ""
        if name and _PREFIX.match(prefix):
            url = absolute(document.url, f"{prefix}{name[1]}.json")
            if not same_host(url, document.url):
                continue
            files[url] = Request(url, headers={"Referer": document.url})
    return tuple(files.values())[:MAX_FILES]


XINHUA = Xinhua(
    name="xinhua",
    label="Xinhuanet",
    signs=(
        Sign("article address <day>/<32 hex>/c.html", url=r"/\d{8}/[0-9a-f]{32}/c\.html$"),
        Sign("article address c_<number>", url=r"/\d{4}-\d\d/\d\d/c_\d+(?:_\d+)?\.html?$"),
        Sign("block that names a data file", word="datasource:", text=r"data=[\"']datasource:"),
        Sign("data file of a channel", text=r"\A\s*\{\s*\"datasource\""),
        Sign("links to <day>/<32 hex>/c.html", links=r"/\d{8}/[0-9a-f]{32}/c\.html"),
    ),
    rows=(Selectors(row="li:has(a[href$='/c.html'])"),),
    records=Keys(
        items="datasource",
        url="publishUrl|linkUrl|url",
        title="title|showTitle",
        date="publishTime",
        outlet="sourceText",
    ),
    article=ArticlePreset(
        title=("h1#title", "h1 span.title", ".h-title"),
        date=("div.info .source .time", ".header-time", ".h-time"),
        outlet=("span.sourceText", "em#source"),
        body=("#detailContent", "#detail", "#p-detail"),
        remove=(".editor", ".player-container", "#articleEdit", ".zan-wap"),
    ),
    parts=r"{stem}_(\d{1,3})\.html?$",
)
