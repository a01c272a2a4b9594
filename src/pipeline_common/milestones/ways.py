"""What a line is: rail, road, crossing, bus. A bus line and the bridge under it are two events."""

from __future__ import annotations

import re
from enum import StrEnum


class Way(StrEnum):
    """Ways of getting from one place to another."""

    RAIL = "rail"
    ROAD = "road"
    CROSSING = "crossing"
    BUS = "bus"
    AIR = "air"
    WATER = "water"
    GRID = "grid"


_WORDS = {
    Way.RAIL: "高铁|铁路|城际|客专|动车|列车|轻轨|地铁|快线|轨道|班列",
    Way.BUS: "公交|巴士|快巴|班线|直通车",
    Way.ROAD: "高速(?!铁路)|公路|大道|国道|省道|快速路",
    Way.CROSSING: "大桥|通道|隧道|跨海|跨江",
    Way.AIR: "机场|航站楼|航线|航空",
    Way.WATER: "港口|码头|航道|运河|轮渡",
    Way.GRID: "电网|输电|电力|特高压|天然气|管道|供水|引水",
}
_PATTERN = re.compile("|".join(f"(?P<{way.name}>{words})" for way, words in _WORDS.items()))


def ways(words: str) -> frozenset[Way]:
    """The ways that a clause speaks of."""
    return frozenset(Way[m.lastgroup] for m in _PATTERN.finditer(words) if m.lastgroup)
