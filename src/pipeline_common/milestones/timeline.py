"""The dates of an article, resolved in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline_common.models import EventDate
from pipeline_common.text import Span


class Wording(Enum):
    """How a date is worded."""

    OWN = "own"
    RELATIVE = "relative"  # 当天, 同日
    VAGUE = "vague"  # 近日


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression and what it means."""

    span: Span
    text: str
    date: EventDate | None
    wording: Wording
    rule: str = ""


class Timeline:
    def __init__(self, dates: Sequence[Dated], published: str | None) -> None:
        self._dates = tuple(dates)
        self._published = published

    @property
    def shortly_before(self) -> EventDate | None:
        return EventDate(self._published + "~") if self._published else None

    def is_future(self, date: EventDate | None) -> bool:
        return bool(
            date
            and date.known
            and self._published
            and date.edtf[: len(self._published)] > self._published
            and not date.approximate
        )

    def within(self, span: Span) -> tuple[Dated, ...]:
        return tuple(d for d in self._dates if span.start <= d.span.start < span.end)


_D = re.compile(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日|(\d{4})年(\d{1,2})月|(\d{4})年|今[天日](?:（(\d+)月(\d+)日）)?|近日|日前|当天|同日|(\d{1,2})日"
)


def read_timeline(text: str, published: str | None) -> Timeline:
    out = []
    last = None
    for m in _D.finditer(text):
        w = Wording.OWN
        y = published[:4] if published else "XXXX"
        if m[2]:
            v = f"{m[1] or y}-{int(m[2]):02}-{int(m[3]):02}"
        elif m[4]:
            v = f"{m[4]}-{int(m[5]):02}"
        elif m[6]:
            v = m[6]
        elif m[7]:
            v = f"{y}-{int(m[7]):02}-{int(m[8]):02}"
        elif m[9]:
            v = (
                published[:7] if published and len(published) > 6 else "XXXX-XX"
            ) + f"-{int(m[9]):02}"
        elif m[0] in ("近日", "日前"):
            w = Wording.VAGUE
            v = published + "~" if published else ""
        elif m[0] in ("当天", "同日"):
            w = Wording.RELATIVE
            v = last or ""
        else:
            v = published or ""
        if v and w is Wording.OWN:
            last = v
        try:
            d = EventDate(v) if v else None
        except ValueError:
            d = None
        out.append(Dated(Span(m.start(), m.end()), m[0], d, w))
    return Timeline(out, published)
