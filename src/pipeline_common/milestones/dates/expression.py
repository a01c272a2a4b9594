"""What a date expression says, before anything is resolved."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline_common.models import EventDate


class Form(StrEnum):
    """How a date is written, hence what it is resolved against."""

    CALENDAR = "calendar"  # numbers: 2013年6月9日, 6月9日, 9日, 9月13日至15日
    DAY_SHIFT = "day-shift"  # 今天, 昨晚: `shift` days from the day of the report
    MONTH_SHIFT = "month-shift"  # 本月, 上月5日: `shift` months
    YEAR_SHIFT = "year-shift"  # 今年5月, 去年: `shift` years
    SAME_DAY = "same-day"  # 当天, 次日: `shift` days from the last explicit date
    SAME_MONTH = "same-month"  # 同月3日
    SAME_YEAR = "same-year"  # 同年10月20日, 一年后
    WEEKDAY = "weekday"  # 周三; `weekday` 0 is Monday, `shift` weeks
    RECENT = "recent"  # 近日, 日前: on or shortly before the day of the report
    DAMAGED = "damaged"  # 124日, a month mark was lost; `digits`


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A date any part of which may be open (None)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def exists(self) -> bool:
        """Whether such a day is in the calendar (29 February in some year)."""
        if self.month is None:
            return self.day is None or 1 <= self.day <= 31
        if not 1 <= self.month <= 12:
            return False
        last = calendar.monthrange(self.year or 2000, self.month)[1]
        return self.day is None or 1 <= self.day <= last

    @property
    def calendar_day(self) -> date | None:
        """The day, where no part is open."""
        if self.year is None or self.month is None or self.day is None or not self.exists:
            return None
        return date(self.year, self.month, self.day)

    @property
    def edtf(self) -> str:
        """EDTF with X for open parts; "" where nothing is known."""
        year = "XXXX" if self.year is None else f"{self.year:04}"
        if self.day is not None:
            if self.month is None:
                return f"XXXX-XX-{self.day:02}"
            return f"{year}-{self.month:02}-{self.day:02}"
        if self.month is not None:
            return f"{year}-{self.month:02}"
        return "" if self.year is None else year

    @classmethod
    def of(cls, value: EventDate | str) -> OpenDate:
        """The first day of an EDTF or ISO 8601 value, time of day left out."""
        text = value.edtf if isinstance(value, EventDate) else value
        parts = text.removesuffix("~").split("/")[0][:10].split("-")
        return cls(*(int(p) if p.isdigit() else None for p in parts))


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as written at `text[start:end]` of a normalised text.

    `first` and `last` (ranges only) hold the parts that stand there; `shift` counts days, weeks,
    months or years as `form` says; `approximate` marks 年底, 上旬 and the like, `ahead` a date
    that the words before put into the future (将于6月1日).
    """

    start: int
    end: int
    text: str
    form: Form
    first: OpenDate = OpenDate()
    last: OpenDate | None = None
    shift: int = 0
    weekday: int | None = None
    approximate: bool = False
    ahead: bool = False
