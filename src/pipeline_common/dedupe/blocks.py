"""Blocking keys: where to look for the other accounts of an event without reading all of them.

Each account is filed under its keys; whoever may tell of the same event finds it by asking for
`lookup_keys`. A key has 63 bits: the slot of its time in front, then 40 bits of a hash of (kind of
key, kind of event, place). So what happened in the same days lies together in the index, and a
batch of today's news touches few of its pages however large it is.
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
_HASHED = 40  # bits of a key behind its slot
_ANY_YEAR = 1 << 22  # first slot of days without a year; below it are the days, by their ordinal
_TITLED = (1 << 23) - 1  # slot of documents


def filing_keys(mention: Mention) -> frozenset[int]:
    """The keys that an account is found under."""
    return frozenset(_spread(mention, _filing(mention.date)))


def lookup_keys(mention: Mention) -> frozenset[int]:
    """The keys under which accounts of the same event may be filed."""
    return frozenset(_spread(mention, _lookup(mention.date)))


def _spread(mention: Mention, slots: Iterator[tuple[str, int]]) -> Iterator[int]:
    for kind, slot in slots:
        for place in mention.places[:_PLACES]:
            yield _key(slot, kind, mention.kind, place)
    for title in mention.documents[:_DOCUMENTS]:
        yield _key(_TITLED, "title", mention.kind, title_key(title))


def _filing(when: EventDate | None) -> Iterator[tuple[str, int]]:
    if exact := exact_days(when):
        for day in _days(*exact):
            yield "day", day.toordinal()
            yield "yearly", _yearly(day)
    elif days := _floating(when):
        yield from (("about", first) for first in _buckets(*days))
    else:
        yield from (("open", _yearly(day)) for day in _open_days(when))


def _lookup(when: EventDate | None) -> Iterator[tuple[str, int]]:
    if exact := exact_days(when):
        for day in _days(*exact):
            yield "day", day.toordinal()
            yield "open", _yearly(day)
        yield from (("about", first) for first in _buckets(*exact))
    elif days := _floating(when):
        yield from (("day", day.toordinal()) for day in _days(*days))
        yield from (("about", first) for first in _buckets(*days))
    else:
        for day in _open_days(when):
            yield "yearly", _yearly(day)
            yield "open", _yearly(day)


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
    """The spans of days touched, each by the ordinal of its first."""
    return range(first.toordinal() // _BUCKET * _BUCKET, last.toordinal() + 1, _BUCKET)


def _yearly(day: date) -> int:
    return _ANY_YEAR + 32 * day.month + day.day


def _key(slot: int, *parts: str) -> int:
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return slot << _HASHED | int.from_bytes(digest, "big") >> (64 - _HASHED)
