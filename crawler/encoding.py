"""Bytes of a page to text, when the page says nothing, or something that is not true.

What a Chinese page declares is evidence, not fact: pages that say GB2312 hold characters beyond it
or are UTF-8, headers that say UTF-8 stand over GBK. So the bytes are asked first. Order: byte order
mark, the caller's override, UTF-8 if the bytes are UTF-8, what is declared if it decodes cleanly,
else whichever of GB18030 and Big5 gives the most common characters. Labels are read as the WHATWG
Encoding Standard does: "gb2312" and "gbk" mean GB18030, "big5" means Big5-HKSCS.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

__all__ = ["Decoded", "decode"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a page and the encoding it was read in ("utf-8", "gb18030", "big5", ...)."""

    text: str
    encoding: str


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WHATWG = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "cp950"), "big5"),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
}
_ASCII = bytes(range(0x80))
_ASCII_TEXT = re.compile("[\x00-\x7f]+")
_CODECS = {"big5": "big5hkscs"}  # our name -> Python's
#: GBK characters that happen to be UTF-8 are two bytes there, which no Chinese is.
_CHINESE_TEXT = re.compile("[\u0800-\ufffc\U00010000-\U0010ffff]")
_CHINESE = ("gb18030", "big5")
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)

#: Share of undecodable places up to which bytes still count as UTF-8 (texts cut by bytes).
_BROKEN_UTF8 = 0.1
#: A GB18030 or Big5 reading is believed at once if this share of it is common characters.
_BELIEVABLE = 0.12
#: Enough to judge a page by; declarations sit before it.
_SAMPLE = 16384
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"
    "多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合"
    "还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只"
    "這個為來時們會發動過說產種麼還經進著部電裡現實兩體機當點從業後對學應開無與關間樣樂國區與報導"
    "月日市省府布公告通知文号标题网站首页版权所有，。、：；“”《》（）　"
)


def decode(body: bytes, *, content_type: str = "", override: str | None = None) -> Decoded:
    """Decode `body`; never raises, bytes that fit nowhere become U+FFFD.

    `content_type` is the HTTP header's value; `override` is an encoding that a person configured.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(name, "replace"), name)
    if override and (name := _known(override)):
        return Decoded(_decoded(body, name), name)
    text = _utf8(body)
    if text is not None and (text.isascii() or _CHINESE_TEXT.search(text)):
        return Decoded(text, "utf-8")
    declared = _declarations(body, content_type)
    if text is not None and not _is_chance(body, declared):
        return Decoded(text, "utf-8")
    return _legacy(body, declared)


def _declarations(body: bytes, content_type: str) -> list[str]:
    """Declared encodings, header first; single-byte ones are dropped, they are server defaults."""
    labels = [found[1] for found in _HEADER.finditer(content_type)]
    labels += [found[1].decode("ascii", "ignore") for found in _DECLARED.finditer(body)]
    names = [name for label in labels[:8] if (name := _known(label))]
    return [name for name in dict.fromkeys(names) if not _is_single_byte(name)]


def _known(label: str) -> str:
    """Our name for an encoding label, "" if there is no such text encoding."""
    label = label.strip().lower()
    if label in _WHATWG:
        return _WHATWG[label]
    try:
        info = codecs.lookup(label)
        "".encode(label)
    except (LookupError, ValueError, TypeError):
        return ""
    return info.name


def _is_single_byte(name: str) -> bool:
    return name.startswith(("iso8859", "cp125", "ascii", "latin", "koi8", "mac"))


def _utf8(body: bytes) -> str | None:
    """The text if the bytes are UTF-8, up to a few that were cut by length."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(body) - 3 and _broken(body):
            return None
        return body.decode("utf-8", "replace")


def _is_chance(body: bytes, declared: list[str]) -> bool:
    """Whether bytes without a Chinese character in UTF-8 are a few in what is declared."""
    legacy = next((name for name in declared if name in _CHINESE), "")
    return bool(legacy) and "\ufffd" not in _decoded(body, legacy)


def _broken(body: bytes) -> bool:
    """Whether too much of the bytes is no UTF-8 (a hanzi is three high bytes)."""
    sample = _sample(body)
    hanzi = len(sample.translate(None, _ASCII)) // 3
    bad = sample.decode("utf-8", "replace").count("\ufffd") - sample.count(b"\xef\xbf\xbd")
    return bad - (len(sample) < len(body)) > hanzi * _BROKEN_UTF8  # the sample may cut one


def _legacy(body: bytes, declared: list[str]) -> Decoded:
    names = list(dict.fromkeys([*(n for n in declared if n != "utf-8"), *_CHINESE]))
    sample = _sample(body)
    best, best_score = names[0], -1.0
    for name in names:
        score = _plausibility(sample.decode(_CODECS.get(name, name), "replace"))
        if score > best_score:
            best, best_score = name, score
        if score >= _BELIEVABLE and name in declared:
            break
    return Decoded(_decoded(body, best), best)


def _sample(body: bytes) -> bytes:
    """The part around the first high bytes: heads and scripts are ASCII and judge nothing."""
    if len(body) <= _SAMPLE:
        return body
    first = re.search(rb"[\x80-\xff]", body)
    start = first.start() if first else 0
    return body[start : start + _SAMPLE]


def _plausibility(text: str) -> float:
    """Share of common characters among what is not ASCII; undecodable places count against it."""
    foreign = _ASCII_TEXT.sub("", text)
    if not foreign:
        return 0.0
    common = sum(map(_COMMON.__contains__, foreign))
    return (common - 3 * foreign.count("\ufffd")) / len(foreign)


def _decoded(body: bytes, name: str) -> str:
    return body.decode(_CODECS.get(name, name), "replace")
