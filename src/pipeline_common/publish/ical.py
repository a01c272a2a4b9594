"""iCalendar (RFC 5545): an all-day event for each milestone whose day is known.

Month and year precision are left out: an event on the first of the month would be a lie. No METHOD:
with one, readers expect an organiser (RFC 5546).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from icalendar import Calendar, vCategory, vDate, vDatetime, vInt, vText, vUri
from icalendar.parser import Contentline

from pipeline_common.models import Feed, FeedEntry, Status
from pipeline_common.publish.wording import bounds

_PRECISE = ("day", "range")
_END = b"END:VCALENDAR"
_OCTETS = 75
_Facts = tuple[
    str, datetime, datetime, int, tuple[date, date], tuple[str, str, str], tuple[str, ...], bool
]


def render(feed: Feed) -> bytes:
    """The day-precise entries of the feed as a calendar, UTF-8, CRLF, at most 75 octets a line."""
    calendar = Calendar()
    calendar.add("prodid", "-//coopfeed//milestones//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", feed.title)
    calendar.add("x-wr-calname", feed.title)
    calendar.add("x-wr-caldesc", feed.subtitle)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    document: bytes = calendar.to_ical(sorted=False)
    events = b"".join(_event(*_facts(e)) for e in feed.entries if is_day_precise(e))
    return document.replace(_END, events + _END)


def is_day_precise(entry: FeedEntry) -> bool:
    """Whether the entry is an event of a calendar: first and last day are known."""
    when = entry.event_date
    if when is None or when.precision not in _PRECISE:
        return False
    return all(len(part) == 10 for part in when.edtf.split("/"))


def _facts(entry: FeedEntry) -> _Facts:
    span = bounds(entry.event_date)
    if span is None:
        raise ValueError(f"{entry.id}: no day")
    return (
        entry.id,
        entry.published.astimezone(UTC),
        entry.updated.astimezone(UTC),
        len(entry.milestone.history),
        span,
        (entry.title, entry.summary, entry.link),
        entry.terms,
        entry.milestone.status is Status.WITHDRAWN,
    )


@lru_cache(maxsize=4096)
def _event(
    uid: str,
    published: datetime,
    updated: datetime,
    sequence: int,
    span: tuple[date, date],
    texts: tuple[str, str, str],
    categories: tuple[str, ...],
    cancelled: bool,
) -> bytes:
    """The lines of one event; remembered, since one entry stands in the calendars of many views.

    Value types and folding are the library's; its `Event` takes twice as long.
    """
    fields: list[tuple[str, Any]] = [
        ("UID", vText(uid)),
        ("DTSTAMP", vDatetime(updated)),
        ("CREATED", vDatetime(published)),
        ("LAST-MODIFIED", vDatetime(updated)),
        ("SEQUENCE", vInt(sequence)),
        ("DTSTART;VALUE=DATE", vDate(span[0])),
        ("DTEND;VALUE=DATE", vDate(span[1] + timedelta(days=1))),  # exclusive (3.6.1)
        ("SUMMARY", vText(texts[0])),
        ("DESCRIPTION", vText(texts[1])),
        ("URL", vUri(texts[2])),
        ("CATEGORIES", vCategory(list(categories))),
        ("TRANSP", vText("TRANSPARENT")),
    ]
    if cancelled:
        fields.append(("STATUS", vText("CANCELLED")))
    lines = (_folded(f"{name}:".encode() + value.to_ical()) for name, value in fields)
    return b"\r\n".join((b"BEGIN:VEVENT", *lines, b"END:VEVENT", b""))


def _folded(line: bytes) -> bytes:
    """The line, in parts of at most 75 octets (3.1); the library looks at each character."""
    if len(line) < _OCTETS:
        return line
    folded: bytes = Contentline(line).to_ical()
    return folded
