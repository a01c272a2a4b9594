"""One predicate, several events."""

import pytest

from pipeline_common.milestones import extract


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "6月1日，成贵高铁、徐盐高铁正式开通运营。",
            [{"成都", "贵阳"}, {"徐州", "盐城"}],
        ),
        (
            "6月1日，万州至开州段、梁平至忠县段高速公路建成通车。",
            [{"万州", "开州"}, {"梁平", "忠县"}],
        ),
        (
            "6月1日，芜湖与宣城、铜陵与池州分别签署协议。",
            [{"芜湖", "宣城"}, {"铜陵", "池州"}],
        ),
        ("6月1日，连接芜湖与宣城的城际铁路开通。", [{"芜湖", "宣城"}]),
    ],
)
def test_a_share_for_each_line_and_each_pair(text: str, pairs: list[set[str]]) -> None:
    mentions = extract(text, published="2021-06-02").mentions
    assert [set(m.places) for m in mentions] == pairs


def test_a_share_for_each_date() -> None:
    mentions = extract(
        "灵丘—山阴段、山阴—平鲁段分别于2012年3月、2014年7月通车运营。", published=None
    ).mentions
    assert [(m.date and m.date.edtf, set(m.places)) for m in mentions] == [
        ("2012-03", {"灵丘", "山阴"}),
        ("2014-07", {"山阴", "平鲁"}),
    ]
