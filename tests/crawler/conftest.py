"""A small site on loopback, and a crawl of it as the flows would start one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler.batch import batch_address, list_batches, read_batch
from crawler.launch import crawl
from pipeline_common.identity import article_key
from pipeline_common.models import (
    CrawlMemory,
    CrawlReport,
    Listing,
    Page,
    Source,
    listings_after,
)
from pipeline_common.settings import CrawlSettings

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@dataclass
class Answer:
    """What the site answers at one path; `send` takes over the whole exchange."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Site:
    """A web site that a test fills; `asked` are the paths in the order they were asked for."""

    server: ThreadingHTTPServer
    answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], Answer]]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.server.server_address[0]!s}:{self.server.server_port}"

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> None:
        raw = body.encode() if isinstance(body, str) else body
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(raw, status, names)

    def put_list(self, path: str, articles: Sequence[str], **headers: str) -> None:
        """A listing of a plain TRS site, with its articles behind it."""
        rows = "".join(
            f'<li><a href="{address}" title="两市签署第{n}号合作协议">两市签署…</a>'
            f"<span>2026-11-{n % 20 + 1:02d}</span></li>"
            for n, address in enumerate(articles)
        )
        self.put(path, f"<html><body><ul class='list'>{rows}</ul></body></html>", **headers)
        for address in articles:
            self.answers.setdefault(address, Answer(article().encode()))

    def pages_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


def article(text: str = "两地今天签署合作框架协议，共建跨市产业园区。") -> str:
    return (
        "<html><head><meta name='ArticleTitle' content='两地签署协议'>"
        "<meta name='PubDate' content='2026-11-20 08:30'></head>"
        f"<body><div class='TRS_Editor'><p>{text * 8}</p></div></body></html>"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(self.path)
        self.site.headers.append({k.lower(): v for k, v in self.headers.items()})
        answer = self.site.answers.get(self.path, Answer(b"not here", 404))
        if callable(answer):
            answer = answer(self)
        if answer.send:
            self.close_connection = True
            answer.send(self)
            return
        etag = answer.headers.get("ETag")
        unchanged = etag is not None and self.headers.get("If-None-Match") == etag
        body = b"" if unchanged else answer.body
        self.send_response(304 if unchanged else answer.status)
        for name, value in ({"Content-Type": "text/html"} | answer.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *args: Any) -> None:
        """Keep the test output clean."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawler that hangs up is no error of the site."""


@pytest.fixture(scope="session")
def new_site() -> Iterator[Callable[[], Site]]:
    sites: list[Site] = []

    def start() -> Site:
        server = _Server((f"127.0.1.{len(sites) % 250 + 1}", 0), _Handler)
        site = Site(server, {})
        server.RequestHandlerClass = type("Handler", (_Handler,), {"site": site})
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        sites.append(site)
        return site

    yield start  # each site is a host of its own, as the crawl asks one thing of a host at a time
    for site in sites:
        site.server.shutdown()
        site.server.server_close()


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    return new_site()


@dataclass
class Crawls:
    """Crawls into one inbox; `remember` makes the memory of the next one as the store would."""

    inbox: Path
    memory: CrawlMemory = field(default_factory=CrawlMemory)
    count: int = 0

    def run(self, *sources: Source, remember: bool = False, **options: Any) -> CrawlReport:
        self.count += 1
        settings = {"delay": 0.0, "timeout": 5.0, "allow_private": True} | options.pop("crawl", {})
        batch_id = options.pop("batch_id", f"batch-{self.count}")
        report = crawl(
            sources,
            memory=self.memory,
            settings=CrawlSettings(**settings),
            inbox=self.inbox,
            batch_id=batch_id,
            now=options.pop("now", NOW),
            **options,
        )
        if remember:
            keys = {article_key(p.row.url if p.row else p.url) for p in self.pages()}
            kept = {v.url: v for v in report.validators}
            listings = listings_after(self.memory.listings, report)
            self.memory = CrawlMemory(self.memory.known | keys, kept, listings)
        return report

    def pages(self) -> list[Page]:
        return list(read_batch(batch_address(self.inbox, f"batch-{self.count}")).pages())

    def batches(self) -> list[str]:
        return list_batches(self.inbox)


@pytest.fixture
def crawls(tmp_path: Path) -> Crawls:
    return Crawls(tmp_path / "inbox")


@pytest.fixture(scope="session")
def new_crawls(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Crawls]:
    return lambda: Crawls(tmp_path_factory.mktemp("crawls") / "inbox")


@pytest.fixture(scope="session")
def source_of() -> Callable[..., Source]:
    def make(site: Site, *paths: str, **fields: Any) -> Source:
        listings = tuple(Listing(site.url + path) for path in paths or ("/zwzx/",))
        values = {"id": "a", "name": "A", "family": "trs_wcm"} | fields
        return Source(listings=listings, **values)

    return make
