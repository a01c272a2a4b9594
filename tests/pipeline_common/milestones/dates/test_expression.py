"""Dates with open parts."""

from datetime import date

import pytest

from pipeline_common.milestones.dates import OpenDate
from pipeline_common.models import EventDate


@pytest.mark.parametrize(
    ("parts", "edtf"),
    [
        ((2013, 6, 9), "2013-06-09"),
        ((2013, 7, None), "2013-07"),
        ((2010, None, None), "2010"),
        ((None, 12, 25), "XXXX-12-25"),
        ((None, 10, None), "XXXX-10"),
        ((None, None, 24), "XXXX-XX-24"),
        ((None, None, None), ""),
    ],
)
def test_edtf(parts, edtf):
    written = OpenDate(*parts)
    assert written.edtf == edtf
    if edtf:
        assert OpenDate.of(EventDate(edtf)) == written


@pytest.mark.parametrize(
    ("parts", "exists"),
    [
        ((None, 2, 29), True),
        ((2019, 2, 29), False),
        ((None, 4, 31), False),
        ((None, 13, None), False),
        ((None, None, 32), False),
        ((None, None, None), True),
    ],
)
def test_exists(parts, exists):
    assert OpenDate(*parts).exists is exists


def test_parts_of_longer_values():
    assert OpenDate.of("2026-01-14T08:30:00+08:00") == OpenDate(2026, 1, 14)
    assert OpenDate.of("2026") == OpenDate(2026)
    assert OpenDate.of(EventDate("2015-09-13/2015-09-15")) == OpenDate(2015, 9, 13)
    assert OpenDate.of(EventDate("2015-12~")) == OpenDate(2015, 12)


def test_calendar_day():
    assert OpenDate(2013, 6, 9).calendar_day == date(2013, 6, 9)
    assert OpenDate(2013, 6).calendar_day is None
    assert OpenDate(2013, 2, 30).calendar_day is None
