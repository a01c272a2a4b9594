"""Sums with open dates."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_common.milestones.dates.arithmetic import (
    days_on,
    final_day,
    month_not_after,
    months_on,
    year_not_after,
)
from pipeline_common.milestones.dates.expression import OpenDate


def test_days_on_with_an_open_year():
    assert days_on(OpenDate(None, 1, 1), -1) == OpenDate(None, 12, 31)
    assert days_on(OpenDate(None, 3, 1), -1) is None  # 28 or 29 February
    assert days_on(OpenDate(None, 2, 29), 1) == OpenDate(None, 3, 1)
    assert days_on(OpenDate(None, None, 5), -1) is None
    assert days_on(OpenDate(None, None, 5), 0) == OpenDate(None, None, 5)
    assert days_on(OpenDate(2024, 3, 1), -1) == OpenDate(2024, 2, 29)


def test_months_on():
    assert months_on(OpenDate(2024, 1), -1) == OpenDate(2023, 12)
    assert months_on(OpenDate(None, 12, 5), 1) == OpenDate(None, 1, 5)


@pytest.mark.parametrize(
    ("written", "limit", "year"),
    [
        (OpenDate(None, 6, 10), OpenDate(2023, 4, 28), 2022),
        (OpenDate(None, 4, 30), OpenDate(2023, 4, 28), 2023),  # two days of grace
        (OpenDate(None, 5, 1), OpenDate(2023, 4, 28), 2022),
        (OpenDate(None, 12), OpenDate(2023, 4, 28), 2022),
        (OpenDate(None, 4, 30), OpenDate(2023, 4), 2023),
        (OpenDate(None, 12, 1), OpenDate(2023), 2023),
        (OpenDate(None, 2, 29), OpenDate(2023, 3, 1), 2023),
    ],
)
def test_year_not_after(written, limit, year):
    assert year_not_after(written, limit).year == year


@pytest.mark.parametrize(
    ("day", "limit", "month"),
    [
        (21, OpenDate(2024, 3, 22), (2024, 3)),
        (29, OpenDate(2024, 1, 2), (2023, 12)),
        (31, OpenDate(2024, 5, 2), (2024, 3)),  # no 31 April
        (21, OpenDate(None, 3), (None, 3)),
    ],
)
def test_month_not_after(day, limit, month):
    found = month_not_after(OpenDate(day=day), limit)
    assert (found.year, found.month) == month


def test_final_day():
    assert final_day(OpenDate(2024, 2)) == date(2024, 2, 29)
    assert final_day(OpenDate(2023, 2, 29)) == date(2023, 2, 28)


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.dates(date(1900, 2, 1), date(2200, 1, 1)))
def test_the_latest_that_is_not_after(told, limit):
    bound = OpenDate(limit.year, limit.month, limit.day)
    dated = year_not_after(OpenDate(None, told.month, told.day), bound)
    assert (final_day(dated) - limit).days <= 2
    assert (limit - final_day(dated)).days < 367
    placed = month_not_after(OpenDate(day=told.day), bound)
    assert placed.exists
    assert placed.calendar_day <= limit
