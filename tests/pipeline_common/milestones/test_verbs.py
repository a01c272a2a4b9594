import pytest

from pipeline_common.milestones.verbs import Verb, find_verbs


def verbs(text: str) -> list[tuple[Verb, str]]:
    return [(m.verb, m.word) for m in find_verbs(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两市签署协议", [(Verb.SIGN, "签署")]),
        ("管委会签订协议", [(Verb.SIGN, "签订")]),
        ("三院会签意见", [(Verb.SIGN, "会签")]),
        ("获国务院批复", [(Verb.APPROVE, "获国务院批复")]),
        ("铁路正式开通运营", [(Verb.OPEN, "正式开通运营")]),
        ("签约仪式举行", [(Verb.HOLD, "举行")]),
        ("新闻发布会", []),
        ("考察团成员", []),
        ("代表团赴外地", [(Verb.VISIT, "团赴")]),
        ("联盟成立以来", []),
    ],
)
def test_verbs_and_what_only_looks_like_one(text: str, expected: list[tuple[Verb, str]]) -> None:
    assert verbs(text) == expected


def test_only_the_span_is_read() -> None:
    assert not list(find_verbs("签署协议", 2, 4))
