"""The dateline of an agency's report: where and when it was sent (新华社武汉2月21日电)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline_common.milestones.dates.context import DateContext
from pipeline_common.milestones.dates.expression import DateExpression, Form, OpenDate
from pipeline_common.milestones.dates.resolution import resolve
from pipeline_common.models import EventDate

_PATTERN = re.compile(
    r"(?=\d)(?<!\d)(?:((?:19|20)\d\d)年)?(?:(1[0-2]|0?[1-9])月)?(3[01]|[12]\d|0?[1-9])日"
    r"(?:[上下]午)? ?(?:（[^（）\n]{1,30}）)? ?"
    r"(?:专?电(?![力动子商视信网气源厂站缆梯器影台路话机价费报])|讯(?![息问飞])|消息|报道(?![称说，]))"
)
_SENDER = re.compile(r"社|网|报|台|讯|频道|客户端|融媒|发布|在线|新闻")
_LEAD = 2000  # characters at the beginning in which a dateline stands
_PLACE = 8  # characters of a place name, at most
_BEFORE = 24  # characters before the day that hold agency and place


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline at `text[start:end]`: its day as far as it is known, and the expression."""

    start: int
    end: int
    date: EventDate | None
    expression: DateExpression


def find_dateline(text: str, published: str | None = None) -> Dateline | None:
    """The first dateline near the beginning of a normalised text.

    A day without year or month takes them from `published`, as any date does. 本报讯（记者…）5月6日
    is none: there the day is the event's.
    """
    for found in _PATTERN.finditer(text, 0, _LEAD):
        line = text.rfind("\n", 0, found.start()) + 1
        before = text[max(line, found.start() - _BEFORE) : found.start()]
        bare = len(before) <= _PLACE and found[0].endswith("电")
        if "。" in before[-_PLACE:] or not (bare or _SENDER.search(before)):
            continue
        year, month, day = (int(part) if part else None for part in found.groups())
        written = OpenDate(year, month, day)
        if not written.exists:
            continue
        end = found.start() + found[0].index("日") + 1
        expression = DateExpression(
            found.start(), end, text[found.start() : end], Form.CALENDAR, written
        )
        date = resolve(expression, DateContext(published))
        return Dateline(found.start(), found.end(), date, expression)
    return None
