"""Real readers, on loopback: what they store is what we published."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline_common.models import Milestone
from pipeline_common.publish import Collection, publish
from pipeline_common.settings import PublishSettings

Make = Callable[..., Milestone]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012
        ".atom": "application/atom+xml",
        ".rss": "application/rss+xml",
        "": "text/plain",
    }

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    public = tmp_path / "public"
    public.mkdir()
    handler = functools.partial(_Quiet, directory=str(public))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield public, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def expected(milestones: list[Milestone]) -> dict[str, tuple[str, int]]:
    return {m.id: (m.headline, int(m.published.timestamp())) for m in milestones if m.published}


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not installed")
@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_newsboat_through_the_life_of_a_feed(
    make: Make, served: tuple[Path, str], tmp_path: Path, suffix: str
) -> None:
    public, address = served
    settings = PublishSettings(base_url=address)
    (tmp_path / "urls").write_text(f"{address}/feeds/all.{suffix}\n")
    (tmp_path / "config").write_text("")

    def stored(milestones: list[Milestone]) -> dict[str, tuple[str, int, str]]:
        publish(Collection(milestones), settings=settings, public=public)
        done = subprocess.run(
            ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=False,
            timeout=30,
        )
        assert done.returncode == 0, done.stderr
        with sqlite3.connect(tmp_path / "cache.db") as base:
            rows = base.execute("select guid, title, pubDate, url from rss_item").fetchall()
        base.close()
        return {guid: (title, when, url) for guid, title, when, url in rows}

    first = [make(0), make(1)]
    second = [make(0), make(1, headline="改过的标题"), make(2, "1958-03-02")]
    for milestones in (first, second):
        found = stored(milestones)
        assert {i: (title, when) for i, (title, when, _) in found.items()} == expected(milestones)
        assert all(url.startswith(f"{address}/m/") for _, _, url in found.values())


@pytest.mark.skipif(shutil.which("sfeed") is None, reason="sfeed is not installed")
@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_sfeed(make: Make, tmp_path: Path, suffix: str) -> None:
    milestones = [make(0), replace(make(1), headline="A & B ＜甲乙＞ “引号”")]
    publish(
        Collection(milestones),
        settings=PublishSettings(base_url="https://example.org"),
        public=tmp_path,
    )
    feed = (tmp_path / f"feeds/all.{suffix}").read_bytes()
    done = subprocess.run(["sfeed"], input=feed, capture_output=True, check=True, timeout=10)
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert {r[5]: (r[1], int(r[0])) for r in rows} == expected(milestones)
    assert {r[2] for r in rows} == {
        f"https://example.org/m/{m.id.removeprefix('urn:uuid:')}/" for m in milestones
    }
    assert all("签约" in r[8] for r in rows)
