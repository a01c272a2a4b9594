"""Series, phases and titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.dedupe.wording import overlap, phase, resemblance, series, title_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第三次联席会议", {"次": 3}),
        ("第十二届推介会暨第2轮磋商", {"届": 12, "轮": 2}),
        ("首届论坛", {"届": 1}),
        ("第一百零五次", {"次": 105}),
        ("继第一次之后举行第二次", {}),
        ("联席会议", {}),
    ],
)
def test_series(text: str, expected: dict[str, int]) -> None:
    assert series(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大桥开工", "begun"),
        ("大桥正式通车", "opened"),
        ("大桥开工三年后通车", ""),
        ("大桥", ""),
    ],
)
def test_phase(text: str, expected: str) -> None:
    assert phase(text) == expected


def test_titles_that_differ_in_frills_are_one_key() -> None:
    assert title_key("《关于共建港口的合作协议》") == title_key("《共建港口合作框架协议》")
    assert title_key("《共建港口合作协议》") != title_key("《共建机场合作协议》")


@given(st.text(max_size=40), st.text(max_size=40))
def test_measures_are_symmetric_shares(one: str, other: str) -> None:
    for measure in (overlap, resemblance):
        assert 0 <= measure(one, other) <= 1
        assert measure(one, other) == measure(other, one)
