"""A text that is four times as long takes some four times the work, whatever it is."""

from time import process_time

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
    _cost(unit * 20)  # tables are made at the first call
    short, long = (unit * (length // len(unit)) for length in (_SHORT, _TIMES * _SHORT))
    assert _cost(long) < _MOST * max(_cost(short), _cost(short), 0.002)


def test_ever_new_events_take_linear_work() -> None:
    days = [
        f"{m}月{d}日，南昌与九江签署第{m * 31 + d}号协议。"
        for m in (1, 3, 5, 7)
        for d in range(1, 29)
    ]
    text = "".join(f"20{year}年{day}" for year in range(10, 15) for day in days)
    _cost(text[:200])
    short, long = text[: len(text) // _TIMES], text
    assert _cost(long) < _MOST * max(_cost(short), _cost(short))


def _cost(text: str) -> float:
    """CPU seconds of reading a text."""
    started = process_time()
    extract(text, published="2020-02-02", home_place="九江")
    shingles(text)
    return process_time() - started
