"""Crawls of a site on loopback, from the call to the batch."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from crawler import launch
from crawler.batch import read_batch
from pipeline_common.errors import CrawlProcessError
from pipeline_common.models import State

LIST = "/zwzx/"
ETAG = '"v1"'


def addresses(count: int) -> list[str]:
    return [f"/zwzx/202611/t20261114_{1000 + n}.html" for n in range(count)]


def test_nothing_to_crawl_starts_nothing(crawls: Any) -> None:
    report = crawls.run()
    assert report.sources == ()
    assert crawls.batches() == []


def test_watcher_that_fails_does_not_stop_the_lines(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []

    def watch(event: str, details: Any) -> None:
        told.append(event)
        if event == "source":
            raise ValueError("no such bar")

    lines = io.BytesIO(b'{"event": "page"}\nnoise\n[]\n{"event": "source"}\n{"event": "page"}\n')
    launch._pump_events(lines, watch)
    assert told == ["page", "source"]
    assert lines.read() == b""
    assert "no such bar" in caplog.text


def test_log_lines_keep_their_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "coopfeed.crawl")
    last_lines: deque[str] = deque(maxlen=2)
    stream = io.BytesIO("INFO a: 一\nERROR b: two\n  Traceback\nWARNING c: \xff\n".encode())
    launch._pump_log(stream, last_lines)
    assert [(r.levelname, r.message) for r in caplog.records] == [
        ("INFO", "a: 一"),
        ("ERROR", "b: two"),
        ("ERROR", "  Traceback"),
        ("WARNING", "c: \xff"),
    ]
    assert list(last_lines) == ["  Traceback", "c: \xff"]


def test_first_run_brings_every_article(site: Any, crawls: Any, source_of: Any) -> None:
    site.put_list(LIST, addresses(5), ETag=ETAG)
    events: list[tuple[str, Any]] = []
    report = crawls.run(source_of(site), progress=lambda *event: events.append(event))
    (ended,) = report.sources
    assert ended.state is State.OK
    assert (ended.rows, ended.rows_new, ended.articles, ended.failed) == (5, 5, 5, 0)
    assert ended.requests == 6
    assert ended.newest == "2026-11-05"
    assert report.finish_reason == "finished"
    assert timedelta() < report.finished - report.started < timedelta(seconds=5)
    pages = crawls.pages()
    assert {page.url.removeprefix(site.url) for page in pages} == set(addresses(5))
    assert all(page.row and page.row.title.startswith("两市签署第") for page in pages)
    assert all("合作框架协议".encode() in page.body for page in pages)
    assert [name for name, _ in events].count("page") == 5
    assert events[-1] == ("source", {"source": "a", "state": "ok", "articles": 5})


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_killed_crawl_leaves_no_batch(site: Any, crawls: Any, source_of: Any) -> None:
    site.put_list(LIST, addresses(50))
    killed = []

    def kill(event: str, details: Any) -> None:
        if event == "page" and not killed:
            killed.append(kill_crawl(crawls.inbox))

    with pytest.raises(CrawlProcessError, match="killed by signal 9"):
        crawls.run(source_of(site), progress=kill, crawl={"delay": 0.05})
    assert killed == [True]
    assert list(crawls.inbox.iterdir()) == []


def kill_crawl(inbox: Path) -> bool:
    """Kill the process that holds the unfinished batch of `inbox`."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            held = {str(link.readlink()) for link in (folder / "fd").iterdir()}
        except OSError:
            continue
        if any(path.startswith(str(inbox)) for path in held):
            os.kill(int(folder.name), signal.SIGKILL)
            return True
    return False


SCRIPT = """
import sys
from datetime import UTC, datetime
from crawler.launch import crawl
from pipeline_common.models import CrawlMemory, Listing, Source
from pipeline_common.settings import CrawlSettings
crawl(
    [Source("a", "A", "trs_wcm", (Listing(sys.argv[1]),))],
    memory=CrawlMemory(), settings=CrawlSettings(delay=0.1, allow_private=True),
    inbox=sys.argv[2], batch_id="batch-1", now=datetime(2026, 11, 25, tzinfo=UTC),
    progress=lambda event, details: print(event, flush=True),
)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a feature of Linux")
def test_crawl_ends_in_good_order_when_its_parent_is_killed(site: Any, crawls: Any) -> None:
    site.put_list(LIST, addresses(50))
    command = [sys.executable, "-c", SCRIPT, site.url + LIST, str(crawls.inbox)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"page\n"
        parent.kill()
    for _ in range(100):
        if crawls.batches():
            break
        time.sleep(0.05)
    report = read_batch(crawls.batches()[0]).report
    assert report.finish_reason == "shutdown"
    assert 0 < report.sources[0].articles < 50


def test_cancelled_crawl_keeps_what_came(site: Any, crawls: Any, source_of: Any) -> None:
    site.put_list(LIST, addresses(50))
    cancel = threading.Event()

    def stop(event: str, details: Any) -> None:
        cancel.set()

    report = crawls.run(source_of(site), progress=stop, cancel=cancel, crawl={"delay": 0.05})
    assert report.finish_reason == "shutdown"
    assert report.sources[0].state is State.PARTIAL
    assert 1 <= report.sources[0].articles < 50
    assert len(crawls.pages()) == report.sources[0].articles
    assert report.validators == ()


def test_cancelled_crawl_does_not_wait_for_a_slow_host(
    site: Any, crawls: Any, source_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "_PATIENCE", 2.0)
    site.put_list(LIST, addresses(3))
    cancel, stop = threading.Event(), threading.Event()

    def stall(handler: BaseHTTPRequestHandler) -> None:
        cancel.set()
        stop.wait(30)

    quick = site.answers[addresses(1)[0]]
    site.answers[addresses(3)[1]] = replace(quick, send=stall)
    report = crawls.run(source_of(site), cancel=cancel, crawl={"timeout": 30.0})
    stop.set()
    assert report.finish_reason == "shutdown"
    assert (report.sources[0].state, report.sources[0].articles) == (State.PARTIAL, 1)
    assert len(crawls.pages()) == 1
    assert report.validators == ()


def test_time_limit_ends_a_crawl_in_good_order(site: Any, crawls: Any, source_of: Any) -> None:
    site.put_list(LIST, addresses(50))
    report = crawls.run(source_of(site), crawl={"delay": 0.1, "time_limit": 1.0})
    assert report.finish_reason == "closespider_timeout"
    assert report.sources[0].state is State.PARTIAL
    assert 0 < report.sources[0].articles == len(crawls.pages()) < 50
