"""A text that is four times as long takes some four times the work, whatever it is.

Events of one article are compared with at most 200 others, so the texts hold more than that.
"""

import sys
from types import FrameType
from typing import Any

import pytest

from pipeline_common.dedupe import shingles
from pipeline_common.milestones import extract

_SHORT = 2_000  # characters
_TIMES = 4
_MOST = 8.0  # of that many times the work; quadratic work is 16 times as much


@pytest.mark.parametrize(
    "unit",
    [
        "南昌签署2020年1月1日",
        "签署协议",
        "三市签署",
        "赣江新区获批",
        "南昌、九江、",
        "批复时间：2020年1月1日",
        "南昌启动平台\n",
        "（《“",
    ],
)
def test_endless_repeats_take_linear_work(unit: str) -> None:
    _work(unit * 20)  # tables are made at the first call
    short, long = (unit * (length // len(unit)) for length in (_SHORT, _TIMES * _SHORT))
    assert _work(long) < _MOST * _work(short)


def test_ever_new_events_take_linear_work() -> None:
    days = [
        f"{m}月{d}日，南昌与九江签署第{m * 31 + d}号协议。"
        for m in (1, 3, 5, 7)
        for d in range(1, 29)
    ]
    text = "".join(f"20{year}年{day}" for year in range(10, 24) for day in days)
    _work(text[:200])
    short, long = text[: len(text) // _TIMES], text
    assert _work(long) < _MOST * _work(short)


def _work(text: str) -> int:
    """Function calls made while reading a text: the same on every machine, unlike seconds."""
    calls = 0

    def count(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        extract(text, published="2020-02-02", home_place="九江")
        shingles(text)
    finally:
        sys.setprofile(None)
    return calls
