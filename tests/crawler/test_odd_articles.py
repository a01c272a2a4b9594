"""Article pages that are too large, too slow, cut off, or none: each is set aside alone."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from pipeline_common.models import CrawlReport, State

LIST = "/zwzx/"
NAMES = ("large", "bomb", "slow", "whole", "cut", "binary", "home", "hostile", "plain")
HOSTILE = b"\x00\x0b\xff\xfe<p>" * 50


def path_of(name: str) -> str:
    return f"{LIST}202611/t20261114_{1000 + NAMES.index(name)}.html"


@pytest.fixture(scope="module")
def crawled(
    new_site: Callable[[], Any], source_of: Callable[..., Any], new_crawls: Callable[[], Any]
) -> tuple[CrawlReport, dict[str, bytes]]:
    """The report, and the bodies that came by name."""
    site, stop = new_site(), threading.Event()
    site.put_list(LIST, [path_of(name) for name in NAMES])
    listing = site.answers[LIST]
    site.put(path_of("large"), b"<p>" + b"x" * 300_000)
    site.put(path_of("bomb"), gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip")
    site.answers[path_of("slow")] = replace(listing, send=lambda handler: drip(handler, stop))
    site.answers[path_of("whole")] = replace(listing, send=lying("<p>签约</p></body></html>"))
    site.answers[path_of("cut")] = replace(listing, send=lying("<p>签约</p><p>and then"))
    site.put(path_of("binary"), b"%PDF-1.4", Content_Type="application/pdf")
    site.put(path_of("home"), status=302, Location="/")
    site.put("/", "<html>首页</html>")
    site.put(path_of("hostile"), HOSTILE)
    crawls = new_crawls()
    report = crawls.run(source_of(site), crawl={"timeout": 0.8, "max_body": 100_000})
    stop.set()
    names = {site.url + path_of(name): name for name in NAMES}
    return report, {names[page.url]: page.body for page in crawls.pages()}


def drip(handler: BaseHTTPRequestHandler, stop: threading.Event) -> None:
    """An answer that never ends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not stop.wait(0.05):
        handler.wfile.write(b"x")


def lying(body: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer that promises more than it brings."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body.encode()) + 50))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return send


def test_counts(crawled: tuple[CrawlReport, dict[str, bytes]]) -> None:
    (ended,) = crawled[0].sources
    assert ended.state is State.PARTIAL
    assert (ended.articles, ended.failed) == (3, 4)
    assert crawled[0].validators == ()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("large", "larger than a page may be"),
        ("bomb", "larger than a page may be"),
        ("slow", "no whole answer in time"),
        ("cut", "cut off after 24 bytes"),
        ("binary", "no page but application/pdf"),
        ("home", "redirects to the home page"),
    ],
)
def test_reason(crawled: tuple[CrawlReport, dict[str, bytes]], name: str, reason: str) -> None:
    (item,) = [item for item in crawled[0].set_aside if item.url.endswith(path_of(name))]
    assert item.reason == reason


def test_the_others_came_as_they_were(crawled: tuple[CrawlReport, dict[str, bytes]]) -> None:
    assert set(crawled[1]) == {"whole", "hostile", "plain"}
    assert crawled[1]["hostile"] == HOSTILE
