"""Strings of one-character names: 渝桂黔, 昌九高铁, 赣湘两省.

One character alone never counts: 昌 is in 南昌, 宜昌, 都昌 and 昌江. A string is read at one level:
all provinces (沪苏浙皖) or all cities (沪苏湖高铁: 上海, 苏州, 湖州).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline_common.regions.gazetteer import entries, find_division, province_of
from pipeline_common.regions.tables import read_table
from pipeline_common.text.patterns import with_beginnings

#: What is built between two ends; the string before it names cities where it can.
_LINE = (
    "城际铁路|城际轨道|城际高铁|城际|高速铁路|高速公路|高速|高铁|客运专线|客专|铁路|快速路|快速通道|快线|公路|"
    "大道|通道|大桥|跨海大桥|隧道|轻轨|地铁|轨道|运河|动车|快铁|段(?=[)）建开正通全])"
)
#: What governments do together, or the count of them.
_JOINTLY = (
    r"[两二三四五六七八九十]{1,3}(?:省|地|市|县|区|方|城|州)|[两三四五]省[一二三]?市?区?|一体化|合作|协同|协作|联动|"
    "对口|同城|都市圈|边界|交界|毗邻|省界|省际|地区|携手|双方|之间|跨省|共建|共享|互认|联合|联手|政务|自贸|协议|"
    "签|经济|毗连|接壤|边区|边|间|铁警|警方|检察|法院|医保|社保|人社|公积金|交流|共管|电力|特高压|直流|双城"
)
_NOUN = re.compile(with_beginnings(rf"(?P<line>{_LINE})|(?P<jointly>{_JOINTLY})"))
#: Verbs that are made of the same characters as the names.
_VERBS = re.compile(
    r"^.*(?:开通|贯通|联通|连通|直通|打通|互通|新建|建成|通达|新开|南北|东西|中西|京东|大通|安全)"
)
_COUNTED_CITIES = re.compile(r"([两三四五六])[市地]")
#: What a string may follow; anything else is a sign that it runs out of a longer word.
_OPENING = re.compile(
    r"(?:[^\u3400-\u9fff]|[的条是在与和及至由从该将对为段即乘坐经途省市县区州：、称名届次]|"
    r"开通|贯通|联通|连通|直通|打通|新建|建成|推动|推进|加快|支持|促进|深化|启动|国道|首个|首次)$"
)
_TOWARDS = ("至", "到", "—")
_COMPLETED = re.compile(r"(?:[\u3400-\u9fff]（[\u3400-\u9fff]{1,2}）){2,4}")
_COMPLETION = re.compile(r"([\u3400-\u9fff])（([\u3400-\u9fff]{1,2})）")
#: A bridge or tunnel is mostly named after the water or the mountain: 泉河大桥.
_LANDFORMS = "河江湖海山泉岭"
_LONGEST = 11


@dataclass(frozen=True, slots=True)
class _Readings:
    province: dict[str, str]
    city: dict[str, tuple[str, ...]]
    line: dict[str, tuple[str, ...]]
    known: frozenset[str]  # characters that stand for a city or province
    distinct: re.Pattern[str]


@cache
def _readings() -> _Readings:
    table = read_table("abbreviations")
    return _Readings(
        table["province"],
        {k: tuple(v) for k, v in table["city"].items()},
        {k: tuple(v) for k, v in table["line"].items()},
        frozenset(table["city"]) | frozenset(table["province"]),
        _distinct(table["distinct"]["chars"], table["distinct"]["beside"]),
    )


def _distinct(chars: str, beside: str) -> re.Pattern[str]:
    """Two distinct characters in a row, with others beside them: 川|渝滇黔, 沪浙|苏."""
    return re.compile(
        rf"[{beside}]{{0,2}}[{chars}]{{2,{_LONGEST - 4}}}(?:[{beside}](?![州海宁阳江古])){{0,2}}"
    )


def find_abbreviations(
    text: str, name_ends: Set[int] = frozenset(), named: Sequence[str] = ()
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and the short names that each string of abbreviations stands for.

    No string runs back over the end of a name written in full (`name_ends`): 广西|南凭高铁. Of
    several readings the one among `named`, the cities and counties that the text names, holds.
    """
    readings = _readings()
    taken = 0
    for noun in _NOUN.finditer(text):
        start = noun.start()
        if start - 1 in name_ends or start in name_ends:
            continue
        taken = max([taken, *(e for e in range(start - _LONGEST, start) if e in name_ends)])
        found = (
            _line_before(text, start, taken, named)
            if noun["line"]
            else _provinces_before(text, start, taken)
        )
        if found is not None:
            taken = noun.end()
            yield found
    yield from _completed_in_brackets(text)
    for run in readings.distinct.finditer(text):
        yield run.start(), run.end(), tuple(readings.province[c] for c in run[0])


