"""Filling the open parts of a written date from its context; each answer names its rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipeline_common.milestones.dates.arithmetic import month_not_after, year_not_after
from pipeline_common.milestones.dates.context import DateContext
from pipeline_common.milestones.dates.expression import OpenDate

_NEWS = timedelta(days=31)  # how far back lies what a report is about
_FRESH = timedelta(days=60)  # a date this far back still belongs to the same story
_SOON = timedelta(days=3)  # how soon after an event its own reports come


def fill(written: OpenDate, context: DateContext, *, ahead: bool) -> tuple[OpenDate, str]:
    """`written` with its open parts filled as far as the context goes, and the rule.

    A date that is `ahead` is not moved back before the day of the report.
    """
    if written.year is not None:
        return written, "as written"
    report = context.report_day
    if ahead and report and report.month:
        whole = replace(written, year=report.year, month=written.month or report.month)
        return whole, "ahead of the report"
    if written.month is not None:
        year, rule = _year_of(written, context)
        return replace(written, year=year), rule
    return _month_of(written, context)


def _year_of(written: OpenDate, context: DateContext) -> tuple[int | None, str]:
    limit, rule = _limit(context)
    found = year_not_after(written, limit) if limit else None
    near = OpenDate.of(context.near) if context.near else None
    goes_on = near and near.year and near.month and near.month <= (written.month or 0)
    if near and goes_on and not (found and _is_news(found, limit)):
        return near.year, "year of the date before"
    if context.year is not None:
        return context.year, "year that the text fixes"
    return (found.year if found else None), rule


def _month_of(written: OpenDate, context: DateContext) -> tuple[OpenDate, str]:
    """A day alone: the month of the sentence, the dateline, the publication, or another mention."""
    day = written.day or 1
    near = OpenDate.of(context.near) if context.near else None
    if near and near.month and near.day and near.day <= day:
        return replace(written, year=near.year, month=near.month), "month of the date before"
    last = OpenDate.of(context.last_day) if context.last_day else None
    report = context.report_day
    if report and report.month:
        found = month_not_after(written, report)
        if last and _goes_on(last, found, report):
            return replace(
                written, year=last.year, month=last.month
            ), "month of the day told before"
        return found, "month of the dateline" if context.dateline else "month of publication"
    same = {(m.year, m.month) for m in context.mentioned if m.day == day}
    if len(same) == 1:
        year, month = same.pop()
        full = OpenDate(year, month, day)
        return fill(full, context, ahead=False)[0], "the same day given elsewhere"
    if last and last.month and (last.day or 0) <= day:
        return replace(written, year=last.year, month=last.month), "month of the day told before"
    return written, "month unknown"


def _limit(context: DateContext) -> tuple[OpenDate | None, str]:
    """The day after which nothing can have happened that the report tells, and the rule's name.

    It is the publication date; the dateline's where the page was dated long after it (a reprint).
    """
    sent = OpenDate.of(context.dateline) if context.dateline and context.dateline.known else None
    if not context.published:
        return sent, "year of the dateline" if sent else "year unknown"
    published = OpenDate.of(context.published)
    late, then = published.calendar_day, sent.calendar_day if sent else None
    if late and then and late - then > _FRESH:
        return sent, "year of the dateline"
    return published, "year of publication"


def _is_news(told: OpenDate, report: OpenDate | None) -> bool:
    """Whether a date lies within a month before the report: what it is about, not background."""
    then, now = told.calendar_day, report.calendar_day if report else None
    return bool(then and now and now - then <= _NEWS)


def _goes_on(before: OpenDate, found: OpenDate, report: OpenDate) -> bool:
    """Whether a day alone goes on from the day told before, in a report of a later month."""
    then, now, bound = before.calendar_day, found.calendar_day, report.calendar_day
    if then is None or now is None or bound is None or bound - now <= _SOON:
        return False
    return (
        then.day <= now.day and then.replace(day=1) < now.replace(day=1) and bound - then < _FRESH
    )
