"""Where things begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_common.text import clauses, normalise, paragraphs, sentences


def parts(split, text):
    return [span.of(text) for span in split(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲市开会。乙市签约！", ["甲市开会。", "乙市签约！"]),
        ("他说：“合作共赢。”会议结束", ["他说：“合作共赢。”", "会议结束"]),
        ("一是规划；二是交通", ["一是规划；", "二是交通"]),
        ("标题\n正文\n\n", ["标题", "正文"]),
        ("印发《向前！十条》后实施", ["印发《向前！十条》后实施"]),
        ("加快建网◆甲线延伸◆乙线延伸", ["加快建网", "甲线延伸", "乙线延伸"]),
        ("新举措\ufffd期间签约", ["新举措", "期间签约"]),
        ("。。", []),
        ("", []),
    ],
)
def test_sentences(text, wanted):
    assert [s for s in parts(sentences, text) if s.strip("。")] == wanted


def test_clauses_are_cut_at_commas_but_not_inside_titles():
    text = "会上，两市签署《甲，乙协议》，并挂牌。"
    assert parts(clauses, text) == ["会上", "两市签署《甲，乙协议》", "并挂牌"]
    first = sentences("甲，乙。丙，丁")[1]
    assert [s.of("甲，乙。丙，丁") for s in clauses("甲，乙。丙，丁", *first)] == ["丙", "丁"]


def test_paragraphs():
    assert parts(paragraphs, "一\n\n 二 \n") == ["一", "二"]


@pytest.mark.parametrize("split", [sentences, clauses, paragraphs])
@settings(deadline=None)
@given(text=st.text(alphabet=st.sampled_from("南昌，。！；《》”\n ◆\ufffda")))
def test_spans_are_ordered_and_lose_no_letter(split, text):
    text = normalise(text).text
    spans = split(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = "".join(s.of(text) for s in spans)
    assert [c for c in kept if c in "南昌a"] == [c for c in text if c in "南昌a"]
