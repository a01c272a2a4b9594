"""The date of an event, with its precision (EDTF, ISO 8601-2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_EDTF_PART = re.compile(r"(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-\d\d)?)?$")


@dataclass(frozen=True, slots=True)
class EventDate:
    """The date of an event in EDTF (ISO 8601-2).

    "2013-06-09", "2013-07", "2010", "2015-09-13/2015-09-15" (range), "2022-03-24~" (on or shortly
    before), "XXXX-12-25" (year unknown), "XXXX-XX-24" (day alone).
    """

    edtf: str

    def __post_init__(self) -> None:
        parts = self.edtf.removesuffix("~").split("/")
        if len(parts) > 2 or not all(_EDTF_PART.match(p) for p in parts):
            raise ValueError(f"not an EDTF date of ours: {self.edtf!r}")

    @property
    def precision(self) -> str:
        """day, range, month, year, approx, day_noyear, range_noyear, month_noyear, day_nomonth."""
        first = self.edtf.removesuffix("~").split("/")[0]
        if self.edtf.endswith("~"):
            return "approx"
        if "/" in self.edtf:
            return "range_noyear" if first.startswith("X") else "range"
        if first.startswith("XXXX-XX"):
            return "day_nomonth"
        name = {4: "year", 7: "month", 10: "day"}[len(first)]
        return f"{name}_noyear" if first.startswith("X") else name

    @property
    def approximate(self) -> bool:
        """Whether the day is "on or shortly before"."""
        return self.edtf.endswith("~")

    @property
    def known(self) -> bool:
        """Whether it can be put on a calendar (its year is known)."""
        return not self.edtf.startswith("X")

    @property
    def bounds(self) -> tuple[date, date] | None:
        """First and last day that it can mean; None while the year is open."""
        return _bounds(self.edtf) if self.known else None

    @property
    def sort_key(self) -> str:
        """Text that sorts by time; open years last."""
        return self.edtf.replace("X", "9")


@lru_cache(maxsize=1 << 12)  # asked again and again for the few dates of an article
def _bounds(edtf: str) -> tuple[date, date]:
    parts = edtf.removesuffix("~").split("/")
    return _first_day(parts[0]), _last_day(parts[-1])


def _first_day(part: str) -> date:
    year, month, day = (*map(int, part.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(part: str) -> date:
    numbers = [int(n) for n in part.split("-")]
    if len(numbers) == 3:
        return date(*numbers)
    if len(numbers) == 1:
        return date(numbers[0], 12, 31)
    year, month = numbers
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
