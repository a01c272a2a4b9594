"""Listings and articles told over several documents, each by the family it is of."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from crawler.families import parse_article
from pipeline_common.models import Source, State

LIST = "/zwzx/"
COLUMN = "/jxtown/col/col7/index.html"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
TEXT = "两市今天签署合作框架协议，共建跨市产业园区。" * 6
ARTICLE = f"<html><body><h1>两市签署协议</h1><div id='zoom'><p>{TEXT}</p></div></body></html>"


class Shown:
    """The sites, what two runs asked of them and came to, and the pages of the first."""

    def __init__(self) -> None:
        self.sites: dict[str, Any] = {}
        self.sources: dict[str, Source] = {}
        self.first: dict[str, Any] = {}
        self.again: dict[str, Any] = {}
        self.asked: dict[str, list[str]] = {}
        self.asked_again: dict[str, list[str]] = {}
        self.pages: list[Any] = []

    def pages_of(self, name: str) -> list[Any]:
        return [page for page in self.pages if page.source_id == name]


@pytest.fixture(scope="module")
def shown(
    new_site: Callable[[], Any], source_of: Callable[..., Source], new_crawls: Callable[[], Any]
) -> Shown:
    shown = Shown()
    listings = {"queries": COLUMN, "paper": "/html/{YYYY}-{MM}/{DD}/node_1.htm"}
    families = {
        "queries": "ucap_querylist",
        "units": "hanweb_jpaas",
        "parts": "trs_wcm",
        "feed": "feed",
        "paper": "founder_epaper",
    }
    for name, family in families.items():
        site = shown.sites[name] = new_site()
        BUILD[name](site)
        shown.sources[name] = source_of(
            site,
            listings.get(name, LIST),
            id=name,
            family=family,
            fetch_articles=name != "queries",
        )
    crawls = new_crawls()
    report = crawls.run(*shown.sources.values(), remember=True)
    shown.first = {source.source_id: source for source in report.sources}
    shown.pages = crawls.pages()
    shown.asked = {name: site.pages_asked() for name, site in shown.sites.items()}
    for site in shown.sites.values():
        site.asked.clear()
    report = crawls.run(*shown.sources.values())
    shown.again = {source.source_id: source for source in report.sources}
    shown.asked_again = {name: site.pages_asked() for name, site in shown.sites.items()}
    return shown


def build_queries(site: Any) -> None:
    """The list page is a shell; the answer to a form carries the texts."""
    site.put(
        COLUMN,
        "<html><script>var listData={articleList: []}; loadPageData({webSiteCode:['jxtown']})"
        "</script></html>",
    )
    address = "/jxtown/col/col7/content/content_19512063636776714%d.html"
    results = [
        {
            "source": {
                "title": f"两市签署第{n}号协议",
                "pubDate": "2026-11-02 08:30",
                "urls": json.dumps({"pc": address % n}),
                "content": {"content": f"<p>{TEXT}</p>"},
            }
        }
        for n in range(20, 23)
    ]
    answers = iter([{"data": {"results": results}}, {"data": {"results": []}}] * 2)

    def answer(handler: BaseHTTPRequestHandler) -> Any:
        site.put("/answer", json.dumps(next(answers)), Content_Type="application/json")
        return site.answers["/answer"]

    site.answers["/queryList"] = answer


def build_units(site: Any) -> None:
    """The list page names a service; a second unit of it is no list."""
    attributes = "{'webId':'1','tagId':'%s','parseType':'bulidstatic'}"
    site.put(
        LIST,
        "<html><body>"
        + "".join(
            f'<script url="{UNIT}" queryData="{attributes % tag}"></script>'
            for tag in ("list", "box")
        )
        + "</body></html>",
    )
    rows = "".join(
        f"<li><a href='/col/col1/art/2026/art_{n:032x}.html'>两市签署第{n}号协议</a>"
        f"<span>2026-11-0{n}</span></li>"
        for n in range(1, 4)
    )
    position = "paramJson=%7B%22pageNo%22%3A1%2C%22pageSize%22%3A15%7D"
    for tag, html in (("list", f"<ul>{rows}</ul>"), ("box", "<p>公告栏</p>")):
        path = f"{UNIT}?webId=1&tagId={tag}&parseType=bulidstatic&{position}"
        reply = {"success": True, "data": {"html": html}}
        site.put(path, json.dumps(reply), Content_Type="application/json", ETag=f'"{tag}"')
    for n in range(1, 4):
        site.put(f"/col/col1/art/2026/art_{n:032x}.html", ARTICLE)


def build_parts(site: Any) -> None:
    """The first article has three pages, one of them is missing; of the second, one fails."""
    site.put_list(LIST, [f"/zwzx/202611/t20261114_{n}.html" for n in range(1000, 1003)])
    stem = "/zwzx/202611/t20261114_100"
    for number, parts in ((0, (1, 2, 3)), (1, (1,))):
        links = "".join(f"<a href='t20261114_100{number}_{part}.html'>{part}</a>" for part in parts)
        site.put(f"{stem}{number}.html", ARTICLE.replace("</p>", f"</p>{links}"))
    site.put(f"{stem}0_1.html", ARTICLE.replace("今天", "第二页"))
    site.put(f"{stem}0_3.html", ARTICLE.replace("今天", "第四页"))
    site.put(f"{stem}1_1.html", status=403)


def build_feed(site: Any) -> None:
    items = "".join(
        f"<item><title>两市签署第{n}号协议</title><link>{site.url}/gn/2026/11-02/{n}.shtml</link>"
        "<pubDate>Mon, 02 Nov 2026 08:30:00 +0800</pubDate></item>"
        for n in range(3)
    )
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
    site.put(LIST, feed, Content_Type="application/rss+xml", ETag='"feed"')
    for n in range(3):
        site.put(f"/gn/2026/11-02/{n}.shtml", ARTICLE)


def build_paper(site: Any) -> None:
    """Today's issue: two pages with two articles each."""
    folder = "/html/2026-11/25/"
    pages = "".join(
        f"<a id=pageLink href=node_{n}.htm>A0{n}：{name}</a>"
        for n, name in ((1, "头版"), (2, "要闻"))
    )
    for page in (1, 2):
        rows = "".join(
            f"<li><a href=content_10{page}{n}.htm>两市签署第{page}{n}号合作协议</a></li>"
            for n in (1, 2)
        )
        site.put(f"{folder}node_{page}.htm", f"<html>{pages}<ul>{rows}</ul></html>")
        for n in (1, 2):
            site.put(f"{folder}content_10{page}{n}.htm", ARTICLE)


