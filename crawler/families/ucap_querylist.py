"""UCAP (Kaipu), cloud edition: the list is JSON in a script, `POST /queryList` has the rest.

The platform of Jiangxi province. The answer of `/queryList` carries the whole text, so that no
article page has to be read; the markup of the list is a template and holds no row.
"""

from __future__ import annotations

import re

from crawler.families.base import Document, ListingResult, Request
from crawler.families.html import HtmlFamily
from crawler.families.records import Keys, read_records
from crawler.families.scripts import json_after, parse_json, scripts
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from crawler.reading.page import absolute
from pipeline_common.models import Listing, Source

#: Rows of one answer where its texts are wanted; as many as a page carries in its script.
PAGE_SIZE = 50
#: Rows of one answer that follows the list in a script, unless the page tells another number.
SCREEN = 15

_EMBEDDED = Keys(
    url="urls.pc|urls.common|url",
    title="title|showTitle",
    date="pubDate",
    outlet="contentSource",
    pinned="topStatus",
)
_ANSWER = Keys(
    items="data.results",
    record="source",
    url=_EMBEDDED.url,
    title=_EMBEDDED.title,
    date="pubDate",
    outlet="contentSource",
    body="content.content|content",
    pinned="topStatus",
)
_ADDRESS = re.compile(r"//[^/]+/(?P<site>[\w-]+)/(?:col/)?(?P<channel>[\w-]+)/(?:pc/)?[\w-]+\.html")
_SHELL = re.compile(r"loadPageData|web[Ss]iteCode|queryList")
_COUNT = re.compile(r"[\"']?articleCount[\"']?\s*:\s*[\"']?(\d{1,7})")
_SCREEN = re.compile(r"\bperPage\s*:\s*[\"']?(\d{1,3})")


class UcapQuerylist(HtmlFamily):
    """Reads the embedded list of a page, and the answers of `/queryList`."""

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """Rows of the embedded list or the answer.

        Where the source reads no article pages, page 1 is asked of `/queryList` too, for the text.
        """
        if document.text.lstrip("\ufeff \r\n\t").startswith("{"):
            return _read_answer(document, source, listing, page)
        script = scripts(document.text)
        rows = read_records(json_after(script, "articleList"), _EMBEDDED, document.url)
        answer = _query(document.url, source, listing, 1, PAGE_SIZE)
        if rows is None and (answer is None or not _SHELL.search(script)):
            return super().read_listing(document, source, listing, page)
        if rows is None or (answer and not source.fetch_articles):
            return ListingResult(True, more=(answer,) if answer else (), rule="left to /queryList")
        screen = _SCREEN.search(script)
        size = int(screen[1]) if screen and int(screen[1]) else SCREEN
        told = _COUNT.search(script)
        done = not rows or (told is not None and int(told[1]) <= len(rows))
        # The screen after the last whole one that the page carries: no row is left out.
        following = _query(document.url, source, listing, len(rows) // size + 1, size)
        return ListingResult(
            found=True, rows=rows, next=None if done else following, rule="articleList in a script"
        )


def _read_answer(document: Document, source: Source, listing: Listing, page: int) -> ListingResult:
    rows = read_records(parse_json(document.text), _ANSWER, document.url)
    if rows is None:
        return ListingResult(False, rule="no data.results in the answer of /queryList")
    asked = dict(document.request.form) if document.request else {}
    current, size = int(asked.get("current", page)), int(asked.get("pageSize", PAGE_SIZE))
    following = _query(document.url, source, listing, current + 1, size) if rows else None
    return ListingResult(True, rows, next=following, rule="answer of /queryList")


def _query(base: str, source: Source, listing: Listing, page: int, size: int) -> Request | None:
    """The request for one page of the list; None where site and channel are not known."""
    address = _ADDRESS.search(listing.url)
    params = {**(address.groupdict() if address else {}), **source.params, **listing.params}
    if not (params.get("site") and params.get("channel")):
        return None
    form = [
        ("current", str(page)),
        ("pageSize", str(size)),
        ("webSiteCode[]", params["site"]),
        ("channelCode[]", params["channel"]),
        ("sort", "sortNum"),
        ("order", "desc"),
    ]
    if params.get("unitid"):
        form.insert(2, ("unitid", params["unitid"]))
    return Request(
        url=absolute(base, "/queryList"),
        method="POST",
        form=tuple(form),
        headers={"Referer": listing.url, "X-Requested-With": "XMLHttpRequest"},
    )


UCAP_QUERYLIST = UcapQuerylist(
    name="ucap_querylist",
    label="UCAP cloud edition (/queryList)",
    signs=(
        Sign("article address content_<19 digits>", url=r"/content/content_\d{15,20}\.html$"),
        Sign(
            "articleList in a script", word="articleList", text=r"listData\s*=\s*\{\s*articleList"
        ),
        Sign("answer of /queryList", word='"results"', text=r"\A\s*\{.{0,400}\"source\""),
        Sign("links to content_<19 digits> files", links=r"/content/content_\d{15,20}\.html"),
    ),
    article=ArticlePreset(
        body=("#UCAP-CONTENT", ".article-content", "#zoom", ".TRS_Editor"),
    ),
)
