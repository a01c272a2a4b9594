"""How far each listing was read, as the database keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from pipeline_common.models import CrawlReport, ListingMemory, ListingReport
from pipeline_common.store import Store

ONE, TWO = "https://a.example.cn/zwzx/", "https://a.example.cn/{YYYY}{MM}/{DD}/"
KEY = ("a", ONE)
Ingest = Callable[..., None]


@pytest.fixture
def take(store: Store, make: SimpleNamespace) -> Ingest:
    """Ingests a batch of a day in March that tells of listings."""
    count = 0

    def ingest(day: int, *told: ListingReport, hour: int = 8, backfill: bool = False) -> None:
        nonlocal count
        count += 1
        started = datetime(2026, 3, day, hour, tzinfo=UTC)
        report: CrawlReport = replace(
            make.report(f"b{count}"), started=started, listings=told, backfill=backfill
        )
        store.ingest(report, [])

    return ingest


def told(complete: bool, url: str = ONE, source: str = "a", awaited: bool = False) -> ListingReport:
    return ListingReport(source, url, complete, awaited)


def test_a_listing_is_complete_owing_and_complete_again(store: Store, take: Ingest) -> None:
    take(1, told(True))
    assert store.crawl_memory(["a"]).listings == {KEY: ListingMemory("a", ONE, "2026-03-01")}
    take(2, told(False))
    assert store.crawl_memory(["a"]).listing(*KEY) == ListingMemory("a", ONE, "2026-03-01", True)
    take(3, told(True))
    assert store.crawl_memory(["a"]).listing(*KEY) == ListingMemory("a", ONE, "2026-03-03")
    assert store.check() == []


def test_a_listing_that_never_was_complete_has_no_day(store: Store, take: Ingest) -> None:
    take(1, told(False))
    assert store.crawl_memory(["a"]).listing(*KEY) == ListingMemory("a", ONE, None, owing=True)


def test_the_day_is_that_of_china(store: Store, take: Ingest) -> None:
    take(1, told(True), hour=17)
    assert store.crawl_memory(["a"]).listing(*KEY).complete == "2026-03-02"


def test_while_the_issue_of_today_is_awaited_the_day_before_is_complete(
    store: Store, take: Ingest
) -> None:
    take(5, told(False, TWO, awaited=True))
    held = store.crawl_memory(["a"]).listing("a", TWO)
    assert held == ListingMemory("a", TWO, "2026-03-04", owing=True)
    take(5, told(True, TWO))
    take(5, told(False, TWO, awaited=True))
    assert store.crawl_memory(["a"]).listing("a", TWO).complete == "2026-03-05"


def test_a_batch_that_was_long_on_its_way_does_not_set_the_day_back(
    store: Store, take: Ingest
) -> None:
    take(9, told(True))
    take(4, told(True))
    assert store.crawl_memory(["a"]).listing(*KEY).complete == "2026-03-09"


def test_a_back_fill_that_lacks_something_keeps_the_day(store: Store, take: Ingest) -> None:
    take(1, told(True))
    take(2, told(False), backfill=True)
    take(3, backfill=True)
    assert store.crawl_memory(["a"]).listing(*KEY) == ListingMemory("a", ONE, "2026-03-01", True)


def test_each_source_has_its_own_listings(store: Store, take: Ingest) -> None:
    take(1, told(True), told(False, TWO), told(False, source="b"))
    assert store.crawl_memory(["a"]).listings == {
        KEY: ListingMemory("a", ONE, "2026-03-01"),
        ("a", TWO): ListingMemory("a", TWO, None, owing=True),
    }
    assert store.crawl_memory(["c"]).listing("c", ONE) == ListingMemory("c", ONE)
    assert set(store.crawl_memory(["a", "b"]).listings) == {KEY, ("a", TWO), ("b", ONE)}


def test_only_rows_that_differ_are_written(store: Store, take: Ingest) -> None:
    take(1, told(True), told(True, TWO))
    written: list[str] = []
    store._db.set_trace_callback(written.append)
    take(1, told(True), told(False, TWO))
    store._db.set_trace_callback(None)
    assert len([line for line in written if line.startswith("insert into listing")]) == 1
