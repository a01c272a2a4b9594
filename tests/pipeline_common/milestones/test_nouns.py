import pytest

from pipeline_common.milestones.nouns import Noun, head, nouns


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("区域合作框架协议", Noun.AGREEMENT),
        ("区域合作框架协议签约仪式", Noun.SIGNING),
        ("跨江大桥", Noun.ROUTE),
        ("毗邻地区职业教育联盟", Noun.BODY),
        ("联席会议", Noun.MEETING),
        ("新闻发布会", Noun.PRESS),
        ("国际会议中心", Noun.VENUE),
        ("住房公积金异地贷款", Noun.SERVICE),
        ("春天的花园", None),
    ],
)
def test_the_last_known_word_is_the_head(phrase: str, noun: Noun | None) -> None:
    assert head(phrase) is noun


def test_the_longest_word_wins() -> None:
    assert nouns("友好城市与高速公路") == [Noun.TWINS, Noun.ROUTE]
