"""Times of the schedule: intervals in words, and whether one went by unseen."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

_UNITS = {"minutes": 60, "hours": 3600, "days": 86400}


def parse_interval(when: str) -> timedelta | None:
    """The interval of "every 2 hours"; None where `when` is cron."""
    words = when.split()
    if len(words) != 3 or words[0] != "every":
        return None
    return timedelta(seconds=int(words[1]) * _UNITS[words[2]])


def is_missed(when: str, timezone: str, last: datetime, now: datetime) -> bool:
    """Whether a time of the schedule lies between the last run (its end) and now."""
    interval = parse_interval(when)
    if interval is not None:
        return now - last >= interval
    # Prefect's own reckoning, so that what counts as missed is what it would have started.
    from prefect.server.schemas.schedules import CronSchedule

    schedule = CronSchedule(cron=when, timezone=timezone)
    start = last.replace(microsecond=0) + timedelta(seconds=1)
    following = asyncio.run(schedule.get_dates(n=1, start=start))
    return bool(following) and following[0] <= now
