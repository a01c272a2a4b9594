"""iCalendar (RFC 5545): an all-day event for each milestone whose day is known.

Month and year precision are left out: an event on the first of the month would be a lie. No METHOD:
with one, readers expect an organiser (RFC 5546).
"""

from __future__ import annotations

from datetime import UTC, timedelta

from icalendar import Calendar, Event

from pipeline_common.models import Feed, FeedEntry, Status
from pipeline_common.publish.wording import bounds

_PRECISE = ("day", "range")


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
    for entry in feed.entries:
        if is_day_precise(entry):
            calendar.add_component(_event(entry))
    document: bytes = calendar.to_ical(sorted=False)
    return document


def is_day_precise(entry: FeedEntry) -> bool:
    """Whether the entry is an event of a calendar: first and last day are known."""
    when = entry.event_date
    if when is None or when.precision not in _PRECISE:
        return False
    return all(len(part) == 10 for part in when.edtf.split("/"))


def _event(entry: FeedEntry) -> Event:
    span = bounds(entry.event_date)
    if span is None:
        raise ValueError(f"{entry.id}: no day")
    event = Event()
    event.add("uid", entry.id)
    event.add("dtstamp", entry.updated.astimezone(UTC))
    event.add("created", entry.published.astimezone(UTC))
    event.add("last-modified", entry.updated.astimezone(UTC))
    event.add("sequence", len(entry.milestone.history))
    event.add("dtstart", span[0])
    event.add("dtend", span[1] + timedelta(days=1))  # the end is exclusive (3.6.1)
    event.add("summary", entry.title)
    event.add("description", entry.summary)
    event.add("url", entry.link)
    event.add("categories", list(entry.categories))
    event.add("transp", "TRANSPARENT")
    if entry.milestone.status is Status.WITHDRAWN:
        event.add("status", "CANCELLED")
    return event
