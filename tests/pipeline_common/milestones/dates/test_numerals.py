"""Numbers as dates write them."""

import pytest

from pipeline_common.milestones.dates.numerals import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("09", 9),
        ("三", 3),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("三十一", 31),
        ("二〇二五", 2025),
        ("一九九二", 1992),
        ("二零一三", 2013),
    ],
)
def test_number(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "南", "十十", "二百"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r"numeral|invalid literal"):
        number(text)
