"""Copies fold to one string."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_common.text import fold


def test_copies_fold_alike():
    simplified = "6月9日，南昌、抚州签署《合作协议》。"
    mirror = "６月９日,南昌、撫州簽(qiān)署《合作協(xié)議》 。"
    assert fold(simplified) == fold(mirror) == "6月9日南昌抚州签署合作协议"


def test_case():
    assert fold("G2197次 CRRC") == "g2197次crrc"


@settings(deadline=None)
@given(st.text())
def test_only_letters_and_digits(text):
    folded = fold(text)
    assert all(c.isalnum() for c in folded)
    assert fold(folded) == folded
