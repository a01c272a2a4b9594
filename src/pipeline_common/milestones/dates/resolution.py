"""From a date expression and its context to a date; each answer names its rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from pipeline_common.milestones.dates.arithmetic import (
    days_on,
    final_day,
    months_on,
    year_not_after,
)
from pipeline_common.milestones.dates.context import DateContext
from pipeline_common.milestones.dates.expression import DateExpression, Form, OpenDate
from pipeline_common.milestones.dates.filling import fill
from pipeline_common.models import EventDate

_LEGIBLE = timedelta(days=30)  # a damaged date is read where it falls so close to the report


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
    end, rule = fill(last or first, context, ahead=expression.ahead)
    if last is None:
        return _answer(end, expression, rule)
    return _answer(_start(first, end), expression, rule, end)


def _start(first: OpenDate, end: OpenDate) -> OpenDate:
    """The first day of a range, whose open parts are those of its last day or just before."""
    year = first.year if first.year is not None else end.year
    month = first.month if first.month is not None else end.month
    start = OpenDate(year, month, first.day)
    if first.month is None and first.day and end.day and first.day > end.day and month:
        return months_on(start, -1)
    crosses = first.year is None and year is not None and month and end.month and month > end.month
    return replace(start, year=year - 1) if crosses and year is not None else start


def _day_shift(expression: DateExpression, context: DateContext) -> Resolution:
    rule = "counted from the dateline" if context.dateline else "counted from publication"
    report = context.report_day
    if report is None or report.day is None:
        return Resolution(None, "no day to count from")
    return _answer(days_on(report, expression.shift), expression, rule)


def _month_shift(expression: DateExpression, context: DateContext) -> Resolution:
    report = context.report_day
    if report is None or report.month is None:
        return _answer(expression.first, expression, "month unknown")
    month = months_on(OpenDate(report.year, report.month), expression.shift)
    return _with_day(expression, month, "counted from the month of the report")


def _year_shift(expression: DateExpression, context: DateContext) -> Resolution:
    report = context.report_day
    year = report.year if report else None
    rule = "counted from the year of the report" if year is not None else "year unknown"
    return _with_year(expression, None if year is None else year + expression.shift, rule)


def _same_day(expression: DateExpression, context: DateContext) -> Resolution:
    if context.last_day is None:
        if expression.shift:
            return Resolution(None, "no day told before")
        return _day_shift(expression, context)
    rule = "the last day told before"
    if expression.shift == 0:
        return Resolution(context.last_day, rule)
    final = OpenDate.of(context.last_day.edtf.split("/")[-1])
    return _answer(days_on(final, expression.shift), expression, rule)


def _same_month(expression: DateExpression, context: DateContext) -> Resolution:
    if context.last is None or (last := OpenDate.of(context.last)).month is None:
        return _answer(expression.first, expression, "month unknown")
    month = months_on(OpenDate(last.year, last.month), expression.shift)
    return _with_day(expression, month, "month of the last date before")


def _same_year(expression: DateExpression, context: DateContext) -> Resolution:
    last = OpenDate.of(context.last) if context.last else None
    year = last.year if last else None
    rule = "year of the last date before" if year is not None else "year unknown"
    return _with_year(expression, None if year is None else year + expression.shift, rule)


def _with_year(expression: DateExpression, year: int | None, rule: str) -> Resolution:
    first = replace(expression.first, year=year)
    last = replace(expression.last, year=year) if expression.last else None
    if year is not None and last and (last.month or 12) < (first.month or 0):
        last = replace(last, year=year + 1)  # 去年12月30日至1月2日
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
    bound = final_day(report) if report and report.month else None
    digits = expression.text.removesuffix("日")
    splits = (OpenDate(None, int(digits[:n]), int(digits[n:])) for n in (1, 2))
    readings = [s for s in splits if s.exists and digits[0] != "0" and s.day]
    if bound is None or report is None:
        return Resolution(None, "no day to read it by")
    dated = [year_not_after(reading, report) for reading in readings]
    fitting = [d for d in dated if abs(bound - final_day(d)) < _LEGIBLE]
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
