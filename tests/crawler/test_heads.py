"""Headers that are long, and headers that do not end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from crawler.heads import MAX_HEAD
from pipeline_common.models import Source, State

LIST = "/zwzx/"
ROW = b"<ul class='list'>" + b"".join(
    b"<li><a href='/zwzx/202611/t20261114_%d.html'>\xe4\xb8\xa4\xe5\xb8\x82\xe7\xad\xbe\xe7\xbd\xb2"
    b"\xe5\x8d\x8f\xe8\xae\xae</a><span>2026-11-14</span></li>" % n
    for n in range(3)
)


def answering(head: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer with `head` bytes of headers and then the listing."""
    line = b"X-Padding: " + b"y" * 1011 + b"\r\n"

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        handler.wfile.write(b"Content-Length: %d\r\n" % len(ROW))
        handler.wfile.write(line * (head // len(line)) + b"\r\n" + ROW)

    return send


@pytest.mark.parametrize(
    ("head", "state"), [(MAX_HEAD // 2, State.OK), (2 * MAX_HEAD, State.UNREACHABLE)]
)
def test_headers_up_to_the_limit(
    head: int,
    state: State,
    new_site: Callable[[], Any],
    source_of: Callable[..., Source],
    crawls: Any,
) -> None:
    site = new_site()
    site.put(LIST)
    site.answers[LIST] = replace(site.answers[LIST], send=answering(head))
    for number in range(3):
        site.put(
            f"/zwzx/202611/t20261114_{number}.html", "<h1>两市签署协议</h1><p>两市签署协议。</p>"
        )
    (ended,) = crawls.run(source_of(site)).sources
    assert ended.state is state
    assert ("KiB of headers" in ended.evidence) == (state is State.UNREACHABLE)
