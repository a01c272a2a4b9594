"""Traditional to simplified, one character for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_common.text.script import to_simplified


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("兩市簽署協議", "两市签署协议"),
        ("乾淨的幹部在乾坤灣", "干净的干部在乾坤湾"),
        ("陜西與關于云南", "陕西与关于云南"),  # U+965C
        ("標誌著長江邊的著名景區", "标志着长江边的著名景区"),
        ("國務院批覆,發改委覆函", "国务院批复,发改委复函"),
        ("已经是简体的著作", "已经是简体的著作"),
    ],
)
def test_script(written, wanted):
    assert to_simplified(written) == wanted


def test_lone_surrogate():
    assert to_simplified("南\ud83d昌") == "南\ufffd昌"


@settings(deadline=None)
@given(st.text())
def test_length_stays(text):
    assert len(to_simplified(text)) == len(text)
