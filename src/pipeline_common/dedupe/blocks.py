"""Blocking keys: where to look for the other accounts of an event without reading all of them.

Each account is filed under its keys; whoever may tell of the same event finds it by asking for
`lookup_keys`. Keys are 63-bit hashes of (kind of key, kind of event, place, days).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b

from pipeline_common.dedupe.accounts import LONGEST_RANGE, exact_days
from pipeline_common.dedupe.dates import window
from pipeline_common.dedupe.wording import title_key
from pipeline_common.models import EventDate, Mention

_PLACES = 12  # of a mention with more, the first are used
_DOCUMENTS = 8
_BUCKET = 16  # days
_LONGEST = 62  # days of a window that is filed by days; a longer one is found by documents alone
_MONTH_DAY = re.compile(r"XXXX-\d\d-\d\d$")


def filing_keys(mention: Mention) -> frozenset[int]:
    """The keys that an account is found under."""
    return frozenset(_spread(mention, _filing(mention.date)))


def lookup_keys(mention: Mention) -> frozenset[int]:
    """The keys under which accounts of the same event may be filed."""
    return frozenset(_spread(mention, _lookup(mention.date)))


def _spread(mention: Mention, slots: Iterator[str]) -> Iterator[int]:
    for slot in slots:
        for place in mention.places[:_PLACES]:
            yield _hash(mention.kind, slot, place)
    for title in mention.documents[:_DOCUMENTS]:
        yield _hash(mention.kind, "title", title_key(title))


def _filing(when: EventDate | None) -> Iterator[str]:
    if exact := exact_days(when):
        for day in _days(*exact):
            yield f"day {day}"
            yield f"yearly {day:%m-%d}"
    elif days := _floating(when):
        yield from (f"about {bucket}" for bucket in _buckets(*days))
    else:
        yield from (f"open {day:%m-%d}" for day in _open_days(when))


def _lookup(when: EventDate | None) -> Iterator[str]:
    if exact := exact_days(when):
        for day in _days(*exact):
            yield f"day {day}"
            yield f"open {day:%m-%d}"
        yield from (f"about {bucket}" for bucket in _buckets(*exact))
    elif days := _floating(when):
        yield from (f"day {day}" for day in _days(*days))
        yield from (f"about {bucket}" for bucket in _buckets(*days))
    else:
        for day in _open_days(when):
            yield f"yearly {day:%m-%d}"
            yield f"open {day:%m-%d}"


def _floating(when: EventDate | None) -> tuple[date, date] | None:
    """The days that a vague date may mean, if they are few enough to be filed by."""
    days = window(when) if when else None
    return days if days and (days[1] - days[0]).days <= _LONGEST else None


def _open_days(when: EventDate | None) -> Iterator[date]:
    """The days of a date without a year, put into a leap year; nothing for other dates."""
    if when is None or when.known:
        return
    parts = when.edtf.removesuffix("~").split("/")
    days = [date.fromisoformat(f"2000{part[4:]}") for part in parts if _MONTH_DAY.match(part)]
    if len(days) == len(parts) and (days[-1] - days[0]).days <= LONGEST_RANGE:
        yield from _days(days[0], days[-1])


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _buckets(first: date, last: date) -> range:
    return range(first.toordinal() // _BUCKET, last.toordinal() // _BUCKET + 1)


def _hash(*parts: str) -> int:
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
