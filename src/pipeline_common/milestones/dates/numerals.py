"""Numbers as dates write them: 15, 十五, 二〇一五."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "0": 0, "两": 2}
#: Characters of a year that is written digit by digit.
CHINESE_DIGIT = "〇零0一二三四五六七八九"


def number(text: str) -> int:
    """The value of ASCII digits, of digits one by one (二〇一五), or of 一 to 九十九.

    Raises ValueError for anything else.
    """
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_digit(c)) for c in text))
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)


def _digit(text: str) -> int:
    if text not in _DIGITS:
        raise ValueError(f"not a numeral: {text!r}")
    return _DIGITS[text]
