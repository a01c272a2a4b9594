"""One width and one form for digits, letters, punctuation and spaces.

Digits and Latin letters become ASCII (Unicode NFKC of single characters); punctuation becomes
full-width, except inside numbers and addresses (10:30, 1,000, http:).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pipeline_common.text.tracing import Traced, rewrite

_HANZI = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_DIGITS = frozenset("0123456789")
_CLOSED = frozenset("，。！？；：、“”‘’《》（）")  # need no space beside them
#: Nothing to read: controls, zero-width and bidirectional marks, soft hyphen, variation selectors.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u0080-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORMS = {
    **dict.fromkeys("\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                    "\u202f\u205f", " "),
    **dict.fromkeys("(﹙", "（"), **dict.fromkeys(")﹚", "）"),
    **dict.fromkeys("–―─━－﹘", "—"), **dict.fromkeys("~〜∼˜", "～"),
    **dict.fromkeys("・•‧∙⋅･", "·"), **dict.fromkeys("﹑､", "、"), **dict.fromkeys("｡﹒", "。"),
    "○": "〇", "「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”",
    "﹃": "‘", "﹄": "’", "｢": "“", "｣": "”", "﹕": "：", "︰": "：", "∶": "：", "﹖": "？",
    "﹗": "！", "﹔": "；", "﹐": "，", "；": "；", "‒": "-", "‐": "-", "‑": "-",
    "−": "-", "﹣": "-",
}  # fmt: skip
_PUNCTUATION = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_NUMBER_MARK = re.compile(r"(?<=[0-9])(?::(?=[0-9])|,(?=[0-9]{3}(?![0-9])))|:(?=/)")
_ASCII_MARK = re.compile(r"[,:;?!]")
_PARAGRAPH_INDENT = re.compile(r"(?<=[。！？；”’」』）…]) *\u3000{2,} *")
_SPACES = re.compile(r"[ \u3000]+")


@cache
def _folding() -> tuple[re.Pattern[str], dict[str, str]]:
    """The characters that have another form, as a pattern, and that form."""
    table = {ord(c): new for c, new in _FORMS.items()}
    ranges = (range(0x2F00, 0x2FD6), range(0xFF01, 0xFFE7), range(0xF900, 0xFB00))
    for code in (c for r in ranges for c in r):
        new = unicodedata.normalize("NFKC", chr(code))
        if len(new) == 1:
            table.setdefault(code, new if new not in _PUNCTUATION else chr(code))
            table[code] = _FORMS.get(table[code], table[code])
    forms = {chr(code): new for code, new in table.items() if new != chr(code)}
    return re.compile(f"[{re.escape(''.join(forms))}]"), forms


def drop_invisible(traced: Traced) -> Traced:
    """Without what no reader sees; every kind of line end is a line feed."""
    return rewrite(rewrite(traced, _INVISIBLE, lambda _: ""), _LINE_END, lambda _: "\n")


def fold_width(traced: Traced) -> Traced:
    """Every character in its one form."""
    pattern, forms = _folding()
    text = pattern.sub(lambda m: forms[m[0]], traced.text)
    inside = {found.start() for found in _NUMBER_MARK.finditer(text)}
    text = _ASCII_MARK.sub(lambda m: m[0] if m.start() in inside else _PUNCTUATION[m[0]], text)
    return traced.with_text(text)


def fold_spaces(traced: Traced) -> Traced:
    """One space where there were several; none at line ends or beside a number that needs none.

    A line that was indented in the middle of a text (two ideographic spaces after a sentence)
    begins a line again.
    """
    traced = rewrite(traced, _PARAGRAPH_INDENT, lambda _: "\n")
    return rewrite(traced, _SPACES, _space)


def _space(found: re.Match[str]) -> str:
    text, (begin, end) = found.string, found.span()
    before = text[begin - 1] if begin else "\n"
    after = text[end] if end < len(text) else "\n"
    if "\n" in (before, after) or before in _CLOSED or after in _CLOSED:
        return ""
    if before in _DIGITS and _HANZI.match(after):
        return ""
    return "" if after in _DIGITS and before in "年月至到第" else " "
