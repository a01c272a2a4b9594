"""What the wording of an event says about its identity: number in a series, phase, document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline_common.text import fold, normalise

_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SERIES = re.compile(r"第([零〇一二两三四五六七八九十百\d]{1,4})(次|届|轮|批|期|季|站|标段|阶段)")
_FIRST = re.compile(r"首(次|届|轮|批|期|季|站)")
_BEGUN = re.compile(r"开工|动工|奠基|开建|启动建设|破土")
_OPENED = re.compile(r"通车|开通|运营|运行|投运|投用|启用|投产|竣工|建成|开行|贯通")
_CACHE = 1 << 14


@lru_cache(maxsize=_CACHE)
def series(text: str) -> Mapping[str, int]:
    """Ordinal by unit: {"次": 3} for 第三次; a unit named twice differently is left out."""
    found: dict[str, set[int]] = {}
    for match in _SERIES.finditer(text):
        found.setdefault(match[2], set()).add(_number(match[1]))
    for match in _FIRST.finditer(text):
        found.setdefault(match[1], set()).add(1)
    return {unit: numbers.pop() for unit, numbers in found.items() if len(numbers) == 1}


@lru_cache(maxsize=_CACHE)
def phase(text: str) -> str:
    """ "begun" or "opened" for works of which only one is said, else ""."""
    begun, opened = bool(_BEGUN.search(text)), bool(_OPENED.search(text))
    if begun == opened:
        return ""
    return "begun" if begun else "opened"


@lru_cache(maxsize=_CACHE)
def title_key(title: str) -> str:
    """A document title without marks and the words that reports drop or add."""
    return re.sub(r"^关于|的(?=[^的]*$)|战略|框架", "", fold(title))


@lru_cache(maxsize=_CACHE)
def simplified(text: str) -> str:
    """The text in simplified letters, without glosses."""
    return normalise(text).text


@lru_cache(maxsize=_CACHE // 4)
def pairs_of_letters(text: str) -> frozenset[str]:
    """The two-character shingles of a folded text."""
    folded = fold(text)
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1))


def overlap(one: str, other: str) -> float:
    """Share of the shorter wording that stands in the longer one, between 0 and 1."""
    left, right = pairs_of_letters(one), pairs_of_letters(other)
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter else 0.0


def resemblance(one: str, other: str) -> float:
    """Dice coefficient of two wordings, between 0 and 1."""
    left, right = pairs_of_letters(one), pairs_of_letters(other)
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


def _number(numeral: str) -> int:
    """Value of a numeral below 1000 in either writing."""
    if numeral.isdigit():
        return int(numeral)
    value = digit = 0
    for letter in numeral:
        if letter == "百":
            value, digit = value + (digit or 1) * 100, 0
        elif letter == "十":
            value, digit = value + (digit or 1) * 10, 0
        else:
            digit = digit * 10 + _NUMERALS.get(letter, 0)
    return value + digit
