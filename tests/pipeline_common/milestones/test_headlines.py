"""The headline: words of the evidence, parties in front where the words do not name them."""

import pytest

from pipeline_common.milestones import extract


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("6月1日上午9时，芜湖与宣城两市签署《同城化协议》。", "芜湖、宣城签署《同城化协议》"),
        ("随后，芜湖至宣城的公交6月1日正式开通。", "芜湖至宣城的公交正式开通"),
        ("本报讯（记者某某）近日，芜宣高速芜湖至宣城段通车。", "芜宣高速芜湖至宣城段通车"),
        (
            "芜湖与宣城情谊深厚。两市6月1日缔结友好城市。",
            "芜湖、宣城：两市缔结友好城市",
        ),
        (
            "6月1日，芜湖、宣城签署《甲协议》《乙协议》《丙备忘录》。",
            "芜湖、宣城签署《甲协议》等3份文件",
        ),
    ],
)
def test_headlines(text: str, headline: str) -> None:
    (mention,) = extract(text, published="2021-06-02").mentions
    assert mention.headline == headline


def test_a_long_title_is_cut_short() -> None:
    title = f"《{'关于' * 40}协议》"
    (mention,) = extract(f"6月1日，芜湖与宣城签署{title}。", published="2021-06-02").mentions
    assert len(mention.headline) <= 60
    assert mention.headline.endswith("…》")
