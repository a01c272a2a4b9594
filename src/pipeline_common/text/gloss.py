"""Pinyin glosses: the reading in brackets that mirrors put after some characters, 區(qū)."""

from __future__ import annotations

import re

from pipeline_common.text.tracing import Traced, rewrite

_TONED = (
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈŌÓǑÒ\u0300\u0301\u0304\u030c"  # accents, also as marks
)
_LETTER = f"a-zA-ZüÜêɡɑ {_TONED}"
#: Readings without a tone, which only particles have.
_NEUTRAL = "men|me|zhe|de|le|zi|ma|ne|ba|guo|tou|li|shang"
_GLOSS = re.compile(
    rf"(?=[(（{_LETTER}])(?:"  # settles most characters
    rf"[(（](?=[^)）]{{0,40}}[{_TONED}])[{_LETTER}]{{1,40}}[)）]"
    rf"|(?<![{_LETTER}(（])(?=[^)）]{{0,6}}[{_TONED}])[{_LETTER}]{{1,6}}[)）]"  # "(" was lost
    rf"|(?<=[\u3400-\u9fff])[(（](?:{_NEUTRAL})[)）])"
)


def drop_glosses(traced: Traced) -> Traced:
    """Without glosses; each belongs to the character that it explains."""
    if ")" not in traced.text and "）" not in traced.text:  # most texts: nothing to search for
        return traced
    return rewrite(traced, _GLOSS, lambda _: "", attach=True)
