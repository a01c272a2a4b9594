"""Dates as pages write them: in lists, under headlines, in addresses. Zone is China, never written.

Nothing is guessed: a date without a year stays unread unless the caller gives a reference, and a
number that only looks like a date (an index "2026-00150", a day 32) is none.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from pipeline_common.models import CHINA

__all__ = ["DATE", "address_date", "epoch_date", "iso_value", "parse_date_text"]

_TIME = (
    r"(?:\s*[日T]?[\s|,，]*(?P<hour>[01]?\d|2[0-4])\s*(?:[:：]|[时時点點])\s*(?P<minute>[0-5]?\d)(?!\d)"
    r"(?:\s*[:：分]\s*(?P<second>[0-5]\d)(?!\d))?(?:\.\d+)?\s*(?P<zone>Z\b|[+-]\d\d:?\d\d(?!\d))?)?"
)
#: A full date and the time of day if one follows, as named groups.
DATE = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)"
    r"(?:\s*(?:年|[-/.‐－—])\s*|\s+(?=\d\d?\s*[-/月]))(?P<month>1[0-2]|0?[1-9])"
    r"\s*(?:月|[-/.‐－—])\s*(?P<day>3[01]|[12]\d|0?[1-9])"
    r"(?:-?(?=[012]\d:\d\d)|(?!\d|\s*[-/.]\s*\d))\s*日?" + _TIME
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>20\d\d|19[89]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?!\d)"
)
_MONTH = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>1[0-2]|0?[1-9])"
    r"(?!\d|\s*[-/.月]\s*\d)\s*月?"
)
_SPLIT = re.compile(  # the day in large, year and month below it: <b>14</b><i>2026-01</i>
    r"^\D{0,3}(?P<day>3[01]|[12]\d|0?[1-9])\s*日?\s+(?P<year>20\d\d)\s*[-/.年]\s*(?P<month>1[0-2]|0?[1-9])\s*月?\D{0,3}$"
)
_SHORT = re.compile(
    r"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])\s*[-/月]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.%-])\s*日?"
    + _TIME
)
_FIRST_YEAR = 1990
_LAST_YEAR = 2100


def parse_date_text(text: str, *, reference: date | None = None) -> str | None:
    """The first date in `text` as an ISO value for `Published`, None where there is none.

    Reads "2026-01-14", "2026/1/14 08:30", "2026年1月4日 8时30分", "20260114", "2026-01" and dates
    split over lines. `reference` (a day on which the text was there, the fetch day as a rule)
    gives "[01-14]" the year that puts it on that day or before.
    """
    text = text[:400]
    for pattern in (DATE, _SPLIT, _COMPACT):
        for found in pattern.finditer(text):
            if value := iso_value(found):
                return value
    short = _SHORT.search(text) if reference else None
    if reference and short:
        return _before(short, reference)
    for found in _MONTH.finditer(text):
        if _FIRST_YEAR <= int(found["year"]) < _LAST_YEAR:
            return f"{found['year']}-{int(found['month']):02d}"
    return None


def iso_value(found: re.Match[str], year: int | None = None) -> str | None:
    """The ISO value of a match with the groups of `DATE`; None for a day that does not exist."""
    parts = found.groupdict()
    try:
        day = date(year or int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        return None
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:
        return None
    if not parts.get("hour"):
        return day.isoformat()
    hour = int(parts["hour"])
    if hour == 24:
        return day.isoformat()
    moment = datetime(
        day.year,
        day.month,
        day.day,
        hour,
        int(parts["minute"]),
        int(parts["second"] or 0),
        tzinfo=CHINA,
    )
    if zone := parts.get("zone"):
        offset = "+00:00" if zone == "Z" else zone
        moment = datetime.fromisoformat(moment.strftime("%Y-%m-%dT%H:%M:%S") + offset).astimezone(
            CHINA
        )
    return moment.isoformat()


def _before(found: re.Match[str], reference: date) -> str | None:
    """A date without a year in the last year that ends on `reference` (a day ahead is zone)."""
    for year in (reference.year, reference.year - 1):
        value = iso_value(found, year)
        if value and date.fromisoformat(value[:10]) <= reference + timedelta(days=1):
            return value
    return None


def epoch_date(number: str) -> str | None:
    """Seconds or milliseconds since 1970 as an ISO value in China."""
    seconds = int(number) // (1000 if len(number) >= 13 else 1)
    try:
        moment = datetime.fromtimestamp(seconds, CHINA)
    except (OverflowError, OSError, ValueError):
        return None
    return moment.isoformat() if _FIRST_YEAR <= moment.year < _LAST_YEAR else None


_ADDRESS = tuple(
    re.compile(pattern)
    for pattern in (
        r"/t(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)_\d",  # trs_wcm
        r"/art/(?P<year>20\d\d)/(?P<month>1?\d)/(?P<day>[1-3]?\d)/art_",  # hanweb_jcms
        r"/(?P<year>(?:19|20)\d\d)[-/](?P<month>[01]?\d)[-/](?P<day>[0-3]?\d)/",  # xinhua, enorth
        r"/(?P<year>(?:19|20)\d\d)[-/]?(?P<month>[01]\d)/?(?P<day>[0-3]\d)(?:/|_|\.s?html?$)",
        r"/(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)\w{0,24}(?:/|\.s?html?$|$)",
        r"/(?P<year>20\d\d)/(?P<month>[01]\d)-(?P<day>[0-3]\d)/",  # chinanews
        r"[/_](?P<year>20\d\d)-(?P<month>[01]?\d)-(?P<day>[0-3]?\d)(?=[/_.]|$)",
    )
)
_ADDRESS_MONTH = re.compile(r"/(?P<year>20\d\d)(?:[-/]?)(?P<month>0[1-9]|1[0-2])/")


def address_date(url: str) -> str | None:
    """The date in an article's address, to the day or to the month (ucap_shtml, gov_cn)."""
    path = re.split(r"[?#]", url, maxsplit=1)[0][:1000]
    for pattern in _ADDRESS:
        for found in pattern.finditer(path):
            if value := iso_value(found):
                return value
    month = _ADDRESS_MONTH.search(path)
    return f"{month['year']}-{month['month']}" if month else None
