"""Hiding where no verb may be read: titles, quotations, brackets. Offsets stay as they are."""

from __future__ import annotations

import re

#: Stands for a hidden character (private use, so that no pattern meets it by chance).
HIDDEN = "\ue000"

_TITLE = re.compile(r"(?<=《)[^《》\n]{1,120}(?=》)")
_QUOTATION = re.compile(r"(?<=“)[^“”\n]{1,300}(?=”)|(?<=「)[^「」\n]{1,300}(?=」)")
_BRACKETS = re.compile(r"（[^（）\n]{1,80}）|【[^【】\n]{1,40}】")


def hide(text: str) -> str:
    """`text` of the same length with titles, quotations and brackets blanked out."""
    for pattern in (_TITLE, _QUOTATION, _BRACKETS):
        text = pattern.sub(lambda m: HIDDEN * len(m[0]), text)
    return text


def is_hidden(text: str) -> bool:
    """Whether a part of a masked text holds nothing to read."""
    return not text.strip(HIDDEN + " 《》“”「」、，。")
