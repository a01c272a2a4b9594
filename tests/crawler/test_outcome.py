"""The one state that each source ends in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawler.job import Job
from crawler.ledger import Ledger
from crawler.outcome import judge, make_report
from crawler.tally import ListingTally, Problem, SourceTally
from pipeline_common.models import CrawlMemory, Listing, ListingReport, Source, State, Validator
from pipeline_common.settings import CrawlSettings

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
BLOCKED = Problem(State.BLOCKED, "Ruishu (瑞数); status 412, 160 bytes")
DOWN = Problem(State.UNREACHABLE, "no whole answer in time")
GONE = Problem(State.LIST_NOT_FOUND, "status 404, 9 bytes")


def tally(*listings: ListingTally, source: dict[str, Any] | None = None, **fields: Any) -> Any:
    declared = Source("a", "A", "trs_wcm", (Listing("https://a.example.cn/"),), **(source or {}))
    return SourceTally(declared, list(listings), started=True, **fields)


def read(rows: int = 20, url: str = "https://a.example.cn/1/") -> ListingTally:
    return ListingTally(url, rows=rows)


def broken(problem: Problem, url: str = "https://a.example.cn/2/") -> ListingTally:
    listing = ListingTally(url)
    listing.fail(problem)
    return listing


SAME = ListingTally("https://a.example.cn/3/", unchanged=True)
ABSENT = ListingTally("https://a.example.cn/2026-11/25/node_1.htm", absent=True)


@pytest.mark.parametrize(
    ("books", "state", "evidence"),
    [
        (tally(read(), articles=3), State.OK, "3 new of 20 rows"),
        (
            tally(read(), articles=3, left_out=9),
            State.OK,
            "3 new of 20 rows, 9 more wait for the next run",
        ),
        (tally(read()), State.UNCHANGED, "20 rows, none new"),
        (tally(SAME), State.UNCHANGED, "1 listing as before"),
        (tally(SAME, SAME), State.UNCHANGED, "2 listings as before"),
        (tally(ABSENT), State.UNCHANGED, "nothing appeared that day"),
        (tally(ABSENT, SAME), State.UNCHANGED, "2 listings as before"),
        (tally(ABSENT, read(), articles=2), State.OK, "2 new of 20 rows"),
        (tally(read(0)), State.EMPTY, "https://a.example.cn/1/: a list without rows"),
        (tally(read(0), read()), State.PARTIAL, "https://a.example.cn/1/: a list without rows"),
        (
            tally(read(3), source={"min_rows": 10}),
            State.PARTIAL,
            "https://a.example.cn/1/: 3 rows, at least 10 expected",
        ),
        (tally(SAME, source={"min_rows": 10}), State.UNCHANGED, "1 listing as before"),
        (tally(broken(BLOCKED)), State.BLOCKED, BLOCKED.evidence),
        (tally(ListingTally("x", doubt=GONE)), State.LIST_NOT_FOUND, GONE.evidence),
        (tally(ListingTally("x", rows=2, doubt=GONE)), State.UNCHANGED, "2 rows, none new"),
        (tally(broken(DOWN)), State.UNREACHABLE, DOWN.evidence),
        (tally(broken(GONE)), State.LIST_NOT_FOUND, GONE.evidence),
        (
            tally(broken(GONE, "https://a.example.cn/9/"), broken(BLOCKED)),
            State.BLOCKED,
            f"{BLOCKED.evidence} at https://a.example.cn/2/",
        ),
        (
            tally(read(), broken(DOWN), articles=2),
            State.PARTIAL,
            f"1 of 2 listings: {DOWN.evidence} at https://a.example.cn/2/",
        ),
        (
            tally(read(), articles=8, failures=[DOWN, DOWN]),
            State.PARTIAL,
            f"2 of 10 articles did not come: {DOWN.evidence}",
        ),
        (
            tally(read(), failures=[BLOCKED, DOWN]),
            State.BLOCKED,
            f"2 of 2 articles did not come: {BLOCKED.evidence}",
        ),
        (
            tally(read(), newest="2026-11-01", source={"max_silence_days": 14}),
            State.STALE,
            "newest row 2026-11-01, 24 days ago",
        ),
        (
            tally(read(), newest="2026-11-20", source={"max_silence_days": 14}),
            State.UNCHANGED,
            "20 rows, none new",
        ),
        (tally(), State.UNCHANGED, "0 rows, none new"),
    ],
)
def test_state_with_its_evidence(books: SourceTally, state: State, evidence: str) -> None:
    report = judge(books, today=TODAY)
    assert (report.state, report.evidence) == (state, evidence)


def test_crawl_that_ended_early_says_so() -> None:
    books = tally(read(), articles=3, waiting=4)
    report = judge(books, today=TODAY, finish_reason="closespider_timeout")
    assert report.state is State.PARTIAL
    assert report.evidence == "the crawl ended early (closespider_timeout)"


def test_source_that_was_through_is_not_blamed_for_the_end() -> None:
    report = judge(tally(read(), articles=3), today=TODAY, finish_reason="shutdown")
    assert report.state is State.OK


def test_counts_are_carried_over() -> None:
    books = tally(
        read(20),
        read(5),
        requests=9,
        bytes=1234,
        rows_new=7,
        articles=6,
        failures=[DOWN],
        not_modified=1,
        newest="2026-11-20",
    )
    report = judge(books, today=TODAY)
    assert (report.rows, report.rows_new, report.articles, report.failed) == (25, 7, 6, 1)
    assert (report.requests, report.bytes, report.not_modified) == (9, 1234, 1)
    assert report.newest == "2026-11-20"


def test_report_of_a_crawl() -> None:
    sources = (Source("a", "A", "trs_wcm", ()), Source("b", "B", "trs_wcm", ()))
    books = Ledger(Job("b1", "b1.batch", NOW, sources, CrawlMemory(), CrawlSettings(), max_pages=2))
    books.put_aside(sources[0], "https://a.example.cn/x.html", "status 404")
    report = make_report(books, finished=NOW, finish_reason="finished")
    assert report.batch_id == "b1"
    assert [ended.source_id for ended in report.sources] == ["a", "b"]
    assert report.backfill
    assert report.set_aside[0].reason == "status 404"


def test_report_of_a_crawl_that_ended_early_tells_what_its_listings_lack() -> None:
    through, cut = (
        Source(name, name, "trs_wcm", (Listing(f"https://{name}.example.cn/"),)) for name in "ab"
    )
    waiting = Source("c", "C", "trs_wcm", (Listing("https://c.example.cn/"),))
    sources = (through, cut, waiting)
    books = Ledger(Job("b1", "b1.batch", NOW, sources, CrawlMemory(), CrawlSettings()))
    for source in (through, cut):
        opened = books.open_listing(source, source.listings[0].url)
        opened.validators.append(Validator(opened.url, source.id, etag='"1"'))
        books.tallies[source.id].started = True
    books.tallies["b"].waiting = 1
    report = make_report(books, finished=NOW, finish_reason="shutdown")
    assert report.validators == ()
    assert report.listings == (
        ListingReport("a", "https://a.example.cn/", complete=True),
        ListingReport("b", "https://b.example.cn/", complete=False),
    )
