"""Sketches of texts: small samples of their shingles, made for containment.

A sketch holds the smallest hashes of all shingles of a text (bottom-k sampling, Cohen and Kaplan,
2007). Whatever the lengths, two sketches are comparable below the smaller of their thresholds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b
from itertools import islice

from pipeline_common.text import fold

SIZE = 128  # hashes kept of one text
INDEXED = 16  # of these, the smallest are looked up by
PASSAGE = 25  # letters that two texts hardly share by chance, nor two years' notices of one series

_LENGTH = 4  # characters of a shingle
_ENOUGH = 12  # comparable hashes below which two sketches say nothing


def shingles(content: str) -> tuple[int, ...]:
    """The sketch of a text: up to `SIZE` hashes of 63 bits, ascending; empty for no letters."""
    folded = fold(content)
    grams = _grams(folded, min(_LENGTH, len(folded))) - {""}
    digests = sorted(map(_digest, grams))[
        : 2 * SIZE
    ]  # of two that differ in the last bit one stays
    hashes = dict.fromkeys(int.from_bytes(digest, "big") >> 1 for digest in digests)
    return tuple(islice(hashes, SIZE))


def containment(one: Sequence[int], other: Sequence[int]) -> float:
    """Share of the shorter text that stands in the longer one, estimated; 0 where unknowable.

    Both sketches ascend, as `shingles` makes them.
    """
    limit = min(_threshold(one), _threshold(other))
    left, right = one[: bisect_right(one, limit)], other[: bisect_right(other, limit)]
    shorter = min(len(left), len(right))
    return len({*left}.intersection(right)) / shorter if shorter >= _ENOUGH else 0.0


def share_passage(one: str, other: str) -> bool:
    """Whether a run of `PASSAGE` letters stands in both texts."""
    return not _grams(fold(one), PASSAGE).isdisjoint(_grams(fold(other), PASSAGE))


def _grams(folded: str, length: int) -> set[str]:
    return {folded[i : i + length] for i in range(len(folded) - length + 1)}


def _threshold(sketch: Sequence[int]) -> int:
    """Up to this hash a sketch holds every shingle of its text."""
    return sketch[-1] if len(sketch) == SIZE else 1 << 63


def _digest(gram: str) -> bytes:
    return blake2b(gram.encode("utf-8", "surrogatepass"), digest_size=8).digest()
