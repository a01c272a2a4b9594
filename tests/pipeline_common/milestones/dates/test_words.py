"""Every word of the tables is found by the pattern."""

import pytest

from pipeline_common.milestones.dates import find_dates
from pipeline_common.milestones.dates.words import DAY_WORDS, MONTH_WORDS, YEAR_WORDS

# fmt: off
OTHERS = [
    "近日", "日前", "近期", "不久前", "前不久", "近几天", "近几日来", "近来", "这几天",
    "连日来", "前几天", "前些天", "几天前", "最近", "上周", "年底", "年初", "岁末",
    "三天前", "周三", "星期天", "礼拜五", "上个星期", "一年后", "三个月后",
]
# fmt: on


@pytest.mark.parametrize("word", sorted({*DAY_WORDS, *MONTH_WORDS, *YEAR_WORDS}))
def test_tables(word):
    (found,) = find_dates(f"甲，{word}签约")
    assert found.text == word
    assert (found.form, found.shift) == (DAY_WORDS | MONTH_WORDS | YEAR_WORDS)[word]


@pytest.mark.parametrize("word", OTHERS)
def test_other_words(word):
    (found,) = find_dates(f"，{word}，两市签约")
    assert found.text == word
