"""Finding date expressions in a normalised text, and reading what is written in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline_common.milestones.dates.expression import DateExpression, Form, OpenDate
from pipeline_common.milestones.dates.numerals import number
from pipeline_common.milestones.dates.spelling import PATTERN
from pipeline_common.milestones.dates.words import MONTH_WORDS, YEAR_WORDS, read_word

_WORDS = YEAR_WORDS | MONTH_WORDS
_DEADLINE = re.compile(r"(?:之|以)?前(?![往后夕来去沿不海])")  # 年底前 is when it is due
_AHEAD = re.compile(r"(?:[将拟][于在]?|定于|计划[于在]?|预[计定][于在]?|力争)$")
_EFFECTIVE = re.compile(r"起(?:正式|全面|同步|开始)?(?:施行|实施|执行|生效|推行|发售)(?!了)")
_BRACKETED = re.compile(r"[^（）]{0,8}）")
_QUARTERS = {c: 3 * (i % 4) + 1 for i, c in enumerate("一二三四1234")}  # first month


def find_dates(text: str) -> tuple[DateExpression, ...]:
    """Date expressions in the order of the text, none overlapping.

    A calendar date in brackets behind a word wins over it: 今天（6月21日） is one expression.
    """
    return tuple(_joined(text, _expressions(text)))


def _joined(text: str, found: Iterator[DateExpression]) -> Iterator[DateExpression]:
    """Words and the calendar dates in brackets behind them made one; their weekdays dropped."""
    before: DateExpression | None = None
    for now in found:
        if before and now.start - before.end <= 1 and before.form is Form.CALENDAR:
            if now.form is Form.WEEKDAY and before.first.day:
                continue
        elif before and now.form is Form.CALENDAR and now.first.day:
            closing = _BRACKETED.match(text, now.end)
            if closing and text[before.end : now.start] == "（":
                end = closing.end()
                tomorrow = before.form is Form.DAY_SHIFT and before.shift > 0  # 明天（26日）
                ahead = now.ahead or tomorrow
                words = text[before.start : end]
                before = replace(now, start=before.start, end=end, text=words, ahead=ahead)
                continue
        if before:
            yield before
        before = now
    if before:
        yield before


def _expressions(text: str) -> Iterator[DateExpression]:
    for found in PATTERN.finditer(text):
        if found["skip"]:
            continue
        for expression in _read(found):
            ends = (expression.first, expression.last or expression.first)
            if all(e.exists for e in ends) and not _DEADLINE.match(text, expression.end):
                yield replace(expression, ahead=_is_ahead(text, expression))


def _is_ahead(text: str, expression: DateExpression) -> bool:
    """Whether a date is to come: 将于3月1日, or 自3月1日起施行, which looks ahead."""
    begin = expression.start
    return bool(
        _AHEAD.search(text, max(0, begin - 4), begin) or _EFFECTIVE.match(text, expression.end)
    )


def _read(found: re.Match[str]) -> tuple[DateExpression, ...]:
    """The expressions of one match: two where 、 parts two days."""
    if found["iso"]:
        last = _written(found["iso2"]) if found["iso2"] else None
        return (_numbers(found, _written(found["iso"]), last),)
    if found["dmy"]:
        return (_numbers(found, _written(found["dmy"])),)
    if found["am"]:
        return _month_and_day(found)
    if found["em"]:
        return (_months(found),)
    if found["cm"] or found["cm1"]:
        return (_month_alone(found),)
    if found["dy"]:
        return (_year_alone(found),)
    if found["damaged"]:
        return (DateExpression(found.start(), found.end(), found[0], Form.DAMAGED),)
    if found["bd"]:
        return _day_alone(found)
    word = read_word(found)
    return (word,) if word else ()


def _written(text: str) -> OpenDate:
    """2015-09-13, 2015/9/13, 2015.9.13 or 13.09.2015."""
    numbers = [int(n) for n in re.split("[-/.]", text)]
    return OpenDate(*(numbers if numbers[0] > 31 else reversed(numbers)))


def _month_and_day(found: re.Match[str]) -> tuple[DateExpression, ...]:
    word = found["ay"] if _number(found["ay"]) is None else None
    word = word or (found["am"] if _number(found["am"]) is None else None)
    first = OpenDate(_number(found["ay"]), _number(found["am"]), number(found["ad"]))
    if not found["ad2"]:
        return (_numbers(found, first, word=word),)
    year, month = _number(found["ay2"]) or first.year, _number(found["am2"]) or first.month
    if year and year == first.year and (month or 0) < (first.month or 0):
        year += 1  # 2015年12月30日至1月2日
    last = OpenDate(year, month, number(found["ad2"]))
    if "、" not in found["ato"] or (_follows(first, last) and not _apart(found)):
        return (_numbers(found, first, last, word=word),)
    cut = found.start("ato")
    rest = found.end("ato")
    own = OpenDate(_number(found["ay2"]), _number(found["am2"]), last.day)
    return (
        _numbers(found, first, word=word, end=cut),
        _numbers(found, own if own.month else last, word=None if own.month else word, start=rest),
    )


def _day_alone(found: re.Match[str]) -> tuple[DateExpression, ...]:
    first = OpenDate(day=number(found["bd"]))
    if not found["bd2"]:
        return (_numbers(found, first),)
    last = OpenDate(day=number(found["bd2"]))
    if "、" not in found["bto"] or (_follows(first, last) and not _apart(found)):
        return (_numbers(found, first, last),)
    cut = found.start("bto")
    return _numbers(found, first, end=cut), _numbers(found, last, start=found.end("bto"))


def _months(found: re.Match[str]) -> DateExpression:
    year = _number(found["ey"])
    word = found["ey"] if year is None else None
    first, last = OpenDate(year, int(found["em"])), OpenDate(year, int(found["em2"]))
    return _numbers(found, first, last, word=word)


def _month_alone(found: re.Match[str]) -> DateExpression:
    year, month = found["cy"], found["cm"] or found["cm1"]
    word = next((part for part in (year, month) if part and _number(part) is None), None)
    first = OpenDate(_number(year), _number(month))
    last = OpenDate(first.year, _number(found["cm2"])) if found["cm2"] else None
    return _numbers(found, first, last, word=word, approximate=bool(found["csuffix"]))


def _year_alone(found: re.Match[str]) -> DateExpression:
    year = _number(found["dy"])
    word = found["dy"] if year is None else None
    if suffix := found["dsuffix"]:
        month = 1 if "初" in suffix else 6 if "中" in suffix else 12
        return _numbers(found, OpenDate(year, month), word=word, approximate=True)
    begin, months = 0, 0
    if quarter := found["dquarter"]:
        begin, months = _QUARTERS[quarter], 3
    elif half := found["dhalf"]:
        begin, months = (1 if half == "上" else 7), 6
    if not months:
        return _numbers(found, OpenDate(year), word=word)
    return _numbers(found, OpenDate(year, begin), OpenDate(year, begin + months - 1), word=word)


def _numbers(
    found: re.Match[str],
    first: OpenDate,
    last: OpenDate | None = None,
    *,
    word: str | None = None,
    approximate: bool = False,
    start: int | None = None,
    end: int | None = None,
) -> DateExpression:
    """An expression of numbers; `word` (今年, 上月) says what they count from."""
    form, shift = _WORDS[word] if word else (Form.CALENDAR, 0)
    start = found.start() if start is None else start
    end = found.end() if end is None else end
    return DateExpression(
        start, end, found.string[start:end], form, first, last, shift, approximate=approximate
    )


def _number(text: str | None) -> int | None:
    """The number before 年 or 月; None for a word or nothing."""
    if not text or text in _WORDS:
        return None
    return 1 if text == "元月" else number(text.rstrip("年月"))


def _follows(first: OpenDate, last: OpenDate) -> bool:
    """Whether two days of one month are neighbours: 13、14日 is one event of two days."""
    return first.month == last.month and (last.day or 0) - (first.day or 0) == 1


def _apart(found: re.Match[str]) -> bool:
    """Whether 分别 stands at the match: an event for each day."""
    around = found.string[max(0, found.start() - 3) : found.end() + 2]
    return "分别" in around or "先后" in around
