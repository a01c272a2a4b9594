"""Reading back: to a day, or some pages deep."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawler.inbox import with_waiting
from pipeline_common.models import CrawlMemory, State

LIST = "/zwzx/"
PAGES = [LIST, *(f"{LIST}index_{n}.html" for n in range(1, 6))]


def article(page: int, number: int) -> str:
    return f"/zwzx/2026{11 - page:02d}/t2026{11 - page:02d}14_{page * 10 + number}.html"


@pytest.fixture
def paged(site: Any) -> Any:
    """Six listing pages of three articles each, every page a month older."""
    for page, path in enumerate(PAGES):
        rows = "".join(
            f"<li><a href='{article(page, n)}'>两市签署第{page}{n}号协议</a>"
            f"<span>2026-{11 - page:02d}-14</span></li>"
            for n in range(3)
        )
        call = f"<script>createPageHTML(6, {page}, 'index', 'html');</script>"
        site.put(path, f"<html><ul>{rows}</ul>{call}</html>", ETag=f'"{page}"')
        for n in range(3):
            site.put(article(page, n), "<p>两市签署协议</p>" * 20)
    return site


def listings_asked(site: Any) -> list[str]:
    return [path for path in site.pages_asked() if path in PAGES]


def test_back_to_a_day(paged: Any, crawls: Any, source_of: Any) -> None:
    report = crawls.run(source_of(paged), since=date(2026, 9, 1))
    assert report.sources[0].state is State.OK
    assert report.sources[0].articles == 9
    assert report.backfill
    assert report.validators == ()
    assert all(page.backfill for page in crawls.pages())
    assert listings_asked(paged) == PAGES[:4], "one page too old shows that the rest is"


def test_some_pages_deep_past_what_is_known(paged: Any, crawls: Any, source_of: Any) -> None:
    host = paged.url.removeprefix("http://")
    known = {f"{host}/t:20261114_{n}" for n in range(3)}
    crawls.memory = CrawlMemory(known=frozenset(known))
    report = crawls.run(source_of(paged), max_pages=2)
    assert (report.sources[0].rows, report.sources[0].articles) == (6, 3)
    assert listings_asked(paged) == PAGES[:2]


def test_goes_on_where_an_earlier_one_ended(paged: Any, crawls: Any, source_of: Any) -> None:
    source, since = source_of(paged), date(2026, 9, 1)
    first = crawls.run(source, since=since, crawl={"max_articles": 4})
    assert first.sources[0].evidence.endswith("5 more wait for the next run")
    crawls.memory = with_waiting(CrawlMemory(), crawls.inbox)
    asked = len([path for path in paged.asked if "/t2026" in path])
    second = crawls.run(source, since=since)
    assert (asked, second.sources[0].articles) == (4, 5)
    crawls.memory = with_waiting(CrawlMemory(), crawls.inbox)
    assert crawls.run(source, since=since).sources[0].state is State.UNCHANGED


def test_batches_that_cannot_be_read_are_passed_over(crawls: Any) -> None:
    crawls.inbox.mkdir()
    (crawls.inbox / "x.batch").write_bytes(b"torn")
    assert with_waiting(CrawlMemory(), crawls.inbox) == CrawlMemory()


def test_ordinary_run_reads_as_deep_as_the_source_says(
    paged: Any, crawls: Any, source_of: Any
) -> None:
    one, three = source_of(paged), source_of(paged, LIST + "?a=1", id="three", max_pages=3)
    paged.answers[LIST + "?a=1"] = paged.answers[LIST]
    report = crawls.run(one, three)
    assert not report.backfill
    assert sum(source.articles for source in report.sources) == 9
    assert listings_asked(paged) == PAGES[:3]
