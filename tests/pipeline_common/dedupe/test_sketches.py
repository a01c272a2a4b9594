"""Sketches: what survives copying, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.dedupe.sketches import SIZE, containment, share_passage, shingles

STORY = (
    "湖州市与宣城市近日在安吉召开交界地区工作会商会，双方围绕河道治理、森林防火和公交互通交换了意见，"
    "并商定每季度互派干部驻点。两地交通部门介绍，跨界客运线路将由现有的三条增加到七条，沿线村镇居民凭"
    "同一张卡乘车。会后与会人员查看了梅溪镇的水文站和正在改造的渡口。"
)
OTHER = (
    "铜陵的菜农老张家今年种了六亩辣椒，入夏以来雨水多，他每天清早都要去地头看排水沟。镇里的农技员来过"
    "两回，教他怎样搭棚、怎样换茬，又帮他联系了城里的几家食堂，如今每天傍晚都有车来拉货。"
)


@given(st.text())
def test_any_text_has_a_sketch(text: str) -> None:
    sketch = shingles(text)
    assert list(sketch) == sorted(set(sketch))
    assert len(sketch) <= SIZE
    assert all(0 <= hashed < 1 << 63 for hashed in sketch)


@given(st.text(), st.text())
def test_containment_is_a_symmetric_share(one: str, other: str) -> None:
    left, right = shingles(one), shingles(other)
    assert 0 <= containment(left, right) <= 1
    assert containment(left, right) == containment(right, left)


def test_sketch_is_the_same_in_every_process() -> None:
    assert shingles("昌九一体化")[0] == 1941754076121225097


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.replace("，", ",").replace("。", ". "),
        STORY.replace("会", "會").replace("两", "兩").replace("车", "車"),
        STORY.replace("会", "会(huì)"),
        f"首页 > 新闻 > 正文\n{STORY}\n责任编辑：某某 扫一扫在手机打开当前页",
    ],
    ids=["itself", "ascii-marks", "traditional", "glossed", "furniture"],
)
def test_copies_contain_each_other(copy: str) -> None:
    assert containment(shingles(STORY), shingles(copy)) > 0.9


def test_an_excerpt_is_contained_in_the_whole() -> None:
    assert containment(shingles(STORY[:70]), shingles(STORY + OTHER)) > 0.9


def test_different_stories_share_nothing() -> None:
    assert containment(shingles(STORY), shingles(OTHER)) == 0
    assert not share_passage(STORY, OTHER)


def test_a_few_letters_say_nothing() -> None:
    assert containment(shingles("通知公告"), shingles("通知公告")) == 0


def test_a_long_text_is_compared_by_a_sample() -> None:
    long = "".join(chr(0x4E00 + (i * 7919) % 5000) for i in range(4000))
    assert len(shingles(long)) == SIZE
    assert containment(shingles(long), shingles(long[:3000])) == pytest.approx(1.0)
    assert containment(shingles(long[:2500]), shingles(long[1250:])) == pytest.approx(0.5, abs=0.2)


def test_a_shared_passage_is_found_across_scripts() -> None:
    passage = "跨界客运线路将由现有的三条增加到七条，沿线村镇居民凭同一张卡乘车"
    assert share_passage(STORY, f"轉載：{passage.replace('车', '車')}（完）")
