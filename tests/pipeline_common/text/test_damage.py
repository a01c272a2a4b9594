"""A lost byte ends a sentence and costs no more than the characters that it spoilt."""

import pytest

from pipeline_common.text import normalise, sentences
from pipeline_common.text.damage import DAMAGE


def lose_byte(text: str, at: int) -> str:
    """`text` as GBK whose character number `at` lost its first byte, pairs read one off."""
    data, read, i = text[at:].encode("gbk"), "?", 1
    while i < len(data) and data[i] >= 0x80:
        read += data[i : i + 2].decode("gbk", "replace").replace("\ufffd", "?")
        i += 2
    return text[:at] + read + data[i:].decode("gbk", "replace")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("兩市共商大計。", "學(xué)習(xí)期間,甲市與乙市簽署協(xié)議"),
        ("雙方往來日多。", "這個(gè)協(xié)議由三市共同簽署"),
        ("代表團前往考察。", "“就是要擴(kuò)大合作”,他說"),
    ],
)
def test_a_lost_full_stop(before, after):
    text = normalise(lose_byte(before + after, len(before) - 1)).text
    pieces = [span.of(text) for span in sentences(text)]
    assert pieces[0] == normalise(before[:-1]).text
    assert DAMAGE in text or "？" in text
    assert pieces[-1].endswith(normalise(after).text[-5:])


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("考察?！熬褪莵?lái)走親戚", f"考察{DAMAGE}？走亲戚"),
        ("河道。國家?F批復方案", f"河道。国家{DAMAGE}批复方案"),
        ("西部?。▍^、市", f"西部{DAMAGE}、市"),
        ("服務?;洶纳绫Ｒ淮巴ǎ?M琴專窗", f"服务{DAMAGE}{DAMAGE}琴专窗"),
        ("会怎样?Ａ股上涨", "会怎样？A股上涨"),
        ("如何挑大梁?我們看", "如何挑大梁？我们看"),
        ("第几次?2015年是第二次", "第几次？2015年是第二次"),
    ],
)
def test_question_marks(written, wanted):
    assert normalise(written).text == wanted


@pytest.mark.parametrize("junk", [r"3 H; a7 z5 S9 X* w$ R", r"7 [/ \: m; W6 k"])
def test_forum_junk(junk):
    assert normalise(f"签订协议。\n{junk}\n下一段").text == "签订协议。\n\n下一段"


@pytest.mark.parametrize("numbers", ["1 2 3 4 5", "09 / 07 19"])
def test_numbers_are_no_junk(numbers):
    assert normalise(numbers).text == numbers
