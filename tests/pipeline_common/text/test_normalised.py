"""Normalising a text and going back."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from pipeline_common.text import normalise

# fmt: off
PIECES = [
    "南昌", "與", "簽署", "區(qū)", "(liǎng)", "?", "!", ",", "著", "陜西", "2015年", "《", "》",
    "Ａ", "\u200b", "熬褪莵", "W", "👍", "\ud83d", "(", ")", " ", "\u3000", "\n", "7 [/ ",
]
# fmt: on
FOREIGN = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
TO_TRADITIONAL, TO_SIMPLIFIED = OpenCC("s2t"), OpenCC("t2s")
SIMPLIFIED = "我市与九江抚州签署区域合作框架协议两地领导发展经济召开联席会议规划开通高铁运营"


@settings(deadline=None)
@given(FOREIGN)
def test_any_text_and_offsets_inside_it_in_order(text):
    normalised = normalise(text)
    assert normalised == normalise(text)
    spans = [normalised.source_span(i, i + 1) for i in range(len(normalised.text))]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    if spans:
        whole = normalised.evidence(0, len(normalised.text))
        assert whole == text[spans[0][0] : spans[-1][1]]


@settings(deadline=None)
@given(FOREIGN)
def test_normalised_text_holds_one_form_only(text):
    again = normalise(text).text
    assert not re.search("[\x00-\x09\x0b-\x1f\u3000\u200b()陜]|  ", again)


@settings(deadline=None)
@given(st.text(alphabet=SIMPLIFIED, max_size=60))
def test_both_scripts_give_one_text(text):
    traditional = TO_TRADITIONAL.convert(text)
    if TO_SIMPLIFIED.convert(traditional) == text:
        assert normalise(traditional).text == normalise(text).text


def test_evidence_is_verbatim_with_its_glosses():
    original = "會上,南昌、撫州簽署區(qū)域協(xié)議(xié),三市"
    normalised = normalise(original)
    assert normalised.text == "会上，南昌、抚州签署区域协议，三市"
    start = normalised.text.index("南昌")
    end = normalised.text.index("协议") + 2
    assert normalised.evidence(start, end) == "南昌、撫州簽署區(qū)域協(xié)議(xié)"


def test_spans_outside_are_refused():
    normalised = normalise("南昌")
    assert normalised.source_span(2, 2) == (2, 2)
    for start, end in ((-1, 1), (0, 3), (2, 1)):
        with pytest.raises(IndexError, match="outside"):
            normalised.source_span(start, end)


@pytest.mark.parametrize(
    "piece", ["?", "(ā", "?鞂", "《a", "7 [ ", "\u3000", "。 ", "著", "\u200b\n", "a", "①", "南 "]
)
def test_linear_in_the_length(piece):
    text = piece * (100_000 // len(piece))
    begin = time.perf_counter()
    normalise(text)
    assert time.perf_counter() - begin < 3  # a hundredth of a second each when alone
