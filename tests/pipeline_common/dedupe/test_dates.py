"""How dates of one event may differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.dedupe.dates import DateMatch, match_dates
from pipeline_common.models import EventDate

DATES = st.one_of(
    st.none(),
    st.dates().map(lambda d: EventDate(d.isoformat())),
    st.dates().map(lambda d: EventDate(f"{d.isoformat()}~")),
    st.dates().map(lambda d: EventDate(d.isoformat()[:7])),
    st.dates().map(lambda d: EventDate(f"XXXX{d.isoformat()[4:]}")),
    st.dates().map(lambda d: EventDate(f"XXXX-XX{d.isoformat()[7:]}")),
    st.dates().map(lambda d: EventDate(d.isoformat()[:4])),
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-06-30", "2024-06-30", DateMatch.SAME),
        ("2024-06-30", "2024-07-01", DateMatch.CLASH),
        ("2021-09-11/2021-09-12", "2021-09-12", DateMatch.SAME),
        ("2021-09-11/2021-09-12", "2021-09-13", DateMatch.CLASH),
        ("2016-06-15~", "2016-06-14", DateMatch.WINDOW),
        ("2016-06-15~", "2016-05-31", DateMatch.WINDOW),
        ("2016-06-15~", "2016-05-30", DateMatch.CLASH),
        ("2016-06-15~", "2016-06-16", DateMatch.CLASH),
        ("2016-06-15~", "2016-06-20~", DateMatch.WINDOW),
        ("2016-06-15~", "2016-06-28~", DateMatch.CLASH),
        ("2014-04", "2014-04-09", DateMatch.WINDOW),
        ("2014-04", "2014-05-09", DateMatch.CLASH),
        ("2014", "2014-05-09", DateMatch.LOOSE),
        ("XXXX-08-06", "2014-08-06", DateMatch.LOOSE),
        ("XXXX-08-06", "2014-08-07", DateMatch.CLASH),
        ("XXXX-11-17/XXXX-11-18", "2025-11-18", DateMatch.LOOSE),
        ("XXXX-XX-24", "2014-08-24", DateMatch.UNKNOWN),
        ("XXXX-XX-24", "2014-08-25", DateMatch.CLASH),
        (None, "2014-08-24", DateMatch.UNKNOWN),
    ],
)
def test_known_pairs(one: str | None, other: str, expected: DateMatch) -> None:
    assert match_dates(EventDate(one) if one else None, EventDate(other)) is expected


@given(DATES, DATES)
def test_is_symmetric(one: EventDate | None, other: EventDate | None) -> None:
    assert match_dates(one, other) is match_dates(other, one)


@given(DATES)
def test_a_date_never_clashes_with_itself(when: EventDate | None) -> None:
    assert match_dates(when, when) is not DateMatch.CLASH