def _completed_in_brackets(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """汕（头）昆（明）: 汕头, 昆明."""
    for found in _COMPLETED.finditer(text):
        names = tuple(a + b for a, b in _COMPLETION.findall(found[0]))
        if all(find_division(n) for n in names):
            yield found.start(), found.end(), names


def _line_before(
    text: str, end: int, floor: int, named: Sequence[str]
) -> tuple[int, int, tuple[str, ...]] | None:
    readings = _readings()
    for length in (4, 3, 2):  # a listed line wins over reading character by character
        start = end - length
        if start >= floor and (names := readings.line.get(text[start:end])):
            return start, end, names
    run = _run_before(text, end, floor, readings.known)
    if not 2 <= len(run) <= 5 or (text[end - len(run) - 1 : end - len(run)] in _TOWARDS):
        return None  # 至原平高速: the county, not 原平 and 四平
    names = _read(run, named, cities_first=True)
    street = text.startswith("大道", end)  # most are named after anything but two places
    water = run[-1] in _LANDFORMS and text.startswith(("大桥", "隧道"), end)
    doubtful = street or water or not _opens_word(text, end - len(run), floor)
    if (doubtful or _far_apart(names)) and not set(names) <= set(named):
        return None
    return (end - len(run), end, names) if names else None


def _far_apart(names: Sequence[str]) -> bool:
    """Whether two neighbours in a string of cities lie in provinces that are none: 延|崇段."""
    provinces = [province_of(name) or "" for name in names]
    return any(a != b and frozenset((a, b)) not in _neighbours() for a, b in pairwise(provinces))


@cache
def _neighbours() -> frozenset[frozenset[str]]:
    """Pairs of provinces that share a border."""
    table = read_table("neighbours")["neighbours"]
    return frozenset(frozenset((a, b)) for a, others in table.items() for b in others.split())


def _provinces_before(text: str, end: int, floor: int) -> tuple[int, int, tuple[str, ...]] | None:
    run = _run_before(text, end, floor, _readings().province)
    if not 2 <= len(run) <= _LONGEST:
        return _cities_before(text, end, floor)
    names = _read(run, (), cities_first=False)
    if not _opens_word(text, end - len(run), floor) and not _readings().distinct.fullmatch(run):
        return None
    return (end - len(run), end, names) if names else None


def _cities_before(text: str, end: int, floor: int) -> tuple[int, int, tuple[str, ...]] | None:
    """A string of cities with its own count behind it: 广深|两市, 合宁|两地."""
    counted = _COUNTED_CITIES.match(text, end)
    length = "两三四五六".find(counted[1]) + 2 if counted else 0
    start = end - length
    if not counted or start < floor or text[start:end] in entries():
        return None  # 成渝两地 are the two governments
    if not _opens_word(text, start, floor):
        return None
    names = _cities(text[start:end], ())
    return (start, end, names) if len(set(names)) == length else None


def _opens_word(text: str, start: int, floor: int) -> bool:
    before = text[max(0, start - 2) : start]
    return start <= floor or not before or bool(_OPENING.search(before))


def _run_before(text: str, end: int, floor: int, known: Container[str]) -> str:
    start = end
    while start > floor and end - start < _LONGEST and text[start - 1] in known:
        start -= 1
    return _VERBS.sub("", text[start:end])


def _read(run: str, named: Sequence[str], *, cities_first: bool) -> tuple[str, ...]:
    readings = _readings()
    provinces = tuple(readings.province[c] for c in run if c in readings.province)
    cities = _cities(run, named)
    if cities_first and len(cities) == len(run):
        return cities if len(set(cities)) == len(run) else ()
    if len(provinces) == len(run) and len(set(provinces)) == len(run):
        return provinces
    return ()


def _cities(run: str, named: Sequence[str]) -> tuple[str, ...]:
    """Each character's city: one that the text names, else one that begins so, else the likeliest.

    Of several likely ones, one in the province of a neighbour comes first (徐连: 连云港, not 大连).
    """
    table = _readings().city
    if any(c not in table for c in run):
        return ()
    provinces = {province_of(table[c][0]) for c in run if len(table[c]) == 1}
    return tuple(_city(c, table[c], named, provinces) for c in run)


def _city(
    character: str, options: Sequence[str], named: Sequence[str], provinces: Set[str | None]
) -> str:
    for option in (*(o for o in options if o in named), *named):
        if option in options or option.startswith(character):
            return option
    return next((o for o in options if province_of(o) in provinces), options[0])