BUILD = {
    "queries": build_queries,
    "units": build_units,
    "parts": build_parts,
    "feed": build_feed,
    "paper": build_paper,
}


def test_list_that_carries_the_texts_needs_no_article_pages(shown: Shown) -> None:
    assert shown.first["queries"].state is State.OK
    assert shown.asked["queries"] == [COLUMN, "/queryList"]
    pages = shown.pages_of("queries")
    assert len(pages) == 3
    article = parse_article(pages[0], shown.sources["queries"])
    assert article.title.startswith("两市签署第")
    assert article.text == TEXT


def test_list_behind_a_service(shown: Shown) -> None:
    assert shown.first["units"].state is State.OK
    assert shown.first["units"].articles == 3


def test_shell_is_asked_in_full_and_its_list_conditionally(shown: Shown) -> None:
    assert shown.again["units"].state is State.UNCHANGED
    assert shown.again["units"].not_modified == 1
    assert LIST in shown.asked_again["units"]
    assert not any("art_" in path for path in shown.asked_again["units"])


def test_article_over_several_pages(shown: Shown) -> None:
    ended = shown.first["parts"]
    assert (ended.state, ended.articles, ended.failed) == (State.PARTIAL, 2, 1)
    told = next(page for page in shown.pages_of("parts") if page.url.endswith("_1000.html"))
    assert [b"\xe7\xac\xac\xe4\xba\x8c\xe9\xa1\xb5" in body for body in told.more] == [True, False]
    assert len(told.more) == 2, "a missing page is passed over"


def test_feed(shown: Shown) -> None:
    assert shown.first["feed"].articles == 3
    assert shown.asked_again["feed"] == [LIST]


def test_paper_is_read_page_by_page(shown: Shown) -> None:
    assert shown.first["paper"].state is State.OK
    assert shown.first["paper"].articles == 4
    assert shown.again["paper"].state is State.UNCHANGED
