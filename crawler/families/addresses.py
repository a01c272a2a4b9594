"""Addresses: days in listing addresses, numbered siblings of a page, links within one site."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

#: Days that one back-fill of a daily paper may ask for.
MAX_DAYS = 3660

_DAY_FIELD = re.compile(r"\{(YYYY|MM|DD)\}")


def fill_day(template: str, day: date) -> str:
    """`template` with {YYYY}, {MM} and {DD} replaced."""
    parts = {"YYYY": f"{day.year:04d}", "MM": f"{day.month:02d}", "DD": f"{day.day:02d}"}
    return _DAY_FIELD.sub(lambda found: parts[found[1]], template)


def dated_addresses(template: str, today: date, since: date | None = None) -> tuple[str, ...]:
    """The addresses of a listing, newest first: one for each day, month or year from `since` on.

    A template without a day field has one address whatever `since` is.
    """
    first = max(since, today - timedelta(days=MAX_DAYS)) if since else today
    span = max((today - first).days, 0)
    filled = (fill_day(template, today - timedelta(days=n)) for n in range(span + 1))
    return tuple(dict.fromkeys(filled))


def numbered(url: str, number: int) -> str:
    """The sibling of a page with `_number` before its suffix; a bare folder counts as index.html.

    >>> numbered("https://a.cn/x/list.shtml", 2)
    'https://a.cn/x/list_2.shtml'
    """
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    stem, dot, suffix = (name or "index.html").rpartition(".")
    if not dot:
        stem, suffix = suffix, "html"
    return urljoin(url, f"{folder}/{stem}_{number}.{suffix}")


def same_host(url: str, other: str) -> bool:
    """Whether two addresses are served by one host, www. or not."""
    return _host(url) == _host(other) != ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
