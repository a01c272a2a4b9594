"""The web server: what a feed reader and a browser are told besides the bytes."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from flows.web import create_app
from pipeline_common.publish.files import OutputFolder

_FEED = b"<feed>" + b"x" * 4000 + b"</feed>"
_FILES = {
    "index.html": b"<p>front</p>",
    "404.html": b"<p>nothing here</p>",
    "kind/agreement/index.html": b"<p>list</p>",
    "feeds/all.atom": _FEED,
    "feeds/all.rss": _FEED,
    "feeds/all.json": b"{}",
    "feeds/all.ics": b"BEGIN:VCALENDAR",
    "feeds/archive/2026-10.atom": _FEED,
    "data/milestones.json": b"[]",
    "assets/site.1a2b3c4d.css": b"p{}",
}


@contextmanager
def serving(public: Path) -> Iterator[httpx.Client]:
    config = uvicorn.Config(create_app(public), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield client
    server.should_exit = True
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    public = tmp_path_factory.mktemp("public")
    folder = OutputFolder(public)
    for path, data in _FILES.items():
        folder.write(path, data)
    folder.put(".coopfeed.json", b"{}")
    with serving(public) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feeds/all.atom", "application/atom+xml; charset=utf-8"),
        ("/feeds/all.rss", "application/rss+xml; charset=utf-8"),
        ("/feeds/all.json", "application/feed+json; charset=utf-8"),
        ("/feeds/all.ics", "text/calendar; charset=utf-8"),
        ("/data/milestones.json", "application/json; charset=utf-8"),
        ("/assets/site.1a2b3c4d.css", "text/css; charset=utf-8"),
    ],
)
def test_types_name_the_charset(client: httpx.Client, path: str, kind: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_unchanged_is_304_plain_and_gzip(client: httpx.Client, encoding: str) -> None:
    first = client.get("/feeds/all.atom", headers={"accept-encoding": encoding})
    assert first.content == _FEED
    assert first.headers.get("content-encoding", "identity") == encoding
    assert "Accept-Encoding" in first.headers["vary"]
    for validator in (
        {"if-none-match": first.headers["etag"]},
        {"if-modified-since": first.headers["last-modified"]},
    ):
        again = client.get("/feeds/all.atom", headers={"accept-encoding": encoding, **validator})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["cache-control"] == first.headers["cache-control"]


def test_gzip_and_plain_have_their_own_etag(client: httpx.Client) -> None:
    tags = {
        client.get("/feeds/all.atom", headers={"accept-encoding": e}).headers["etag"]
        for e in ("identity", "gzip")
    }
    assert len(tags) == 2


def test_gzip_is_served_from_the_twin(client: httpx.Client) -> None:
    answer = client.get("/feeds/all.atom", headers={"accept-encoding": "br, gzip;q=0.5"})
    assert int(answer.headers["content-length"]) == len(gzip.compress(_FEED, 9, mtime=0))
    refused = client.get("/feeds/all.atom", headers={"accept-encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers


def test_ranges_are_of_the_plain_file(client: httpx.Client) -> None:
    answer = client.get("/feeds/all.atom", headers={"range": "bytes=0-5"})
    assert (answer.status_code, answer.content) == (206, b"<feed>")


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("/", "no-cache"),
        ("/kind/agreement/", "no-cache"),
        ("/feeds/all.rss", "max-age=900"),
        ("/feeds/archive/2026-10.atom", "max-age=86400"),
        ("/assets/site.1a2b3c4d.css", "immutable"),
    ],
)
def test_caching(client: httpx.Client, path: str, caching: str) -> None:
    assert caching in client.get(path).headers["cache-control"]


def test_feeds_and_data_are_open_to_other_sites(client: httpx.Client) -> None:
    for path in ("/feeds/all.json", "/data/milestones.json"):
        assert client.get(path).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/").headers


def test_security_headers_are_everywhere(client: httpx.Client) -> None:
    for path in ("/", "/nowhere", "/feeds/all.atom", "/healthz"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/feeds/none.atom", "/.coopfeed.json", "/%2e%2e/secret", "/a%00b"]
)
def test_what_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"range": "bytes=0-1"})
    assert answer.status_code == 404
    assert answer.text == "<p>nothing here</p>"


def test_folders_get_their_slash_by_a_relative_redirect(client: httpx.Client) -> None:
    answer = client.get("/kind/agreement")
    assert answer.status_code in (301, 307, 308)
    assert answer.headers["location"] == "agreement/"


def test_writing_is_refused(client: httpx.Client) -> None:
    answer = client.post("/feeds/all.atom")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_health(client: httpx.Client) -> None:
    answer = client.get("/healthz").json()
    assert answer["status"] == "ok"
    assert answer["published"].startswith("20")


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    with serving(tmp_path / "public") as client:
        assert client.get("/").status_code == 404
        assert client.get("/healthz").json() == {"status": "ok", "published": None}
