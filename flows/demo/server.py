"""Loopback web servers for the sample sites, one address a site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from flows.demo.sites import Answer, Site, not_modified_headers

_MISSING = Answer(b"<html><body><h1>404 Not Found</h1></body></html>", status=404)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        """Answer from the table; 304 where the validator still fits."""
        answer = self.site.get(self.path, _MISSING)
        if answer.status == 200 and self.headers.get("If-None-Match") == answer.etag:
            self.send_response(304)
            self.send_header("ETag", answer.etag)
            self.end_headers()
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.status == 200:
            for name, value in not_modified_headers(answer).items():
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawl reports what it saw."""


@contextmanager
def serve_sites(
    names: list[str], port: int, build: Callable[[Callable[[str], str]], dict[str, Site]]
) -> Iterator[Callable[[str], str]]:
    """Serve the sites while the block runs; gives the base URL of a site by name.

    Each site has a loopback address of its own, so that hosts differ as they do outside. Where
    only 127.0.0.1 exists, or the port is taken, ports differ instead.
    """
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(_listening(f"127.0.0.{11 + i}", port))
            for i, name in enumerate(names)
        }

        def address(name: str) -> str:
            host, number = servers[name].server_address[:2]
            return f"http://{host!s}:{number}"

        for name, site in build(address).items():
            servers[name].RequestHandlerClass = type(f"{name}Handler", (_Handler,), {"site": site})
        yield address


@contextmanager
def _listening(host: str, port: int) -> Iterator[ThreadingHTTPServer]:
    server = _bind(host, port)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _bind(host: str, port: int) -> ThreadingHTTPServer:
    for candidate in ((host, port), (host, 0), ("127.0.0.1", 0)):
        try:
            return ThreadingHTTPServer(candidate, _Handler)
        except OSError:
            continue
    raise OSError("no loopback address to listen on")
