"""Crawls of a site on loopback, from the call to the batch."""

from __future__ import annotations

import os
import signal
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline_common.errors import CrawlProcessError
from pipeline_common.models import CrawlMemory, State

LIST = "/zwzx/"
ETAG = '"v1"'


def addresses(count: int) -> list[str]:
    return [f"/zwzx/202611/t20261114_{1000 + n}.html" for n in range(count)]


def test_nothing_to_crawl_starts_nothing(crawls: Any) -> None:
    report = crawls.run()
    assert report.sources == ()
    assert crawls.batches() == []


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


@pytest.mark.parametrize("headers", [{"ETag": ETAG}, {}], ids=["304", "body-hash"])
def test_second_run_costs_one_request_a_listing(
    site: Any, crawls: Any, source_of: Any, headers: dict[str, str]
) -> None:
    site.put_list(LIST, addresses(3), **headers)
    crawls.run(source_of(site), remember=True)
    site.asked.clear()
    (ended,) = crawls.run(source_of(site)).sources
    assert site.pages_asked() == [LIST]
    assert ended.state is State.UNCHANGED
    assert (ended.requests, ended.not_modified, ended.articles) == (1, 1, 0)
    assert crawls.pages() == []


def test_only_new_rows_of_a_changed_listing_are_fetched(
    site: Any, crawls: Any, source_of: Any
) -> None:
    site.put_list(LIST, addresses(3))
    crawls.run(source_of(site), remember=True)
    site.put_list(LIST, addresses(4))
    site.asked.clear()
    (ended,) = crawls.run(source_of(site)).sources
    assert sorted(site.pages_asked()) == [LIST, addresses(4)[-1]]
    assert (ended.state, ended.rows, ended.rows_new) == (State.OK, 4, 1)


def test_listing_with_a_missing_article_is_asked_again_in_full(
    site: Any, crawls: Any, source_of: Any
) -> None:
    site.put_list(LIST, addresses(3), ETag=ETAG)
    site.put(addresses(3)[1], "busy", status=404)
    report = crawls.run(source_of(site), remember=True)
    assert report.validators == ()
    assert report.sources[0].state is State.PARTIAL
    assert report.sources[0].failed == 1
    assert report.set_aside[0].url.endswith(addresses(3)[1])
    site.put_list(LIST, addresses(3), ETag=ETAG)
    site.answers.pop(addresses(3)[1])
    site.put_list(LIST, addresses(3), ETag=ETAG)
    site.asked.clear()
    report = crawls.run(source_of(site), remember=True)
    assert sorted(site.pages_asked()) == [LIST, addresses(3)[1]]
    assert len(report.validators) == 1


def test_article_in_two_columns_is_fetched_once(site: Any, crawls: Any, source_of: Any) -> None:
    site.put_list("/a/", addresses(3))
    site.put_list("/b/", addresses(4))
    one, two = source_of(site, "/a/", id="one"), source_of(site, "/b/", id="two")
    report = crawls.run(one, two)
    assert sorted(site.pages_asked()) == sorted(["/a/", "/b/", *addresses(4)])
    assert sum(ended.articles for ended in report.sources) == 4


def test_limit_of_one_run(site: Any, crawls: Any, source_of: Any) -> None:
    site.put_list(LIST, addresses(5), ETag=ETAG)
    report = crawls.run(source_of(site), crawl={"max_articles": 2}, remember=True)
    assert report.sources[0].articles == 2
    assert report.sources[0].evidence == "2 new of 5 rows, 3 more wait for the next run"
    assert report.validators == ()
    crawls.run(source_of(site), remember=True)
    assert len(crawls.memory.known) == 5


def paged(site: Any, count: int) -> None:
    """Listing pages `/zwzx/`, `/zwzx/index_1.html`, ... each three articles, a month apart."""
    for page in range(count):
        path = LIST if page == 0 else f"{LIST}index_{page}.html"
        rows = "".join(
            f"<li><a href='/zwzx/t{2026:04d}{11 - page:02d}14_{page * 10 + n}.html'>"
            f"两市签署第{n}号协议</a><span>2026-{11 - page:02d}-14</span></li>"
            for n in range(3)
        )
        call = f"<script>createPageHTML({count}, {page}, 'index', 'html');</script>"
        site.put(path, f"<html><ul>{rows}</ul>{call}</html>")
        for n in range(3):
            site.put(f"/zwzx/t2026{11 - page:02d}14_{page * 10 + n}.html", "<p>协议</p>" * 20)


def test_ordinary_run_reads_the_first_page(site: Any, crawls: Any, source_of: Any) -> None:
    paged(site, 4)
    report = crawls.run(source_of(site))
    assert report.sources[0].articles == 3
    assert not report.backfill
    assert not crawls.pages()[0].backfill


def test_backfill_reads_back_to_a_day(site: Any, crawls: Any, source_of: Any) -> None:
    paged(site, 6)
    report = crawls.run(source_of(site), since=date(2026, 9, 1))
    assert report.sources[0].articles == 9
    assert report.backfill
    assert report.validators == ()
    assert all(page.backfill for page in crawls.pages())
    assert [p for p in site.pages_asked() if "t2026" not in p] == [
        LIST,
        *(f"{LIST}index_{n}.html" for n in (1, 2, 3)),
    ]


def test_backfill_of_some_pages_passes_over_what_is_known(
    site: Any, crawls: Any, source_of: Any
) -> None:
    paged(site, 6)
    crawls.run(source_of(site), remember=True)
    report = crawls.run(source_of(site), max_pages=2)
    assert report.sources[0].articles == 3
    assert report.sources[0].rows == 6


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


def test_known_articles_are_never_fetched_again(site: Any, crawls: Any, source_of: Any) -> None:
    site.put_list(LIST, addresses(3))
    host = site.url.removeprefix("http://")
    crawls.memory = CrawlMemory(known=frozenset({f"{host}/t:20261114_1000"}))
    crawls.run(source_of(site))
    assert addresses(1)[0] not in site.asked
