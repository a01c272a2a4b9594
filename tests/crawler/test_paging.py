"""When a crawl stops paging."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.paging import MAX_BACKFILL_PAGES, Depth, first_missed, is_wanted, stop_reason
from pipeline_common.models import Published, Row

OLD, NEW = "2026-01-14", "2026-11-14"
SINCE = date(2026, 6, 1)


def rows(*days: str, pinned: bool = False) -> list[Row]:
    return [
        Row(f"https://a.example.cn/{n}.html", published=Published(day) if day else None)
        for n, day in enumerate(days)
    ] + ([Row("https://a.example.cn/top.html", published=Published(OLD), pinned=True)] * pinned)


def test_depth_of_an_ordinary_run() -> None:
    assert Depth.of(2, None, None) == Depth(2)
    assert not Depth.of(2, None, None).past_known
    assert Depth.of(2, None, None, owing=True) == Depth(2, past_known=True)


def test_depth_of_a_backfill() -> None:
    assert Depth.of(2, SINCE, None) == Depth(MAX_BACKFILL_PAGES, SINCE, past_known=True)
    assert Depth.of(2, SINCE, 7) == Depth(7, SINCE, past_known=True)
    assert Depth.of(2, None, 7) == Depth(7, None, past_known=True)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [(NEW, True), ("2026-06-01", True), (OLD, False), ("2026-05", True), ("", True)],
)
def test_only_a_known_day_can_be_too_old(day: str, wanted: bool) -> None:
    assert is_wanted(rows(day)[0], SINCE) is wanted


@pytest.mark.parametrize(
    ("depth", "page", "days", "fresh", "new", "reason"),
    [
        (Depth(3), 1, [NEW], "x", "x", ""),
        (Depth(3), 1, [NEW], "x", "", "nothing new"),
        (Depth(3), 3, [NEW], "x", "x", "3 pages read"),
        (Depth(3), 2, [], "", "", "empty page"),
        (Depth(3), 2, [NEW], "", "", "page repeats"),
        (Depth(3, None, True), 1, [NEW], "x", "", ""),
        (Depth(3, None, True), 3, [NEW], "x", "", "3 pages read"),
        (Depth(9, SINCE, True), 1, [NEW], "x", "", ""),
        (Depth(9, SINCE, True), 1, [NEW, OLD], "x", "x", ""),
        (Depth(9, SINCE, True), 1, [OLD, OLD], "x", "x", "older than 2026-06-01"),
        (Depth(9, SINCE, True), 1, [OLD, ""], "x", "x", ""),
        (Depth(2, None, True), 1, [OLD], "x", "", ""),
        (Depth(2, None, True), 2, [NEW], "x", "x", "2 pages read"),
    ],
)
def test_reasons(
    depth: Depth, page: int, days: list[str], fresh: str, new: str, reason: str
) -> None:
    assert stop_reason(depth, page, rows(*days), fresh=set(fresh), new=set(new)) == reason


def test_pinned_old_row_does_not_keep_a_backfill_from_reading_on() -> None:
    depth = Depth(9, SINCE, True)
    assert stop_reason(depth, 1, rows(NEW, pinned=True), fresh={"x"}, new={"x"}) == ""


DAILY, MONTHLY = "https://e.example.cn/{YYYY}{MM}{DD}/", "https://e.example.cn/{YYYY}{MM}/navi.xml"


@pytest.mark.parametrize(
    ("template", "complete", "first"),
    [
        (DAILY, None, None),
        (DAILY, "2026-11-25", None),
        (DAILY, "2026-11-24", None),
        (DAILY, "2026-11-23", date(2026, 11, 24)),
        (DAILY, "2026-11-10", date(2026, 11, 11)),
        (DAILY, "2026-03-01", date(2026, 11, 11)),
        (DAILY, "2027-01-01", None),
        (MONTHLY, "2026-11-25", None),
        (MONTHLY, "2026-11-24", date(2026, 11, 24)),
        (MONTHLY, "2026-03-01", date(2026, 11, 11)),
        ("https://a.example.cn/zwzx/", "2026-11-01", None),
    ],
)
def test_dated_listing_is_opened_from_the_first_day_that_was_missed(
    template: str, complete: str | None, first: date | None
) -> None:
    assert first_missed(template, complete, date(2026, 11, 25)) == first
