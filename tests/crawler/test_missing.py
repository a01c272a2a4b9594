"""What a run left missing comes with the next one: behind known pages, and of days gone by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.inbox import with_waiting
from pipeline_common.models import CrawlMemory, ListingMemory, Source, State

LIST, SECOND = "/zwzx/", "/zwzx/index_1.html"
NODE = "/html/{YYYY}-{MM}/{DD}/node_1.htm"
INDEX = "/html/{YYYY}-{MM}/navi.xml"
TEXT = "<p>两市签署协议</p>" * 20


def row(page: int, number: int) -> str:
    return f"/zwzx/202611/t20261114_{page * 10 + number}.html"


@pytest.fixture
def paged(site: Any) -> Any:
    """Two listing pages of three articles each."""
    for page, path in enumerate((LIST, SECOND)):
        rows = "".join(
            f"<li><a href='{row(page, n)}'>两市签署第{page}{n}号协议</a>"
            "<span>2026-11-14</span></li>"
            for n in range(3)
        )
        call = f"<script>createPageHTML(2, {page}, 'index', 'html');</script>"
        site.put(path, f"<html><ul>{rows}</ul>{call}</html>", ETag=f'"{page}"')
        for n in range(3):
            site.put(row(page, n), TEXT)
    return site


@pytest.fixture
def source(paged: Any, source_of: Callable[..., Source]) -> Source:
    return source_of(paged, max_pages=2)


def asked(site: Any, crawls: Any, source: Source, **options: Any) -> list[str]:
    """The pages that a run asks for."""
    site.asked.clear()
    crawls.run(source, remember=True, **options)
    return site.pages_asked()  # type: ignore[no-any-return]


def test_rows_left_out_behind_a_known_page(paged: Any, source: Source, crawls: Any) -> None:
    first = asked(paged, crawls, source, crawl={"max_articles": 4})
    assert sorted(first) == sorted([LIST, SECOND, row(0, 0), row(0, 1), row(0, 2), row(1, 0)])
    second = asked(paged, crawls, source)
    assert second == [LIST, SECOND, row(1, 1), row(1, 2)], "page 1 has nothing new and is passed"
    assert asked(paged, crawls, source) == [LIST], "nothing is owed any more"


def test_article_that_failed_behind_a_known_page(paged: Any, source: Source, crawls: Any) -> None:
    paged.put(row(1, 2), status=404)
    assert row(1, 2) in asked(paged, crawls, source)
    assert asked(paged, crawls, source) == [LIST, SECOND, row(1, 2)]
    paged.put(row(1, 2), TEXT)
    assert asked(paged, crawls, source) == [LIST, SECOND, row(1, 2)]
    assert asked(paged, crawls, source) == [LIST]


def test_rows_left_out_while_the_batch_waits(paged: Any, source: Source, crawls: Any) -> None:
    crawls.run(source, crawl={"max_articles": 4})
    crawls.memory = with_waiting(CrawlMemory(), crawls.inbox)
    assert asked(paged, crawls, source) == [LIST, SECOND, row(1, 1), row(1, 2)]


def test_page_that_answers_as_before_does_not_hide_what_is_missing(
    paged: Any, source: Source, crawls: Any
) -> None:
    asked(paged, crawls, source)
    (listing,) = source.listings
    owing = ListingMemory(source.id, listing.url, "2026-11-24", owing=True)
    crawls.memory = CrawlMemory(
        crawls.memory.known, crawls.memory.validators, {(source.id, listing.url): owing}
    )
    assert asked(paged, crawls, source) == [LIST, SECOND]
    assert asked(paged, crawls, source) == [LIST]


def put_issue(site: Any, day: int) -> None:
    folder = f"/html/2026-11/{day:02d}"
    links = f"<a id=pageLink href=node_1.htm>A1</a><a href=content_{day}0.htm>两市签署协议</a>"
    site.put(f"{folder}/node_1.htm", f"<html>{links}</html>")
    site.put(f"{folder}/content_{day}0.htm", TEXT)


def noon(day: int) -> datetime:
    return datetime(2026, 11, day, 4, tzinfo=UTC)


def issue(day: int) -> str:
    return f"/html/2026-11/{day:02d}/node_1.htm"


def issues_asked(site: Any, crawls: Any, source: Source, day: int, **options: Any) -> list[str]:
    return [
        path
        for path in asked(site, crawls, source, now=noon(day), **options)
        if "content_" not in path
    ]


@pytest.fixture
def paper(site: Any, source_of: Callable[..., Source]) -> Source:
    return source_of(site, NODE, family="founder_epaper")


def days(*numbers: int) -> list[str]:
    return [issue(day) for day in numbers]


def test_days_on_which_nothing_ran_are_made_up_for(site: Any, paper: Source, crawls: Any) -> None:
    for day in (20, 21, 22, 24, 25):
        put_issue(site, day)
    assert issues_asked(site, crawls, paper, 20) == days(20), "never read: today alone"
    assert sorted(issues_asked(site, crawls, paper, 25)) == days(21, 22, 23, 24, 25)
    assert len(crawls.pages()) == 4, "on the 23rd there was no paper"
    assert issues_asked(site, crawls, paper, 25) == days(25)


def test_paper_that_was_cut_short_is_asked_again(site: Any, paper: Source, crawls: Any) -> None:
    for day in (23, 24, 25):
        put_issue(site, day)
    asked(site, crawls, paper, now=noon(23))
    site.put("/html/2026-11/24/content_240.htm", status=404)
    asked(site, crawls, paper, now=noon(24))
    site.put("/html/2026-11/24/content_240.htm", TEXT)
    assert sorted(issues_asked(site, crawls, paper, 25)) == days(24, 25)
    assert {page.url.rpartition("_")[2] for page in crawls.pages()} == {"240.htm", "250.htm"}


def test_a_fortnight_is_made_up_for_at_most(site: Any, paper: Source, crawls: Any) -> None:
    for day in (1, 25):
        put_issue(site, day)
    asked(site, crawls, paper, now=noon(1))
    assert sorted(issues_asked(site, crawls, paper, 25)) == days(*range(11, 26))


def test_late_issue_of_today_is_asked_again(site: Any, paper: Source, crawls: Any) -> None:
    for day in (22, 23):
        put_issue(site, day)
    asked(site, crawls, paper, now=noon(23))
    assert issues_asked(site, crawls, paper, 24) == days(24)
    assert issues_asked(site, crawls, paper, 24) == days(24), "and no day before it"
    for day in (24, 25):
        put_issue(site, day)
    assert sorted(issues_asked(site, crawls, paper, 25)) == days(24, 25)
    assert len(crawls.pages()) == 2
    assert issues_asked(site, crawls, paper, 26) == days(26)


def test_month_index_that_lacks_the_issue_of_today_shows_the_one_before(
    site: Any, source_of: Callable[..., Source], crawls: Any
) -> None:
    source = source_of(site, INDEX, family="founder_epaper")
    index = "/html/2026-11/navi.xml"

    def put_index(*numbers: int) -> None:
        periods = "".join(
            f"<period><period_date>2026-11-{day}</period_date>"
            f"<front_page>{day}/node_1.htm</front_page></period>"
            for day in numbers
        )
        site.put(index, f"<periods>{periods}</periods>", Content_Type="text/xml")

    for day in (22, 23, 24, 25):
        put_issue(site, day)
    put_index(22)
    assert issues_asked(site, crawls, source, 23) == [index, issue(22)]
    assert issues_asked(site, crawls, source, 23) == [index, issue(22)]
    put_index(22, 23, 24)
    assert sorted(issues_asked(site, crawls, source, 25)) == [*days(23, 24), index]
    put_index(22, 23, 24, 25)
    assert issues_asked(site, crawls, source, 25) == [index, issue(25)]


def test_backfill_clears_no_debt_and_makes_one(paged: Any, source: Source, crawls: Any) -> None:
    (listing,) = source.listings
    key = (source.id, listing.url)
    crawls.run(source, remember=True, max_pages=2, crawl={"max_articles": 4})
    assert crawls.memory.listings == {key: ListingMemory(*key, owing=True)}
    report = crawls.run(source, remember=True, max_pages=2)
    assert report.sources[0].state is State.OK
    assert report.listings == ()
    assert crawls.memory.listings[key].owing
    assert asked(paged, crawls, source) == [LIST, SECOND]
    assert crawls.memory.listings == {key: ListingMemory(*key, "2026-11-25")}
