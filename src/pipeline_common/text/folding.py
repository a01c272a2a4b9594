"""The bare letters of a text: what stays the same between copies of it."""

from __future__ import annotations

from pipeline_common.text.normalised import normalise


def fold(text: str) -> str:
    """Normalised letters and digits in lower case, without punctuation and spaces.

    Copies in either script, with or without glosses, fold to the same string; this is what
    shingles and search words are made of.
    """
    return "".join(filter(str.isalnum, normalise(text).text.lower()))
