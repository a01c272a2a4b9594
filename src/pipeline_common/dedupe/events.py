"""Whether two accounts tell of one event.

Differently worded reports of one event share hardly any text, and reports of different events of a
series share much; date, kind and places tell them apart. Documents and wording support a match.
"""

from __future__ import annotations

from enum import IntEnum

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.dates import DateMatch, match_dates
from pipeline_common.dedupe.wording import (
    overlap,
    phase,
    resemblance,
    series,
    simplified,
    title_key,
)
from pipeline_common.models import Kind, Mention

_SAME_TITLE = 0.75  # resemblance from which two document titles name one document
_SAME_WORDING = 0.6  # overlap from which two clauses say the same


class PlaceMatch(IntEnum):
    """How well two sets of parties agree; higher is better."""

    NONE = 0
    ONE = 1  # they share something
    HALF = 2  # at least half of the larger
    FULL = 3  # equal, or all of the smaller (two or more) are in the larger


def match_places(one: tuple[str, ...], other: tuple[str, ...]) -> PlaceMatch:
    """How well the parties of two mentions agree."""
    left, right = set(one), set(other)
    shared = len(left & right)
    if not shared:
        return PlaceMatch.NONE
    if left == right or (shared >= 2 and shared == min(len(left), len(right))):
        return PlaceMatch.FULL
    return (
        PlaceMatch.HALF
        if shared >= 2 and 2 * shared >= max(len(left), len(right))
        else PlaceMatch.ONE
    )


def likeness(one: Account, other: Account) -> float:
    """How sure it is that both tell of one event; 0 where they do not, else up to 10.

    Symmetric, and a function of the two accounts alone.
    """
    if conflict(one, other):
        return 0.0
    copied = other.article_id in one.copies or one.article_id in other.copies
    return score(one.mention, other.mention, copied=copied)


def related(one: Account, other: Account) -> bool:
    """Whether by their words both may tell of one event.

    Unlike `likeness`, two events of one article count as well: what a third account joins depends
    on both.
    """
    copied = other.article_id in one.copies or one.article_id in other.copies
    a, b = one.mention, other.mention
    return score(a, b, copied=copied) > 0 and not contradict(a, b)


def score(a: Mention, b: Mention, *, copied: bool) -> float:
    """`likeness` by what the mentions say; `copied` where they stand in copies of one text."""
    when = match_dates(a.date, b.date)
    where = match_places(a.places, b.places)
    titled = _share_document(a, b)
    if a.kind is not b.kind or when is DateMatch.CLASH or not (where or copied):
        return 0.0
    if where <= PlaceMatch.ONE and not titled and _other_parties(a, b):
        return 0.0
    worded = overlap(a.evidence, b.evidence)
    support = 2 * titled + 2 * copied + (worded >= _SAME_WORDING)
    if when is DateMatch.SAME:
        enough = where >= PlaceMatch.HALF or (where is PlaceMatch.ONE and support > 0) or copied
    elif when is DateMatch.WINDOW:
        enough = where is PlaceMatch.FULL or (where >= PlaceMatch.ONE and support > 0)
    elif when is DateMatch.LOOSE:
        several = min(len(a.places), len(b.places)) > 2
        enough = (where is PlaceMatch.FULL and (support > 0 or several)) or (
            where >= PlaceMatch.ONE and support >= 2
        )
    else:
        enough = where >= PlaceMatch.ONE and support >= 2
    return float(when + where / 2 + support / 2 + worded / 10) if enough else 0.0


def explain(one: Account, other: Account) -> str:
    """In words, what two accounts of one event have in common."""
    a, b = one.mention, other.mention
    found = [
        f"date {match_dates(a.date, b.date).name.lower()}",
        f"places {match_places(a.places, b.places).name.lower()}",
    ]
    if _share_document(a, b):
        found.append("a document in common")
    if other.article_id in one.copies or one.article_id in other.copies:
        found.append("copies of one text")
    if overlap(a.evidence, b.evidence) >= _SAME_WORDING:
        found.append("like wording")
    return ", ".join(found)


def continues(old: Account, new: Account) -> bool:
    """Whether a mention of a changed article is an earlier one in about the same words."""
    a, b = old.mention, new.mention
    worded = overlap(a.evidence, b.evidence) >= _SAME_WORDING
    return a.kind is b.kind and (worded or _share_document(a, b))


def conflict(one: Account, other: Account) -> bool:
    """Whether something in the two says that they are different events."""
    a, b = one.mention, other.mention
    apart = one.article_id == other.article_id and not repeats(a, b)
    return apart or contradict(a, b)


def contradict(a: Mention, b: Mention) -> bool:
    """Whether date, number in a series or phase of two mentions exclude each other."""
    if match_dates(a.date, b.date) is DateMatch.CLASH:
        return True
    left, right = series(_told(a)), series(_told(b))
    if any(left[unit] != right[unit] for unit in left.keys() & right.keys()):
        return True
    works = a.kind is Kind.INFRASTRUCTURE
    return works and {phase(a.headline), phase(b.headline)} == {"begun", "opened"}


def repeats(a: Mention, b: Mention) -> bool:
    """Whether one article says the same again (headline, lead, caption)."""
    overlapping = a.start < b.end and b.start < a.end
    worded = max(overlap(a.headline, b.headline), overlap(a.evidence, b.evidence))
    return overlapping or _share_document(a, b) or worded >= _SAME_WORDING


def _told(mention: Mention) -> str:
    """All words about the event, simplified."""
    return simplified(f"{mention.headline}\n{mention.evidence}")


def _other_parties(a: Mention, b: Mention) -> bool:
    """Whether each names a party that the other lacks: two pairs may sign alike on one day."""
    left, right = set(a.places), set(b.places)
    return bool(left - right) and bool(right - left)


def _share_document(a: Mention, b: Mention) -> bool:
    left = {title_key(title) for title in a.documents}
    right = {title_key(title) for title in b.documents}
    if left & right:
        return True
    return any(resemblance(x, y) >= _SAME_TITLE for x in left for y in right)
