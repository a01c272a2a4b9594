"""Dates in words: of an event as far as it is known, of an instant as wall time in China."""

from __future__ import annotations

from datetime import date, datetime

from pipeline_common.models import CHINA, EventDate
from pipeline_common.publish.labels import N_, Labels

#: What is said beside a date that is not a day.
_NOTES = {
    "month": N_("原文未载具体日期"),
    "year": N_("原文未载月日"),
    "approx": N_("或稍早"),
    "day_noyear": N_("原文未载年份"),
    "range_noyear": N_("原文未载年份"),
    "month_noyear": N_("原文未载年份和日期"),
    "day_nomonth": N_("原文未载年月"),
}


def date_words(when: EventDate | None, labels: Labels) -> str:
    """The date alone: "2013年6月9日", "2015年9月13日至15日", "2013年7月", "日期未详"."""
    if when is None:
        return labels("日期未详")
    first, _, last = when.edtf.removesuffix("~").partition("/")
    if not labels.chinese:  # every other language reads ISO 8601
        return f"{first} – {last}" if last else first
    start = _numbers(first)
    text = _chinese(start)
    if last:
        end = _numbers(last)
        same = 0  # what the end shares with the start is not said twice
        while same < len(end) - 1 and len(start) == len(end) and start[same] == end[same]:
            same += 1
        text += "至" + _chinese((None,) * same + end[same:])
    return text


def date_note(when: EventDate | None, labels: Labels) -> str:
    """What has to be said about the precision of a date; empty for a day, a range, or no date."""
    note = _NOTES.get(when.precision, "") if when else ""
    return labels(note) if note else ""


def full_date(when: EventDate | None, labels: Labels) -> str:
    """Date and note: "2013年7月（原文未载具体日期）"."""
    note = date_note(when, labels)
    words = date_words(when, labels)
    return labels("{words}（{note}）", words=words, note=note) if note else words


def bounds(when: EventDate | None) -> tuple[date, date] | None:
    """First and last day a date can mean; None while it is open.

    Raises ValueError for a date that is on no calendar ("2013-02-31").
    """
    found = when.bounds if when else None
    if found and found[0] > found[1]:
        raise ValueError(f"range ends before it starts: {when.edtf}")  # type: ignore[union-attr]
    return found


def html_datetime(when: EventDate | None) -> str:
    """The value of `<time datetime>` (HTML, 4.5.14): year, month or day; empty where open."""
    if when is None or not when.known:
        return ""
    return when.edtf.removesuffix("~").split("/")[0]


def in_china(instant: datetime) -> datetime:
    """Whole seconds at +08:00: newsboat 2.21 drops the zone of an instant with a fraction.

    Raises ValueError for a naive datetime.
    """
    if instant.tzinfo is None:
        raise ValueError(f"instant without a zone: {instant.isoformat()}")
    return instant.astimezone(CHINA).replace(microsecond=0)


def instant_words(instant: datetime) -> str:
    """Wall time in China to the minute: "2026-11-24 08:00"."""
    return f"{in_china(instant):%Y-%m-%d %H:%M}"


def _numbers(part: str) -> tuple[int | None, ...]:
    return tuple(None if "X" in n else int(n) for n in part.split("-"))


def _chinese(numbers: tuple[int | None, ...]) -> str:
    return "".join(
        f"{n}{unit}" for n, unit in zip(numbers, "年月日", strict=False) if n is not None
    )
