"""Sums with dates whose parts may be open."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from pipeline_common.milestones.dates.expression import OpenDate

_GRACE = timedelta(days=2)  # a page may be dated this much before the day it tells


def final_day(written: OpenDate) -> date:
    """The day, or the last one of the month; 29 February of a common year is its 28th."""
    year, month, day = written.year or 1, written.month or 1, written.day or 31
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def months_on(written: OpenDate, months: int) -> OpenDate:
    """So many months later; a year that is open stays so."""
    if written.month is None:
        return written
    years, month = divmod(written.month - 1 + months, 12)
    year = None if written.year is None else written.year + years
    return OpenDate(year, month + 1, written.day)


def days_on(written: OpenDate, days: int) -> OpenDate | None:
    """So many days later; None where open parts make it unknown."""
    if days == 0:
        return written
    if (day := written.calendar_day) is not None:
        day += timedelta(days=days)
        return OpenDate(day.year, day.month, day.day)
    if written.month is None or written.day is None:
        return None
    years = (2001, 2004) if (written.month, written.day) != (2, 29) else (2004,)
    found = {
        (day.month, day.day)
        for day in (date(y, written.month, written.day) + timedelta(days=days) for y in years)
    }
    return OpenDate(None, *found.pop()) if len(found) == 1 else None


def year_not_after(written: OpenDate, limit: OpenDate) -> OpenDate:
    """`written` in the year of `limit`, or in the year before if it would lie after it."""
    dated = replace(written, year=limit.year)
    if limit.year is None or limit.month is None:
        return dated
    if dated.day is None or limit.day is None:
        late = (dated.month or 0) > limit.month
    else:
        day, bound = final_day(dated), limit.calendar_day
        late = bound is not None and day - bound > _GRACE
    return replace(dated, year=limit.year - 1) if late else dated


def month_not_after(written: OpenDate, limit: OpenDate) -> OpenDate:
    """The day `written` in the month of `limit`, or in the last one before that had such a day."""
    found = replace(written, year=limit.year, month=limit.month)
    if limit.day is not None and (written.day or 0) > limit.day:
        found = months_on(found, -1)
    return found if found.exists else months_on(found, -1)
