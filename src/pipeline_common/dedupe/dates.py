"""How the dates of two accounts of one event may differ."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from pipeline_common.dedupe.accounts import exact_days
from pipeline_common.models import EventDate

RECENT = 15  # days that "lately" looks back (rule 7 of the labelling guide)
REPRINT = 7  # days between two reports that both say "lately"


class DateMatch(IntEnum):
    """How well two dates agree; higher is better."""

    CLASH = 0  # cannot be one event
    UNKNOWN = 1  # one of them says too little
    LOOSE = 2  # one is open where the other is not, or both are vague
    WINDOW = 3  # one lies in the days that the other means
    SAME = 4


@lru_cache(maxsize=1 << 16)
def match_dates(one: EventDate | None, other: EventDate | None) -> DateMatch:
    """How well two event dates agree."""
    if one is None or other is None:
        return DateMatch.UNKNOWN
    left, right = exact_days(one), exact_days(other)
    if left and right:
        return DateMatch.SAME if _overlap(left, right) else DateMatch.CLASH
    if one.known and other.known:
        return _match_windows(one, other)
    return _match_open(one, other)


@lru_cache(maxsize=1 << 14)
def window(when: EventDate) -> tuple[date, date] | None:
    """The days that a date may mean; None while its year is open."""
    bounds = when.bounds
    if bounds is None or not when.approximate:
        return bounds
    return bounds[0] - timedelta(days=RECENT), bounds[1]


def _match_windows(one: EventDate, other: EventDate) -> DateMatch:
    left, right = window(one), window(other)
    if left is None or right is None or not _overlap(left, right):
        return DateMatch.CLASH
    if one.approximate and other.approximate and abs((left[1] - right[1]).days) > REPRINT:
        return DateMatch.CLASH
    return DateMatch.LOOSE if "year" in (one.precision, other.precision) else DateMatch.WINDOW


def _match_open(one: EventDate, other: EventDate) -> DateMatch:
    """At least one has no year: what both name has to agree."""
    pairs = list(zip(_numbers(one), _numbers(other), strict=True))
    if any(a and b and a != b for a, b in pairs) and not _overlaps_without_year(one, other):
        return DateMatch.CLASH
    named = sum(1 for a, b in pairs[1:] if a and b)
    return DateMatch.LOOSE if named == 2 else DateMatch.UNKNOWN


def _overlaps_without_year(one: EventDate, other: EventDate) -> bool:
    """Whether two ranges of month and day share a day ("XXXX-11-17/XXXX-11-18", "2025-11-18")."""
    left, right = _days_of_year(one), _days_of_year(other)
    return bool(left and right and left[0] <= right[1] and right[0] <= left[1])


def _days_of_year(when: EventDate) -> tuple[str, str] | None:
    parts = when.edtf.removesuffix("~").split("/")
    days = [part[5:] for part in parts]
    if any(len(day) != 5 or "X" in day for day in days):
        return None
    return days[0], days[-1]


def _numbers(when: EventDate) -> tuple[str, str, str]:
    """Year, month, day of the first day; empty where open."""
    first = when.edtf.removesuffix("~").split("/")[0]
    parts = (*first.split("-"), "", "")[:3]
    year, month, day = ("" if part.startswith("X") else part for part in parts)
    return year, month, day


def _overlap(left: tuple[date, date], right: tuple[date, date]) -> bool:
    return left[0] <= right[1] and right[0] <= left[1]
