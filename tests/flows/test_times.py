"""Intervals in words, and times that went by unseen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.times import is_missed, parse_interval

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # 11:00 in Shanghai


@given(st.integers(1, 9999), st.sampled_from(["minutes", "hours", "days"]))
def test_an_interval_is_what_it_says(number, unit):
    assert parse_interval(f"every {number} {unit}") == timedelta(**{unit: number})


def test_cron_is_no_interval():
    assert parse_interval("0 7 * * *") is None


@pytest.mark.parametrize(
    ("when", "hours_ago", "missed"),
    [
        ("0 7 * * *", 3, False),  # ran at 8, due at 7 tomorrow
        ("0 7 * * *", 5, True),  # ran at 6, down at 7
        ("0 7 * * *", 24 * 9, True),  # nine times, and one answer
        ("every 2 hours", 1, False),
        ("every 2 hours", 3, True),
    ],
)
def test_a_time_between_the_last_run_and_now_was_missed(when, hours_ago, missed):
    last = NOW - timedelta(hours=hours_ago)
    assert is_missed(when, "Asia/Shanghai", last, NOW) is missed
