"""Sites that mean harm: each ends in a state within the limits, and none stops the others."""

from __future__ import annotations

import gzip
import io
import itertools
import resource
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import brotli
import pytest
import zstandard

from pipeline_common.models import Listing, SourceReport, State

LIST = "/zwzx/"
MAX_BODY = 2_000_000
HUGE = 60_000_000
TIMEOUT = 5.0
#: Seconds that the crawl of all sites may take on a busy machine, and megabytes of its memory.
LONGEST, LARGEST = 120.0, 300.0

ARTICLE = "<h1>两市签署协议</h1>" + "<p>两市签署合作协议，共建跨市园区。</p>" * 9

Send = Callable[[BaseHTTPRequestHandler], None]


def rows(numbers: Any, host: str = "") -> str:
    return "".join(
        f"<li><a href='{host}/zwzx/202611/t20261114_{n}.html'>两市签署第{n}号协议</a>"
        "<span>2026-11-14</span></li>"
        for n in numbers
    )


def page(inner: str) -> bytes:
    return f"<html><body><ul class='list'>{inner}</ul></body></html>".encode()


def gzipped() -> bytes:
    """60 MB of nothing."""
    return gzip.compress(b"\0" * HUGE)


def brotlied() -> bytes:
    return bytes(brotli.compress(b"\0" * HUGE, quality=5))


def zstandarded() -> bytes:
    return zstandard.ZstdCompressor().compress(b"\0" * HUGE)


def laughing() -> bytes:
    """Entities that double and double again (CWE-776)."""
    entities = "".join(f"<!ENTITY e{n} '&e{n - 1};&e{n - 1};'>" for n in range(1, 40))
    return (
        f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'ha'>{entities}]>"
        "<rss version='2.0'><channel><item><title>&e39;</title></item></channel></rss>"
    ).encode()


def prying() -> bytes:
    """An entity that names a file of ours (CWE-611)."""
    return (
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
        b"<rss version='2.0'><channel><item><title>&f;</title><link>/a/b.html</link></item>"
        b"</channel></rss>"
    )


def odd_links() -> bytes:
    links = (
        "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[::1", "//",
        "http://a:99999/", "mailto:x@example.org", "/" + "x" * 100_000, "http://\u3002/", "#", "",
    )  # fmt: skip
    inner = "".join(f"<li><a href='{x}'>两市签署合作协议</a><b>2026-11-14</b></li>" for x in links)
    return page(inner + rows((1,)))


def silent(stop: threading.Event) -> Send:
    return lambda handler: stop.wait(20) and None


def dripping(stop: threading.Event) -> Send:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not stop.wait(0.1):
            handler.wfile.write(b"<")

    return send


def endless(stop: threading.Event) -> Send:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not stop.is_set():
            handler.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")

    return send


