"""The dates of an article with what the walk through it needs to know of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline_common.milestones.dates import (
    DatedExpression,
    Dateline,
    Form,
    date_article,
    find_dateline,
)
from pipeline_common.models import EventDate
from pipeline_common.text import Span


class Wording(Enum):
    """How a date is worded."""

    OWN = "own"
    RELATIVE = "relative"  # 当天, 同日: of another event
    VAGUE = "vague"  # 近日


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression, half-open offsets, and what it means; None where nothing settles it."""

    span: Span
    text: str
    date: EventDate | None
    wording: Wording
    rule: str = ""


_NEWS_DAYS = 45
_RELATIVE = frozenset({Form.SAME_DAY, Form.SAME_MONTH, Form.SAME_YEAR})
_SIGNATURE = re.compile(
    r"\n[ \u3000]*(\d{4}年\d{1,2}月\d{1,2}日|"
    r"[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
    r"[ \u3000]*(?=\n|$)"
)


class Timeline:
    """The dates of one article, in order, with what is known of its publication."""

    def __init__(
        self, dates: Sequence[Dated], published: str, dateline: Dateline | None = None
    ) -> None:
        self._dates = tuple(dates)
        self._starts = [d.span.start for d in dates]
        self._published = published
        self._dateline = dateline
        self._reported = dateline.date if dateline else None  # its day
        self.signature: Dated | None = None  # an official notice's own date

    def within(self, span: Span) -> tuple[Dated, ...]:
        """The dates that begin inside a span."""
        return self._dates[
            bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)
        ]

    @property
    def shortly_before(self) -> EventDate | None:
        """On or shortly before the day of the report; None if that is not known."""
        if self._reported is not None and self._reported.precision == "day":
            return EventDate(f"{self._reported.edtf}~")
        return EventDate(f"{self._published}~") if self._published else None

    def is_dateline(self, dated: Dated) -> bool:
        """Whether a date is the day of the report: 新华社南昌6月15日电."""
        line = self._dateline
        return line is not None and line.start <= dated.span.start < line.end

    def is_recent(self, date: EventDate | None) -> bool:
        """Whether a date can be news: at most `_NEWS_DAYS` before the publication, or unknown."""
        if date is None or date.bounds is None or not self._published:
            return True
        published = EventDate(self._published).bounds
        return published is None or (published[0] - date.bounds[1]).days <= _NEWS_DAYS

    def is_future(self, date: EventDate | None) -> bool:
        """Whether a date lies after the publication."""
        if date is None or date.bounds is None or date.approximate or not self._published:
            return False
        published = EventDate(self._published).bounds
        return published is not None and date.bounds[0] > published[1]


def read_timeline(text: str, published: str | None) -> Timeline:
    """The timeline of a normalised text; `published` is ISO 8601 of any precision."""
    dates = [_dated(d) for d in date_article(text, published)]
    dateline = find_dateline(text, published)
    timeline = Timeline(dates, (published or "").split("T")[0], dateline)
    for found in _SIGNATURE.finditer(text):
        start = found.start(1)
        timeline.signature = next(iter(timeline.within(Span(start, start + 1))), None)
    return timeline


def _dated(dated: DatedExpression) -> Dated:
    expression = dated.expression
    if expression.form is Form.RECENT:
        wording = Wording.VAGUE
    elif expression.form in _RELATIVE:
        wording = Wording.RELATIVE
    else:
        wording = Wording.OWN
    return Dated(
        Span(expression.start, expression.end),
        expression.text,
        dated.date,
        wording,
        rule=dated.rule,
    )
