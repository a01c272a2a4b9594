import pytest

from pipeline_common.milestones import assertion


@pytest.mark.parametrize(
    ("lead", "firm", "rule"),
    [
        ("两市将于下月", True, "planned"),
        ("预计年底", False, "planned"),
        ("到2030年", False, "planned"),
        ("两市尚未", True, "unreal or denied"),
        ("推动", True, "intention"),
        ("为加快推进一体化，推动两地", False, "intention"),
        ("两市每年", True, "recurring"),
        ("代表团三次", True, "recurring"),
        ("累计", False, "statistics"),
        ("大桥的", False, "noun phrase"),
        ("第12次市长联席会议", True, ""),
        ("两市重要", False, ""),
    ],
)
def test_words_before_the_verb(lead: str, firm: bool, rule: str) -> None:
    assert assertion.refuse_before(lead, firm=firm) == rule


@pytest.mark.parametrize(
    ("verb", "rest", "rule"),
    [
        ("开通", "五周年", "noun phrase"),
        ("开通", "“满月”", "noun phrase"),
        ("开通", "后两地更近", "noun phrase"),
        ("签订", "协议32份", "statistics"),
        ("签订", "帮扶协议的倡议", "noun phrase"),
        ("签订", "产业协作达成初步意向", "intention"),
        ("启动", "试运行", "trial run"),
        ("签订", "五项协议", ""),
    ],
)
def test_words_after_the_verb(verb: str, rest: str, rule: str) -> None:
    assert assertion.refuse_after("两市", verb, rest, firm=True) == rule


def test_steps_of_construction() -> None:
    assert assertion.is_progress("某某隧道双线贯通", "贯通")
    assert not assertion.is_progress("联调联试之后全线开通", "开通")