def flooding(stop: threading.Event) -> Send:
    """Headers without end."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in itertools.count():
            if stop.is_set():
                return
            handler.wfile.write(
                b"".join(b"X-%d-%d: %s\r\n" % (n, i, b"y" * 900) for i in range(99))
            )

    return send


def sending(raw: bytes) -> Send:
    return lambda handler: handler.wfile.write(raw) and None


def answer_of(length: int, body: bytes) -> bytes:
    """An answer that says its body has `length` bytes."""
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n".encode()
        + body
    )


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()
    handler.wfile = io.BytesIO()


def gzipped_twice() -> bytes:
    return gzip.compress(gzipped())


def crowded() -> bytes:
    return b"<p " + b" ".join(b"a%d=1" % n for n in range(150_000)) + b">"


OK, NO_LIST, UNREACHABLE = State.OK, State.LIST_NOT_FOUND, State.UNREACHABLE
LARGE = "larger than"
PACKED, ODD_CHARSET = {"Content_Encoding": "gzip"}, {"Content_Type": "text/html; charset=utf-99"}
PLAIN = page(rows(range(3)))
GBK = PLAIN.decode().encode("gb18030")

#: Bodies with headers: what is sent, and how that ends.
BODIES: dict[str, tuple[Callable[[], bytes], dict[str, str], State, str]] = {
    "gzip": (gzipped, {"Content_Encoding": "gzip"}, UNREACHABLE, LARGE),
    "gzip twice": (gzipped_twice, {"Content_Encoding": "gzip, gzip"}, UNREACHABLE, LARGE),
    "brotli": (brotlied, {"Content_Encoding": "br"}, UNREACHABLE, LARGE),
    "zstd": (zstandarded, {"Content_Encoding": "zstd"}, UNREACHABLE, LARGE),
    "not gzip": (lambda: b"\x1f\x8b\x08\xff" * 99, PACKED, UNREACHABLE, "cannot be unpacked"),
    "large": (lambda: page(rows(range(9))) + b" " * MAX_BODY, {}, UNREACHABLE, LARGE),
    "deep": (lambda: b"<div>" * 300_000, {}, NO_LIST, "no list"),
    "comments": (lambda: b"<!--" * 300_000, {}, NO_LIST, "no list"),
    "tags": (lambda: b"<a href=" * 200_000, {}, NO_LIST, "no list"),
    "attributes": (crowded, {}, NO_LIST, "no list"),
    "noughts": (lambda: b"\0" * 1_000_000, {}, NO_LIST, "no list"),
    "noise": (lambda: bytes(range(256)) * 4_000, ODD_CHARSET, NO_LIST, "no list"),
    "wrong charset": (lambda: GBK, {"Content_Type": "text/html; charset=utf-8"}, OK, "3 new of 3"),
    "noughts between": (lambda: PLAIN.replace(b"<li>", b"\0<li>\0"), {}, OK, "3 new of 3"),
    "links": (odd_links, {}, OK, "new of 5 rows"),
    "many rows": (lambda: page(rows(range(12_000))), {}, OK, "more wait for the next run"),
    "local file": (bytes, {"Location": "file:///etc/passwd"}, NO_LIST, "status 302"),
    "base": (lambda: b"<base href='javascript:x'>" + PLAIN, {}, OK, "3 new of 3 rows"),
}
#: Exchanges: what takes over, and how that ends.
SENT: dict[str, tuple[Callable[[threading.Event], Send], State, str]] = {
    "silent": (silent, UNREACHABLE, "no whole answer in time"),
    "drip": (dripping, UNREACHABLE, "no whole answer in time"),
    "endless": (endless, UNREACHABLE, LARGE),
    "headers": (flooding, UNREACHABLE, "more than 256 KiB of headers"),
    "hang up": (lambda _: hanging_up, UNREACHABLE, ""),
    "no http": (lambda _: sending(b"\x00\xff" * 500), UNREACHABLE, "connection failed"),
    "too short": (lambda _: sending(answer_of(10_000, b"<ul><li>")), UNREACHABLE, "cut off"),
    "too long": (lambda _: sending(answer_of(10, PLAIN)), NO_LIST, "in a page of 10 bytes"),
    "negative": (lambda _: sending(answer_of(-5, PLAIN)), UNREACHABLE, "connection failed"),
}
#: Others, built one by one.
BUILT: dict[str, tuple[State, str]] = {
    "good": (OK, "5 new of 5 rows"),
    "xml bomb": (NO_LIST, ""),
    "xml file": (NO_LIST, ""),
    "json depth": (NO_LIST, ""),
    "frames": (NO_LIST, "no list"),
    "endless listing": (OK, "new of"),
    "endless parts": (OK, "1 new of 1 rows"),
    "silent robots": (UNREACHABLE, "robots.txt unreachable (no whole answer in time)"),
    "plain https": (UNREACHABLE, "TLS failed (wrong version number)"),
}


class Town:
    """Sites by name, and what the one crawl of them came to."""

    def __init__(self, new_site: Callable[[], Any], source_of: Callable[..., Any]) -> None:
        self._new_site, self._source_of = new_site, source_of
        self.sites: dict[str, Any] = {}
        self.sources: list[Any] = []
        self.ended: dict[str, SourceReport] = {}
        self.seconds = 0.0
        self.peak_before = 0.0  # MB of the largest child until then, which may be any program

    def build(self, name: str, *paths: str, **fields: Any) -> Any:
        site = self.sites[name] = self._new_site()
        for number in range(20):
            site.put(f"/zwzx/202611/t20261114_{number}.html", ARTICLE)
        self.sources.append(self._source_of(site, *paths, id=name, **fields))
        return site


@pytest.fixture(scope="module")
def town(
    new_site: Callable[[], Any], source_of: Callable[..., Any], new_crawls: Callable[[], Any]
) -> Any:
    town, stop = Town(new_site, source_of), threading.Event()
    for name, (body, headers, _, _) in BODIES.items():
        status = 302 if "Location" in headers else 200
        town.build(name).put(LIST, body(), status=status, **headers)
    for name, (send, _, _) in SENT.items():
        site = town.build(name)
        site.put(LIST)
        site.answers[LIST] = replace(site.answers[LIST], send=send(stop))
    build_traps(town)
    site = town.build("silent robots")
    site.put(LIST, PLAIN)
    site.put("/robots.txt")
    site.answers["/robots.txt"] = replace(site.answers["/robots.txt"], send=silent(stop))
    town.build("good").put(LIST, page(rows(range(5))))
    town.peak_before = largest_child()
    started = time.monotonic()
    limits = {"timeout": TIMEOUT, "max_body": MAX_BODY, "max_articles": 5, "time_limit": LONGEST}
    report = new_crawls().run(*town.sources, crawl=limits)
    town.seconds = time.monotonic() - started
    town.ended = {ended.source_id: ended for ended in report.sources}
    stop.set()
    return town


def largest_child() -> float:
    """Peak resident set in MB of the largest child process that has ended."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def build_traps(town: Town) -> None:
    town.build("xml bomb", family="feed").put(LIST, laughing(), Content_Type="application/xml")
    town.build("xml file", family="feed").put(LIST, prying(), Content_Type="application/xml")
    nested = b'{"data":' * 100_000
    town.build("json depth", family="json_list").put(LIST, nested, Content_Type="application/json")
    frames = "".join(f"<iframe src='{LIST}?{n}'></iframe>" for n in range(50))
    site = town.build("frames", family="auto")
    for number in range(-1, 50):
        site.put(LIST if number < 0 else f"{LIST}?{number}", f"<html>{frames}</html>")
    site = town.build("endless listing", max_pages=10_000)
    call = "<script>createPageHTML(99999, %d, 'index', 'html');</script>"
    for number in range(60):
        path = f"{LIST}index_{number}.html" if number else LIST
        inner = rows(range(1000 + number * 20, 1020 + number * 20))
        site.put(path, page(inner) + (call % number).encode())
    for number in range(1000, 1020):
        site.put(f"/zwzx/202611/t20261114_{number}.html", ARTICLE)
    site = town.build("endless parts")
    site.put(LIST, page(rows((1,))))
    for number in range(100):
        suffix = f"_{number}" if number else ""
        links = "".join(f"<a href='t20261114_1_{n}.html'>{n}</a>" for n in range(1, 100))
        site.put(
            f"/zwzx/202611/t20261114_1{suffix}.html",
            f"<h1>两市签署协议</h1><div id='zoom'><p>{'两市签署协议。' * 20}</p></div>{links}",
        )
    site = town.build("plain https")
    site.put(LIST, page(rows(range(3))))
    listing = Listing(f"https://{site.server.server_address[0]}:{site.server.server_port}{LIST}")
    town.sources[-1] = replace(town.sources[-1], listings=(listing,))


EXPECTED = (
    {name: case[2:] for name, case in BODIES.items()}
    | {name: case[1:] for name, case in SENT.items()}
    | BUILT
)


@pytest.mark.parametrize("name", EXPECTED)
def test_state(town: Town, name: str) -> None:
    state, words = EXPECTED[name]
    ended = town.ended[name]
    assert (ended.state, words in ended.evidence) == (state, True), ended.evidence


def test_limits(town: Town) -> None:
    assert town.seconds < LONGEST
    # A child starts out as large as the process that starts it.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert largest_child() <= max(town.peak_before, own, LARGEST)
    assert len(town.sites["endless listing"].pages_asked()) < 80
    assert len(town.sites["endless parts"].pages_asked()) < 45
    assert len(town.sites["frames"].pages_asked()) < 8
