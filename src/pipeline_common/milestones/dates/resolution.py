"""From a date expression and its context to a date; each answer names its rule."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline_common.milestones.dates.context import DateContext
from pipeline_common.milestones.dates.expression import DateExpression, Form, OpenDate
from pipeline_common.models import EventDate

_GRACE = timedelta(days=2)  # a page may be dated this much before the day it tells
_FRESH = timedelta(days=60)  # news this old, and older, is background


@dataclass(frozen=True, slots=True)
class Resolution:
    """A date, or None where nothing settles it, and the rule that decided."""

    date: EventDate | None
    rule: str


def resolve(expression: DateExpression, context: DateContext) -> EventDate | None:
    """The date that `expression` means in `context`; open parts stay XXXX."""
    return explain(expression, context).date


def explain(expression: DateExpression, context: DateContext) -> Resolution:
    """`resolve`, with the rule."""
    try:
        return _RULES[expression.form](expression, context)
    except (OverflowError, ValueError):  # a day before the year 1 or after 9999
        return Resolution(None, "outside the calendar")


def _calendar(expression: DateExpression, context: DateContext) -> Resolution:
    first, last = expression.first, expression.last
    end, rule = _settled(last or first, context)
    if last is None:
        return _answer(end, expression, rule)
    return _answer(_start(first, end), expression, rule, end)


def _settled(written: OpenDate, context: DateContext) -> tuple[OpenDate, str]:
    """`written` with its open parts filled as far as the context goes, and the rule."""
    if written.year is not None:
        return written, "as written"
    if written.month is not None:
        year, rule = _year_of(written, context)
        return replace(written, year=year), rule
    return _month_of(written, context)


def _year_of(written: OpenDate, context: DateContext) -> tuple[int | None, str]:
    near = OpenDate.of(context.near) if context.near else None
    if near and near.year and _continues(near, written, context):
        return near.year, "year of the date before"
    if context.year is not None:
        return context.year, "year that the text fixes"
    if not context.published:
        report = OpenDate.of(context.dateline) if context.dateline else None
        if report and report.year:
            return _not_after(written, report).year, "year of the dateline"
        return None, "year unknown"
    return _not_after(written, OpenDate.of(context.published)).year, "year of publication"


def _continues(near: OpenDate, written: OpenDate, context: DateContext) -> bool:
    """Whether a date without a year goes on from one of the same sentence in an earlier year."""
    published = OpenDate.of(context.published).year if context.published else None
    return published is None or (near.year != published and near.month is not None)


def _not_after(written: OpenDate, limit: OpenDate) -> OpenDate:
    """`written` in the year of `limit`, or in the year before if it would lie after it."""
    dated = replace(written, year=limit.year)
    if limit.year is None or limit.month is None:
        return dated
    if dated.day is None or limit.day is None:
        late = (dated.month or 0) > limit.month
    else:
        day, bound = _day_or_last(dated), limit.calendar_day
        late = bound is not None and day - bound > _GRACE
    return replace(dated, year=limit.year - 1) if late else dated


def _day_or_last(written: OpenDate) -> date:
    """The day; 29 February of a common year is its 28th."""
    year, month, day = written.year or 1, written.month or 1, written.day or 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _month_of(written: OpenDate, context: DateContext) -> tuple[OpenDate, str]:
    """A day alone: the month of the sentence, the dateline, the publication, or another mention."""
    day = written.day or 1
    near = OpenDate.of(context.near) if context.near else None
    if near and near.month and near.day and near.day <= day:
        return replace(written, year=near.year, month=near.month), "month of the date before"
    last = OpenDate.of(context.last) if context.last else None
    report = context.report_day
    if report and report.month:
        found = _month_not_after(written, report)
        if last and _goes_on(last, found, report):
            return replace(written, year=last.year, month=last.month), "month of the last date"
        return found, "month of the dateline" if context.dateline else "month of publication"
    same = {(m.year, m.month) for m in context.mentioned if m.day == day}
    if len(same) == 1:
        year, month = same.pop()
        full = OpenDate(year, month, day)
        return (full if year else _settled(full, context)[0]), "the same day given elsewhere"
    if last and last.month and last.day and last.day <= day:
        return replace(written, year=last.year, month=last.month), "month of the last date"
    return written, "month unknown"


def _month_not_after(written: OpenDate, report: OpenDate) -> OpenDate:
    found = replace(written, year=report.year, month=report.month)
    if report.day is not None and (written.day or 0) > report.day:
        return _months_on(found, -1)
    return found


def _goes_on(last: OpenDate, found: OpenDate, report: OpenDate) -> bool:
    """Whether a day alone goes on from the last date told, in a report of a later month."""
    then, now, bound = last.calendar_day, found.calendar_day, report.calendar_day
    if (
        then is None
        or now is None
        or bound is None
        or (last.year, last.month)
        >= (
            found.year,
            found.month,
        )
    ):
        return False
    return last.day is not None and last.day <= (found.day or 0) and bound - then < _FRESH


def _start(first: OpenDate, end: OpenDate) -> OpenDate:
    """The first day of a range, whose open parts are those of its last day or just before."""
    year = first.year if first.year is not None else end.year
    month = first.month if first.month is not None else end.month
    start = OpenDate(year, month, first.day)
    if first.month is None and first.day and end.day and first.day > end.day and month:
        return _months_on(start, -1)
    crosses = first.year is None and year is not None and month and end.month and month > end.month
    return replace(start, year=year - 1) if crosses and year is not None else start


def _months_on(written: OpenDate, months: int) -> OpenDate:
    """So many months later; a year that is open stays so."""
    if written.month is None:
        return written
    years, month = divmod(written.month - 1 + months, 12)
    year = None if written.year is None else written.year + years
    return OpenDate(year, month + 1, written.day)


def _days_on(written: OpenDate, days: int) -> OpenDate | None:
    """So many days later; None where open parts make it unknown."""
    if days == 0:
        return written
    if (day := written.calendar_day) is not None:
        day += timedelta(days=days)
        return OpenDate(day.year, day.month, day.day)
    if written.month is None or written.day is None:
        return None
    common, leap = (
        date(year, written.month, written.day) + timedelta(days=days)
        for year in (2001, 2004)
        if OpenDate(year, written.month, written.day).exists
    )
    same = (common.month, common.day) == (leap.month, leap.day)
    return OpenDate(None, common.month, common.day) if same else None


def _day_shift(expression: DateExpression, context: DateContext) -> Resolution:
    rule = "counted from the dateline" if context.dateline else "counted from publication"
    report = context.report_day
    if report is None or report.day is None:
        return Resolution(None, "no day to count from")
    return _answer(_days_on(report, expression.shift), expression, rule)


def _month_shift(expression: DateExpression, context: DateContext) -> Resolution:
    report = context.report_day
    if report is None or report.month is None:
        return _answer(expression.first, expression, "month unknown")
    month = _months_on(OpenDate(report.year, report.month), expression.shift)
    return _with_day(expression, month, "counted from the month of publication")


def _year_shift(expression: DateExpression, context: DateContext) -> Resolution:
    report = OpenDate.of(context.published) if context.published else context.report_day
    year = report.year if report else None
    rule = "counted from the year of publication" if year is not None else "year unknown"
    return _with_year(expression, None if year is None else year + expression.shift, rule)


def _same_day(expression: DateExpression, context: DateContext) -> Resolution:
    if context.last_day is None:
        return _day_shift(expression, context)
    rule = "the last day told before"
    if expression.shift == 0:
        return Resolution(context.last_day, rule)
    final = OpenDate.of(context.last_day.edtf.split("/")[-1])
    return _answer(_days_on(final, expression.shift), expression, rule)


def _same_month(expression: DateExpression, context: DateContext) -> Resolution:
    if context.last is None or (last := OpenDate.of(context.last)).month is None:
        return _answer(expression.first, expression, "month unknown")
    month = _months_on(OpenDate(last.year, last.month), expression.shift)
    return _with_day(expression, month, "month of the last date before")


def _same_year(expression: DateExpression, context: DateContext) -> Resolution:
    last = OpenDate.of(context.last) if context.last else None
    year = last.year if last else None
    rule = "year of the last date before" if year is not None else "year unknown"
    return _with_year(expression, None if year is None else year + expression.shift, rule)


def _with_year(expression: DateExpression, year: int | None, rule: str) -> Resolution:
    first = replace(expression.first, year=year)
    last = replace(expression.last, year=year) if expression.last else None
    return _answer(first, expression, rule, last)


def _with_day(expression: DateExpression, month: OpenDate, rule: str) -> Resolution:
    first = replace(month, day=expression.first.day)
    if expression.last is None:
        return _answer(first, expression, rule)
    end = expression.last
    last = replace(end, year=month.year, month=end.month or month.month)
    return _answer(first, expression, rule, last)


def _weekday(expression: DateExpression, context: DateContext) -> Resolution:
    report = context.report_day
    day = report.calendar_day if report else None
    if day is None or expression.weekday is None:
        return Resolution(None, "no day to count from")
    monday = day - timedelta(days=day.weekday())
    found = monday + timedelta(days=expression.weekday, weeks=expression.shift)
    if expression.shift == 0 and found > day:
        found -= timedelta(weeks=1)
    return _answer(OpenDate(found.year, found.month, found.day), expression, "last such weekday")


def _recent(expression: DateExpression, context: DateContext) -> Resolution:
    report = context.report_day
    if report is None:
        return Resolution(None, "no day to count from")
    day = report.calendar_day
    if expression.shift and day:
        day -= timedelta(days=day.weekday() + 1)  # the Sunday of the week before
        report = OpenDate(day.year, day.month, day.day)
    rule = "on or shortly before the dateline" if context.dateline else "shortly before publication"
    return _answer(report, replace(expression, approximate=True), rule)


def _damaged(expression: DateExpression, context: DateContext) -> Resolution:
    """124日 is 4 December or 24 January: the one that fits the day of the report."""
    report = context.report_day
    bound = report.calendar_day if report else None
    digits = expression.text.removesuffix("日")
    splits = (OpenDate(None, int(digits[:n]), int(digits[n:])) for n in (1, 2))
    readings = [s for s in splits if s.exists and digits[0] != "0" and s.day]
    if bound is None or report is None:
        return Resolution(None, "no day to read it by")
    dated = [_not_after(reading, report) for reading in readings]
    fitting = [d for d in dated if abs(bound - _day_or_last(d)) < _FRESH / 2]
    if len(fitting) != 1:
        return Resolution(None, "damaged, no one reading")
    return _answer(fitting[0], expression, "damaged, read by the day of publication")


def _answer(
    first: OpenDate | None, expression: DateExpression, rule: str, last: OpenDate | None = None
) -> Resolution:
    """EDTF of what was found; None where a day is not in the calendar or a range runs backwards."""
    if first is None or not first.edtf or not first.exists:
        return Resolution(None, rule if first is None or not first.edtf else "no such day")
    if last is None or last == first:
        return Resolution(EventDate(first.edtf + "~" * expression.approximate), rule)
    if not last.exists or (first.year and last.year and last.edtf < first.edtf):
        return Resolution(None, "no such range")
    return Resolution(EventDate(f"{first.edtf}/{last.edtf}"), rule)


_RULES = {
    Form.CALENDAR: _calendar,
    Form.DAY_SHIFT: _day_shift,
    Form.MONTH_SHIFT: _month_shift,
    Form.YEAR_SHIFT: _year_shift,
    Form.SAME_DAY: _same_day,
    Form.SAME_MONTH: _same_month,
    Form.SAME_YEAR: _same_year,
    Form.WEEKDAY: _weekday,
    Form.RECENT: _recent,
    Form.DAMAGED: _damaged,
}
