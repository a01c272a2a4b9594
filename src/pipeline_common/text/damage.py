"""Damaged runs: what a lost GBK byte leaves behind, and noise between the lines.

One byte of a GBK stream is missing; each pair after it is read one byte off, up to a byte below
0x80: 。考察學 (A1A3 BFBC B2EC 8C57) becomes ??疾鞂W. Most often the lost character was a full stop.
"""

from __future__ import annotations

import re

from pipeline_common.text.script import to_simplified
from pipeline_common.text.tracing import Traced, rewrite

#: Stands for a damaged run in a normalised text (U+FFFD REPLACEMENT CHARACTER); ends a sentence.
DAMAGE = "\ufffd"

_LONGEST = 14  # characters of a run that are read one byte off
_RUN = re.compile(
    r"\?{1,4}[A-Za-z](?=[\u3400-\u9fff])"
    rf"|\?{{1,4}}+[;:,!]?([^\x00-\x7f]{{1,{_LONGEST}}})(?=[\x21-\x7e])[A-Za-z\[-`{{-~]?"
    r"|\?{1,4}(?=[！，。；：、？＿▍])[^\x00-\x7f]"
)
_UNLIKELY_FIRST = re.compile(r"[！，。；：、？＿￣]")
_UNLIKELY = re.compile(r"[\uff21-\uff5aāáǎàēéěèīíǐìōóǒòūúǔù\u2500-\u259f]")  # among hanzi
#: A line of forum junk, "7 [/ \: m; W6 k": short pieces of ASCII with a symbol in one of them.
_JUNK = re.compile(
    r"(?<![\x21-\x7e])(?=[\x21-\x7e])(?=[^\n]{0,20}[\[\]/\\;*$^|{}<>])"
    r"[\x21-\x7e]{1,2}(?:[ \t]{1,4}[\x21-\x7e]{1,2}){2,60}+(?![\x21-\x7e])"
)


def mark_damage(traced: Traced) -> Traced:
    """Each damaged run is one `DAMAGE`; forum junk is a space.

    A question mark before plain text stays: only its sentence ends there.
    """
    if "?" in traced.text:
        traced = rewrite(traced, _RUN, lambda m: DAMAGE if _is_damage(m) else None)
    return rewrite(traced, _JUNK, lambda m: " " if _is_junk(m[0]) else None)


def _is_damage(found: re.Match[str]) -> bool:
    run = found[1]
    return run is None or bool(_UNLIKELY_FIRST.match(run)) or _is_unlikely(run)


def _is_unlikely(run: str) -> bool:
    """Whether Latin letters stand among hanzi, or a character outside GB 2312, the common ones."""
    if _UNLIKELY.search(run):
        return True
    try:
        to_simplified(run).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _is_junk(run: str) -> bool:
    pieces = run.split()
    return any(not p.isalnum() for p in pieces) and any(c.isalpha() for c in run)
