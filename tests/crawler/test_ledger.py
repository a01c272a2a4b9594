"""The books of a crawl: what is new, what is asked for once, what is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.job import Job
from crawler.ledger import Ledger, is_own
from crawler.tally import ListingTally, Problem
from pipeline_common.models import (
    CrawlMemory,
    Listing,
    ListingMemory,
    ListingReport,
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


PAPER = Listing("https://e.example.cn/{YYYY}{MM}/{DD}/")


def reports(books: Ledger, early: bool = False) -> list[ListingReport]:
    for tally in books.tallies.values():
        tally.started = True
    return list(books.listings(early=early))


def issue(books: Ledger, day: int, *, absent: bool = False) -> ListingTally:
    opened = books.open_listing(
        SOURCE, f"https://e.example.cn/202611/{day}/", PAPER.url, latest=day == 25
    )
    opened.absent = absent
    return opened


def test_listing_is_complete_once_everything_came() -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    books.admit(SOURCE, listing, [row(1), row(2)])
    books.came(SOURCE, key(1))
    assert reports(books) == [ListingReport("a", LISTING, complete=False)]
    books.came(SOURCE, key(2))
    assert reports(books) == [ListingReport("a", LISTING, complete=True)]


def test_listing_whose_article_failed_or_was_left_out_is_not_complete() -> None:
    books = ledger(limit=1)
    failing = books.open_listing(SOURCE, LISTING)
    books.admit(SOURCE, failing, [row(1)])
    books.failed(SOURCE, key(1), row(1), FAILED)
    limited = books.open_listing(SOURCE, f"{HOME}/2/")
    books.admit(SOURCE, limited, [row(2)])
    books.open_listing(SOURCE, f"{HOME}/3/").fail(FAILED)
    books.open_listing(SOURCE, f"{HOME}/4/")
    assert [told.complete for told in reports(books)] == [False, False, False, True]


def test_listing_of_a_source_that_was_cut_short_is_not_complete() -> None:
    books = ledger()
    books.open_listing(SOURCE, LISTING)
    books.open_listing(OTHER, OTHER.listings[0].url)
    books.tallies["a"].waiting = 1
    told = reports(books, early=True)
    assert [(each.source_id, each.complete) for each in told] == [("a", False), ("b", True)]


def test_listing_that_was_never_opened_is_not_told_of() -> None:
    assert list(ledger().listings(early=True)) == []


def test_dated_listing_is_complete_if_all_its_issues_are() -> None:
    books = ledger()
    issue(books, 25), issue(books, 24, absent=True)
    assert reports(books) == [ListingReport("a", PAPER.url, complete=True)]
    issue(books, 23).fail(FAILED)
    assert reports(books) == [ListingReport("a", PAPER.url, complete=False)]


def test_issue_of_today_that_is_not_there_yet_is_awaited() -> None:
    books = ledger()
    issue(books, 25, absent=True), issue(books, 24)
    assert reports(books) == [ListingReport("a", PAPER.url, complete=False, awaited=True)]
    issue(books, 23).fail(FAILED)
    assert reports(books) == [ListingReport("a", PAPER.url, complete=False)]


def test_backfill_tells_only_of_what_is_missing() -> None:
    books = ledger(since=date(2026, 11, 1))
    books.open_listing(SOURCE, LISTING)
    issue(books, 25, absent=True), issue(books, 24)
    books.open_listing(OTHER, OTHER.listings[0].url).fail(FAILED)
    assert reports(books) == [ListingReport("b", OTHER.listings[0].url, complete=False)]


def test_debt_of_a_listing_and_its_missed_days_are_known() -> None:
    books = ledger()
    held = ListingMemory("a", PAPER.url, "2026-11-20", owing=True)
    books.job.memory.listings[("a", PAPER.url)] = held  # type: ignore[index]
    assert books.owing(SOURCE, PAPER)
    assert not books.owing(OTHER, PAPER), "it is another source's"
    assert books.depth(SOURCE, PAPER).past_known
    assert books.since(SOURCE, PAPER) == date(2026, 11, 21)
    assert books.since(OTHER, PAPER) is None


@pytest.mark.parametrize("since", [None, date(2026, 1, 1)])
def test_backfill_opens_from_its_own_day(since: date | None) -> None:
    books = ledger(since=since, max_pages=3)
    held = ListingMemory("a", PAPER.url, "2026-11-20")
    books.job.memory.listings[("a", PAPER.url)] = held  # type: ignore[index]
    assert books.since(SOURCE, PAPER) == since


@given(st.lists(st.text(max_size=60), max_size=8))
def test_no_row_stops_the_books(urls: list[str]) -> None:
    books = ledger()
    listing = books.open_listing(SOURCE, LISTING)
    admission = books.admit(SOURCE, listing, [Row(url) for url in urls])
    assert admission.new <= admission.fresh
    assert {found for found, _ in admission.fetch} <= admission.new
