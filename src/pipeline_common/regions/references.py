"""References to places that are not named: 两市, 三省七市, 双方, 我省."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline_common.regions.divisions import Level
from pipeline_common.regions.gazetteer import How, find_division, prefecture_of, province_of
from pipeline_common.regions.matching import PlaceMatch

_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_NUMBER = r"(?P<number>\d{1,2}|十[一二三四五六七八九]|[两二三四五六七八九十])"
_UNIT = (
    "(?P<unit>省区市|省市|省市区|省区|省市|市州|州市|市县|县市|"
    "县区|区县|省|市|地|县|区|州|盟|方|城|国)"
)
_CITIES = frozenset({"市", "州", "盟", "市州", "州市"})
_COUNTIES = frozenset({"县", "县市", "市县", "县区", "区县"})
_COUNTED = re.compile(
    rf"(?<![第\d.个])(?:[两一二三四五六七八九\d]{{1,2}}省(?:[一二]市)?(?:的)?)?{_NUMBER}(?:个|座|家)?"
    rf"(?:成员|城市|沿线|毗邻|兄弟|相邻)?{_UNIT}(?!级|[道点]|分钟|公里|年|月|日|一体|际|内|外高|场)"
)
_BOTH = re.compile(r"(?<![对])双方(?!面)|彼此")
_HOME = re.compile(
    r"(?:我|本)(?P<unit>省|市|县|区|州)(?!场|政|级|民)|"
    r"(?<![\u3400-\u9fff])(?P<body>省|市|县|区|州)(?:政府|委(?!托)|长|政协|人大)"
)
#: What a leader does as one of the parties: 市政协主席率队赴 ...
_LEADS = re.compile(r"[^。；\n]{0,16}?(?:率|带队|会见|会晤|赴|前往)")
#: What a provincial government does by itself, so that 省政府 is a party and not letterhead.
_ISSUES = re.compile(
    r"[^。；\n]{0,6}?(?:出台|印发|发布|批复|批准|审议|作出|同意|下发|公布|办公厅印发)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of places that stands for them: 两市, 三省七市 (7), 双方 (2)."""

    start: int
    end: int
    number: int
    of_counties: bool = False  # 三县市: no provinces
    of_provinces: bool = False  # 两省: provinces and nothing else
    of_cities: bool = False  # 四市: no provinces but the four cities that are


def find_counts(text: str, start: int, end: int) -> Iterator[Count]:
    """The counted references within a span."""
    for found in _COUNTED.finditer(text, start, end):
        number = _value(found["number"])
        if (
            number > 1
            and found["unit"] != "国"
            and text[found.start() - 1 : found.end()] != "北三县"
        ):
            unit = found["unit"]
            yield Count(
                found.start(),
                found.end(),
                number,
                of_counties=unit in _COUNTIES,
                of_provinces=unit.startswith("省"),
                of_cities=unit in _CITIES,
            )
    for found in _BOTH.finditer(text, start, end):
        yield Count(found.start(), found.end(), 2)


def find_homes(text: str, home: str) -> Iterator[PlaceMatch]:
    """我市, 我省, 省政府出台, 来明考察: matches of what each stands for in a paper of `home`."""
    for found in re.finditer(
        rf"(?<=[来赴莅])[{re.escape(home)}](?=考察|调研|访问|学习|洽谈|对接)", text
    ):
        yield _home_match(found, home)
    for found in _HOME.finditer(text):
        body, end = found["body"], found.end()
        issues = body == "省" and _ISSUES.match(text, end)
        if body and not issues and not _LEADS.match(text, end):
            continue
        place = _home_at(home, body or found["unit"])
        if place is not None:
            yield _home_match(found, place)


def _home_match(found: re.Match[str], place: str) -> PlaceMatch:
    division = find_division(place)
    level, code = (division.level, division.code) if division else (None, "")
    return PlaceMatch(found.start(), found.end(), (place,), How.HOME, level, code)


def _home_at(home: str, unit: str) -> str | None:
    """The place around `home` of that unit: 我省 in a paper of 南昌 is 江西."""
    division = find_division(home)
    if division is None:
        return home
    if unit == "省":
        return province_of(home)
    if unit in "市州" and division.level is Level.COUNTY and not division.name.endswith("市"):
        return prefecture_of(home) or home
    if unit in "市州县区" and division.level is Level.PROVINCE and not division.name.endswith("市"):
        return None
    return home


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if len(number) == 2:
        return 10 + _DIGITS[number[1]]
    return _DIGITS[number]
