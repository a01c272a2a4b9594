"""Traditional to simplified script, one character for one.

OpenCC's t2s decides (phrases first, so 乾坤 keeps its 乾 and 乾淨 loses it); two habits of the
mirrors that it leaves alone are put right here.
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

_SURROGATE = re.compile("[\ud800-\udfff]")
#: 著 that stands for 着: not in 著名, 显著 and the other words that keep it.
_ASPECT = re.compile(r"(?<![显编论名专土原遗巨卓昭拙译合所])著(?![名作称者述录书])")
_REPLY = re.compile(r"(?<=[批函答回])覆|覆(?=[函文])")


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def to_simplified(text: str) -> str:
    """`text` in simplified script, exactly as long; a lone surrogate becomes U+FFFD."""
    text = _SURROGATE.sub("\ufffd", text)
    simplified = str(_converter().convert(text))
    if len(simplified) != len(text):
        convert = _converter().convert
        simplified = "".join(c if len(new := convert(c)) != 1 else new for c in text)
    simplified = simplified.replace("陜", "陕")  # U+965C, which the mirrors write for 陝
    return _REPLY.sub("复", _ASPECT.sub("着", simplified))
