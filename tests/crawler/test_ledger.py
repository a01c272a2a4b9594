"""The books of a crawl: what is new, what is asked for once, what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.job import Job
from crawler.ledger import Ledger, is_own
from crawler.tally import Problem
from pipeline_common.models import (
    CrawlMemory,
    Listing,
    Published,
    Row,
    Source,
    State,
    Validator,
)
from pipeline_common.settings import CrawlSettings

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
HOME = "https://www.town.example.cn"
LISTING = f"{HOME}/zwzx/"
SOURCE = Source("a", "A", "trs_wcm", (Listing(LISTING),))
OTHER = Source("b", "B", "trs_wcm", (Listing(f"{HOME}/bmdt/"),))
VALIDATOR = Validator(LISTING, "a", etag='"1"')
FAILED = Problem(State.UNREACHABLE, "status 500")


def ledger(known: set[str] = frozenset(), limit: int = 200, **fields: Any) -> Ledger:  # type: ignore[assignment]
    settings = CrawlSettings(max_articles=limit)
    memory = CrawlMemory(known=frozenset(known))
    return Ledger(Job("b1", "b1.batch", NOW, (SOURCE, OTHER), memory, settings, **fields))


def row(number: int, host: str = HOME, **fields: Any) -> Row:
    return Row(f"{host}/zwzx/202611/t20261114_{number}.html", f"签约{number}", **fields)


def key(number: int) -> str:
    return f"town.example.cn/t:20261114_{number}"


def test_new_rows_are_fetched_and_known_ones_are_not() -> None:
    books = ledger(known={key(1)})
    listing = books.open_listing(SOURCE, LISTING)
    admission = books.admit(SOURCE, listing, [row(1), row(2)])
    assert [found for found, _ in admission.fetch] == [key(2)]
    assert admission.fresh == {key(1), key(2)}
    assert admission.new == {key(2)}
    assert listing.rows == 2
    assert books.tallies["a"].rows_new == 1


def test_same_article_under_two_addresses_is_one() -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    twice = [row(1), Row(row(1).url.replace("https://www.", "http://") + "?spm=1")]
    assert len(books.admit(SOURCE, listing, twice).fetch) == 1


def test_repeated_page_is_not_fresh() -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    books.admit(SOURCE, listing, [row(1)])
    again = books.admit(SOURCE, listing, [row(1)])
    assert (again.fetch, again.fresh, again.new) == ((), set(), set())
    assert listing.rows == 1


def test_two_sources_share_a_fetch_and_its_failure() -> None:
    books = ledger()
    one, two = books.open_listing(SOURCE, LISTING), books.open_listing(OTHER, OTHER.listings[0].url)
    one.validators.append(VALIDATOR)
    two.validators.append(Validator(two.url, "b"))
    assert len(books.admit(SOURCE, one, [row(1)]).fetch) == 1
    assert len(books.admit(OTHER, two, [row(1), row(2)]).fetch) == 1
    books.came(OTHER, key(2))
    books.failed(SOURCE, key(1), row(1), FAILED)
    assert list(books.validators()) == []
    assert books.tallies["a"].failures == [FAILED]
    assert books.set_aside[0].reason == "status 500"


def test_validator_is_kept_once_everything_came() -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    listing.validators.append(VALIDATOR)
    books.admit(SOURCE, listing, [row(1), row(2)])
    books.came(SOURCE, key(1))
    assert list(books.validators()) == [], "one is still under way"
    books.no_article(SOURCE, key(2), row(2), "no page but application/pdf")
    assert list(books.validators()) == [VALIDATOR]
    assert books.tallies["a"].failures == []


def test_backfill_keeps_no_validator() -> None:
    books = ledger(max_pages=3)
    listing = books.open_listing(SOURCE, LISTING)
    listing.validators.append(VALIDATOR)
    assert list(books.validators()) == []


def test_limit_leaves_rows_for_the_next_run() -> None:
    books = ledger(limit=2)
    listing = books.open_listing(SOURCE, LISTING)
    listing.validators.append(VALIDATOR)
    admission = books.admit(SOURCE, listing, [row(n) for n in range(5)])
    for found, _ in admission.fetch:
        books.came(SOURCE, found)
    assert len(admission.fetch) == 2
    assert books.tallies["a"].left_out == 3
    assert list(books.validators()) == []


def test_rows_older_than_wanted_are_passed_over() -> None:
    books = ledger(since=date(2026, 6, 1))
    listing = books.open_listing(SOURCE, LISTING)
    rows = [row(1, published=Published("2026-01-14")), row(2, published=Published("2026-11-14"))]
    assert [found for found, _ in books.admit(SOURCE, listing, rows).fetch] == [key(2)]


def test_newest_day_is_never_in_the_future() -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    days = ["2026-11-20", "2027-03-01", "2026-11", "2026-11-03"]
    books.admit(SOURCE, listing, [row(n, published=Published(d)) for n, d in enumerate(days)])
    assert books.tallies["a"].newest == "2026-11-20"


@pytest.mark.parametrize("suffix", ["pdf", "DOCX", "xls", "zip", "ofd", "mp4"])
def test_files_are_no_articles(suffix: str) -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    rows = [Row(f"{HOME}/zwzx/P0202611.{suffix}"), Row(f"{HOME}/zwzx/P0202611.{suffix}?a=1")]
    assert books.admit(SOURCE, listing, rows).fetch == ()
    assert listing.rows == 2


def test_what_is_no_address_is_put_aside() -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    assert books.admit(SOURCE, listing, [Row("javascript:void(0)"), Row("")]).fetch == ()
    assert len(books.set_aside) == 2


def test_rows_of_other_hosts_by_policy() -> None:
    foreign = row(1, "https://mp.weixin.example.com")
    books = ledger()
    assert books.admit(SOURCE, books.open_listing(SOURCE, LISTING), [foreign]).fetch
    skipping = Source("a", "A", "trs_wcm", SOURCE.listings, external_links="skip")
    books = ledger()
    assert not books.admit(skipping, books.open_listing(SOURCE, LISTING), [foreign]).fetch


def test_failure_of_another_host_is_not_the_sources() -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    foreign = row(1, "https://mp.weixin.example.com")
    ((found, _),) = books.admit(SOURCE, listing, [foreign]).fetch
    books.failed(SOURCE, found, foreign, FAILED)
    assert books.tallies["a"].failures == []
    assert len(books.set_aside) == 1


def test_item_is_put_aside_under_the_address_of_its_row() -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    ((found, _),) = books.admit(SOURCE, listing, [row(1)]).fetch
    books.failed(SOURCE, found, row(1), FAILED, "https://elsewhere.example.com/moved.html")
    assert [item.url for item in books.set_aside] == [row(1).url]
    assert books.tallies["a"].failures == [], "it was another host that failed"


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://www.town.example.cn/a.html", True),
        ("http://town.example.cn/a.html", True),
        ("https://fgw.town.example.cn/a.html", True),
        ("https://nottown.example.cn/a.html", False),
        ("https://example.cn/", False),
        ("", False),
    ],
)
def test_own_site(url: str, own: bool) -> None:
    assert is_own(SOURCE, url) is own


@given(st.lists(st.text(max_size=60), max_size=8))
def test_no_row_stops_the_books(urls: list[str]) -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    admission = books.admit(SOURCE, listing, [Row(url) for url in urls])
    assert admission.new <= admission.fresh
    assert {found for found, _ in admission.fetch} <= admission.new
