"""What a content-farm mirror makes of an article: traditional script with pinyin in brackets."""

from __future__ import annotations

from functools import cache

import opencc

#: Characters such a mirror always annotates (which ones is fixed for each site).
_GLOSSES = {
    "簽": "qiān", "協": "xié", "區": "qū", "發": "fā", "展": "zhǎn", "醫": "yī", "療": "liáo",
    "撫": "fǔ", "務": "wù", "議": "yì", "據": "jù", "內": "nèi", "會": "huì", "領": "lǐng",
}  # fmt: skip
_NARROW = str.maketrans("，：；（）", ",:;()")


def mirror(text: str) -> str:
    """`text` in traditional script, some characters glossed, punctuation narrowed."""
    traditional = _converter().convert(text)
    glossed = "".join(f"{c}({_GLOSSES[c]})" if c in _GLOSSES else c for c in traditional)
    return glossed.translate(_NARROW)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
