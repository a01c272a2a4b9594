"""Addresses: days in listing addresses, numbered siblings of a page, links within one site."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from crawler.reading.page import absolute

#: Days that one back-fill of a daily paper may ask for.
MAX_DAYS = 3660

_DAY_FIELD = re.compile(r"\{(YYYY|MM|DD)\}")


def fill_day(template: str, day: date) -> str:
    """`template` with {YYYY}, {MM} and {DD} replaced."""
    parts = {"YYYY": f"{day.year:04d}", "MM": f"{day.month:02d}", "DD": f"{day.day:02d}"}
    return _DAY_FIELD.sub(lambda found: parts[found[1]], template)


def is_dated(template: str) -> bool:
    """Whether an address changes with the day, month or year."""
    return _DAY_FIELD.search(template) is not None


def dated_addresses(template: str, today: date, since: date | None = None) -> tuple[str, ...]:
    """The addresses of a listing, newest first: one for each day, month or year from `since` on.

    A template without a day field has one address whatever `since` is.
    """
    first = max(since, today - timedelta(days=MAX_DAYS)) if since else today
    span = max((today - first).days, 0)
    filled = (fill_day(template, today - timedelta(days=n)) for n in range(span + 1))
    return tuple(dict.fromkeys(filled))


def sibling(url: str, page: int, form: str = "{stem}_{n}.{suffix}", first: int = 1) -> str:
    """The address of the page after `page` (from 1) where file names count the pages.

    `first` is the number that the first page would have: 0 where index_1 is page 2. A bare folder
    counts as index.html.

    >>> sibling("https://a.cn/x/list.shtml", 1)
    'https://a.cn/x/list_2.shtml'
    >>> sibling("https://a.cn/x/list_2.shtml", 2)
    'https://a.cn/x/list_3.shtml'
    """
    name = _path(url).rpartition("/")[2] or "index.html"
    stem, _, suffix = name.rpartition(".")
    number = page - 1 + first
    if page > 1:
        stem = stem.removesuffix(form.partition("{n}")[0].removeprefix("{stem}") + str(number))
    return absolute(url, form.format(stem=stem, n=number + 1, suffix=suffix))


def same_host(url: str, other: str) -> bool:
    """Whether two addresses are served by one host, www. or not."""
    return _host(url) == _host(other) != ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
