from pipeline_common.milestones.documents import as_written, titles
from pipeline_common.milestones.masking import HIDDEN, hide
from pipeline_common.text import normalise


def test_titles_once_each_without_short_forms_and_papers() -> None:
    text = "据《某某日报》，两市签署《甲协议》（以下简称《协议》）和《乙备忘录》《甲协议》"
    assert titles(text, hide(text), 0, len(text)) == ("《甲协议》", "《乙备忘录》")


def test_punctuation_of_the_page_is_kept() -> None:
    normal = normalise("两省印发《某规劃(2015-2030年)》。")
    assert as_written("《某规划（2015-2030年）》", normal) == "《某规划(2015-2030年)》"


def test_hiding_keeps_the_length() -> None:
    text = "甲《成立方案》（召开会议）“签署”乙"
    assert len(hide(text)) == len(text)
    assert hide(text).replace(HIDDEN, "") == "甲《》“”乙"
