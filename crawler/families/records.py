"""Rows out of JSON records, by key paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.families.scripts import value_at
from crawler.reading.blocks import tidy
from crawler.reading.dates import epoch_date, parse_date_text
from crawler.reading.page import absolute
from crawler.reading.tree import parse
from pipeline_common.models import Origin, Published, Row

#: Records of one list that are read.
MAX_RECORDS = 5000


@dataclass(frozen=True, slots=True)
class Keys:
    """Where a list keeps what; each is a path ("data.list"), or several parted by "|".

    `items` leads from the reply to the list, `record` from an item to its fields, `pages` from the
    reply to the number of pages.
    """

    items: str = ""
    record: str = ""
    url: str = "url|link|URL"
    title: str = "title|TITLE|name"
    date: str = "date|pubDate|publishTime|pubtime"
    outlet: str = "source"
    body: str = ""
    pinned: str = ""
    pages: str = ""


def read_records(data: Any, keys: Keys, base: str) -> tuple[Row, ...] | None:
    """The rows of a JSON reply; None where there is no list at `keys.items`."""
    lists = (value_at(data, path) for path in keys.items.split("|"))
    items = next((each for each in lists if isinstance(each, list)), None)
    if items is None:
        return None
    rows = (_row(value_at(item, keys.record), keys, base) for item in items[:MAX_RECORDS])
    return tuple(row for row in rows if row)


def plain_text(value: Any) -> str:
    """A JSON text without markup, white space closed up; "" for anything but text."""
    if not isinstance(value, str):
        return ""
    if "<" in value or "&" in value:
        value = parse(value).text(deep=True)
    return tidy(value)


def instant_or_day(value: Any) -> str:
    """ISO 8601 of a date in a JSON field: text, or seconds or milliseconds since 1970; else ""."""
    number = str(value).partition(".")[0].strip() if isinstance(value, (int, float, str)) else ""
    if len(number) in (10, 13) and number.isdecimal():
        return epoch_date(number) or ""
    return (parse_date_text(value) or "") if isinstance(value, str) else ""


def _row(record: Any, keys: Keys, base: str) -> Row | None:
    if not isinstance(record, Mapping):
        return None
    link = _first(record, keys.url)
    title = plain_text(_first(record, keys.title))
    url = absolute(base, link) if isinstance(link, str) else ""
    if not url:
        return None
    value = instant_or_day(_first(record, keys.date))
    body = _first(record, keys.body) if keys.body else ""
    return Row(
        url=url,
        title=title,
        published=Published(value, Origin.API) if value else None,
        outlet=plain_text(_first(record, keys.outlet)),
        body_html=body if isinstance(body, str) else "",
        pinned=bool(keys.pinned and _first(record, keys.pinned) not in (None, 0, "0", "", False)),
    )


def _first(record: Mapping[str, Any], paths: str) -> Any:
    values = (value_at(record, path) for path in paths.split("|") if path)
    return next((value for value in values if value not in (None, "")), None)
