"""What an incoming article is: new, changed, the same again, or a copy of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline_common.dedupe.sketches import containment, share_passage
from pipeline_common.models import Decision, Verdict

COPY = 0.5  # containment from which a text is a copy
PARTLY = 0.33  # containment from which it is one if a long passage is the same


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared of an article.

    `digest` is a hash of everything read from it, `shingles` its sketch.
    """

    article_id: str
    digest: str
    fetched_at: datetime
    shingles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article with the same text; `containment` is between 0 and 1."""

    article_id: str
    containment: float


def find_copies(
    new: Fingerprint,
    content: str,
    candidates: Iterable[Fingerprint],
    content_of: Callable[[str], str],
) -> tuple[Copy, ...]:
    """The candidates that are copies of `new`, nearest first.

    `content` is its headline and text; `content_of` fetches those of a candidate by article id,
    asked for in unclear cases only.
    """
    copies = []
    for candidate in candidates:
        share = containment(new.shingles, candidate.shingles)
        if candidate.article_id == new.article_id or share < PARTLY:
            continue
        if share >= COPY or share_passage(content, content_of(candidate.article_id)):
            copies.append(Copy(candidate.article_id, share))
    return tuple(sorted(copies, key=lambda copy: (-copy.containment, copy.article_id)))


def decide(old: Fingerprint | None, new: Fingerprint, copies: tuple[Copy, ...]) -> Decision:
    """The verdict on `new`, given what is stored under its id and the copies found of it."""
    if old is not None and old.digest == new.digest:
        return Decision(Verdict.SAME, "nothing in it changed")
    if old is not None and new.fetched_at < old.fetched_at:
        return Decision(Verdict.SAME, "a later version is known")
    if old is not None:
        return Decision(Verdict.CHANGED, "its text or what is read from it changed")
    if copies:
        nearest = copies[0]
        return Decision(
            Verdict.DUPLICATE,
            f"{nearest.containment:.0%} of the shorter text stands in the other",
            nearest.article_id,
        )
    return Decision(Verdict.NEW, "no article has this address or this text")
