"""nginx and Caddy, started on loopback with the files of `deploy/`: what readers are told."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from pipeline_common.publish import Collection, publish
from pipeline_common.publish.files import OutputFolder
from pipeline_common.publish.site.page import CONTENT_SECURITY_POLICY
from pipeline_common.settings import PublishSettings
from tests.pipeline_common.publish.conftest import build
from tests.pipeline_common.publish.hostile import HOSTILE, spoil
from tests.watching import free_port

DEPLOY = Path(__file__).parents[2] / "deploy"
FEED = b"<feed>" + b"x" * 4000 + b"</feed>"
FILES = {
    "index.html": b"<p>front</p>",
    "404.html": b"<p>nothing here</p>",
    "kind/agreement/index.html": b"<p>list</p>" * 300,
    "feeds/all.atom": FEED,
    "feeds/all.rss": FEED,
    "feeds/all.json": b"{}",
    "feeds/all.ics": b"BEGIN:VCALENDAR",
    "feeds/feeds.opml": b"<opml/>",
    "feeds/archive/2026-10.atom": FEED,
    "data/milestones.json": b"[]",
    "data/milestones.csv": b"id",
    "search/2026.json": b"[]",
    "assets/site.1a2b3c4d.css": b"p{}",
    ".coopfeed/state.json": b"{}",
}
#: Types by suffix; the two servers differ in the name of scripts and icons, which is all one.
TYPES = {
    ".html": {"text/html; charset=utf-8"},
    ".css": {"text/css; charset=utf-8"},
    ".js": {"text/javascript; charset=utf-8", "application/javascript; charset=utf-8"},
    ".svg": {"image/svg+xml; charset=utf-8"},
    ".ico": {"image/x-icon", "image/vnd.microsoft.icon"},
    ".txt": {"text/plain; charset=utf-8"},
    ".xml": {"application/xml; charset=utf-8", "text/xml; charset=utf-8"},
    ".atom": {"application/atom+xml; charset=utf-8"},
    ".rss": {"application/rss+xml; charset=utf-8"},
    ".ics": {"text/calendar; charset=utf-8"},
    ".opml": {"text/x-opml; charset=utf-8"},
    ".csv": {"text/csv; charset=utf-8"},
    ".json": {"application/json; charset=utf-8"},
}
FEED_TYPES = TYPES | {".json": {"application/feed+json; charset=utf-8"}}
#: What leads on to the new address after a move, in the words of each server.
MOVED = {
    "nginx": "return 301 https://new.example.org$request_uri;",
    "caddy": "redir https://new.example.org{uri} permanent",
}


def nginx(folder: Path, port: int, moved: bool) -> list[str]:
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace("listen 80;", f"listen 127.0.0.1:{port};")
    site = site.replace("/srv/coopfeed/public", str(folder / "public"))
    if moved:
        assert f"# {MOVED['nginx']}" in site
        site = site.replace(f"# {MOVED['nginx']}", MOVED["nginx"])
    logs = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "main.conf").write_text(
        f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        "events {}\nhttp {\ninclude /etc/nginx/mime.types; default_type "
        f"application/octet-stream; access_log off; {logs}\n{site}\n}}\n",
        encoding="utf-8",
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "main.conf")]


def caddy(folder: Path, port: int, moved: bool) -> list[str]:
    site = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    site = site.replace("coopfeed.example.org {", f"http://127.0.0.1:{port} {{")
    site = site.replace("/srv/coopfeed/public", str(folder / "public"))
    if moved:
        assert f"# {MOVED['caddy']}" in site
        site = site.replace(f"# {MOVED['caddy']}", MOVED["caddy"])
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + site, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def fill(public: Path) -> None:
    folder = OutputFolder(public)
    for path, data in FILES.items():
        folder.write(path, data)


def serve(
    name: str, folder: Path, *, moved: bool = False, make: Callable[[Path], object] = fill
) -> Iterator[httpx.Client]:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    make(folder / "public")
    port = free_port()
    command = {"nginx": nginx, "caddy": caddy}[name](folder, port, moved)
    environment = {"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            address = f"http://127.0.0.1:{port}"
            with httpx.Client(base_url=address, trust_env=False) as client:
                _wait(client, server, folder / "log")
                yield client
        finally:
            server.terminate()
            server.wait(10)


def _wait(client: httpx.Client, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, log.read_text()
        try:
            client.get("/")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    yield from serve(request.param, tmp_path_factory.mktemp(request.param))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feeds/all.atom", "application/atom+xml; charset=utf-8"),
        ("/feeds/all.rss", "application/rss+xml; charset=utf-8"),
        ("/feeds/all.json", "application/feed+json; charset=utf-8"),
        ("/feeds/all.ics", "text/calendar; charset=utf-8"),
        ("/feeds/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/data/milestones.json", "application/json; charset=utf-8"),
        ("/data/milestones.csv", "text/csv; charset=utf-8"),
        ("/search/2026.json", "application/json; charset=utf-8"),
        ("/assets/site.1a2b3c4d.css", "text/css; charset=utf-8"),
    ],
)
def test_types_name_the_charset(client: httpx.Client, path: str, kind: str) -> None:
    for encoding in ("identity", "gzip"):
        answer = client.get(path, headers={"accept-encoding": encoding})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_unchanged_is_304_plain_and_gzip(client: httpx.Client, encoding: str) -> None:
    asked = {"accept-encoding": encoding}
    first = client.get("/feeds/all.atom", headers=asked)
    assert first.content == FEED
    assert first.headers.get("content-encoding", "identity") == encoding
    assert "accept-encoding" in first.headers.get("vary", "").lower() or encoding == "identity"
    by_tag = client.get(
        "/feeds/all.atom", headers={**asked, "if-none-match": first.headers["etag"]}
    )
    by_time = client.get(
        "/feeds/all.atom",
        headers={**asked, "if-modified-since": first.headers["last-modified"]},
    )
    assert (by_tag.status_code, by_time.status_code) == (304, 304)


@pytest.mark.parametrize("path", ["/feeds/all.rss", "/data/milestones.json", "/search/2026.json"])
def test_other_sites_may_read_feeds_and_data(client: httpx.Client, path: str) -> None:
    assert client.get(path).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/").headers


def test_caching_follows_what_a_file_is(client: httpx.Client) -> None:
    def caching(path: str) -> str:
        return str(client.get(path).headers["cache-control"])

    assert caching("/") == "no-cache"
    assert caching("/assets/site.1a2b3c4d.css").endswith("immutable")
    assert caching("/feeds/archive/2026-10.atom") == "public, max-age=86400"
    assert caching("/feeds/all.atom").startswith("public, max-age=900, stale-while-revalidate")


def test_pages_may_load_nothing_of_others(client: httpx.Client) -> None:
    headers = client.get("/").headers
    assert (
        headers["content-security-policy"] == CONTENT_SECURITY_POLICY + "; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/.coopfeed/state.json", "/.coopfeed/", "/none", "/kind/x/"])
def test_what_is_not_there_or_not_public_is_our_404(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (404, "<p>nothing here</p>")
    assert "content-security-policy" in answer.headers


def test_a_folder_gets_its_slash(client: httpx.Client) -> None:
    answer = client.get("/kind/agreement")
    assert answer.status_code in (301, 308)
    assert str(client.get("/kind/agreement", follow_redirects=True).url).endswith(
        "/kind/agreement/"
    )


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_after_a_move_the_old_name_leads_on(name: str, tmp_path: Path) -> None:
    for moved in serve(name, tmp_path, moved=True):
        answer = moved.get("/feeds/all.atom")
        assert answer.status_code == 301
        assert answer.headers["location"] == "https://new.example.org/feeds/all.atom"


def publish_hostile(public: Path) -> None:
    milestones = [spoil(build(number), text) for number, text in enumerate(HOSTILE)]
    settings = PublishSettings(base_url="https://example.org")
    report = publish(Collection(milestones), settings=settings, public=public)
    assert report.skipped == ()


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_hostile_texts_arrive_as_they_were_written(name: str, tmp_path: Path) -> None:
    for client in serve(name, tmp_path, make=publish_hostile):
        public = tmp_path / "public"
        files = [
            path
            for path in sorted(public.rglob("*"))
            if path.is_file() and path.suffix != ".gz" and ".coopfeed" not in path.parts
        ]
        assert len([path for path in files if path.match("m/*/index.html")]) == len(HOSTILE)
        assert {path.suffix for path in files} == set(TYPES)
        for path in files:
            data, where = path.read_bytes(), path.relative_to(public)
            types = FEED_TYPES if where.parts[0] == "feeds" else TYPES
            for encoding in ("identity", "gzip"):
                asked = {"accept-encoding": encoding}
                answer = client.get(f"/{where.as_posix()}", headers=asked)
                assert (answer.status_code, answer.content) == (200, data), where
                assert answer.headers["content-type"] in types[path.suffix], where
                assert answer.headers.get("content-encoding", "identity") in ("identity", encoding)
