"""The rules that the domain types keep."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.models import Article, EventDate, Published


@pytest.mark.parametrize(
    ("edtf", "precision", "first", "last"),
    [
        ("2013-06-09", "day", date(2013, 6, 9), date(2013, 6, 9)),
        ("2013-02", "month", date(2013, 2, 1), date(2013, 2, 28)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2015-12", "month", date(2015, 12, 1), date(2015, 12, 31)),
        ("2010", "year", date(2010, 1, 1), date(2010, 12, 31)),
        ("2015-09-13/2015-09-15", "range", date(2015, 9, 13), date(2015, 9, 15)),
        ("2022-03-24~", "approx", date(2022, 3, 24), date(2022, 3, 24)),
        ("2015-12~", "approx", date(2015, 12, 1), date(2015, 12, 31)),
    ],
)
def test_event_date(edtf, precision, first, last):
    value = EventDate(edtf)
    assert value.precision == precision
    assert value.bounds == (first, last)
    assert value.known


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [
        ("XXXX-12-25", "day_noyear"),
        ("XXXX-11-17/XXXX-11-18", "range_noyear"),
        ("XXXX-10", "month_noyear"),
        ("XXXX-XX-24", "day_nomonth"),
    ],
)
def test_open_event_date(edtf, precision):
    value = EventDate(edtf)
    assert value.precision == precision
    assert value.bounds is None
    assert not value.known


@pytest.mark.parametrize("edtf", ["", "2013-6-9", "20130609", "2013-06-09/2013/2014", "近日", "13"])
def test_what_is_no_event_date(edtf):
    with pytest.raises(ValueError, match="EDTF"):
        EventDate(edtf)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_bounds_of_a_day_are_that_day(day):
    assert EventDate(day.isoformat()).bounds == (day, day)


def test_published_keeps_its_precision():
    assert Published("2026-01").day is None
    assert Published("2026-01-14").day == date(2026, 1, 14)
    assert Published("2026-01-14").instant is None
    assert Published("2026-01-14T08:30:00+08:00").instant.utcoffset().total_seconds() == 28800


@pytest.mark.parametrize("value", ["", "2026-1-4", "昨天", "2026/01/04"])
def test_published_is_iso(value):
    with pytest.raises(ValueError, match="ISO"):
        Published(value)


def test_content_is_headline_and_text():
    article = Article("k", "s", "https://a.cn/", "题", "文")
    assert article.content == "题\n文"
