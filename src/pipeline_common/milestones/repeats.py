"""Joining what an article tells twice: headline, lead, caption and body often name one event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline_common.milestones.drafts import Draft, Footing
from pipeline_common.milestones.layout import Part
from pipeline_common.milestones.nouns import Noun
from pipeline_common.milestones.verbs import Verb
from pipeline_common.milestones.ways import ways
from pipeline_common.models import EventDate, Kind
from pipeline_common.regions.gazetteer import contains

#: Verbs that may tell one and the same event.
_ALIKE: tuple[frozenset[Verb], ...] = (
    frozenset({Verb.SIGN, Verb.REACH, Verb.CALL, Verb.ADOPT, Verb.HOLD}),
    frozenset({Verb.APPROVE, Verb.ADOPT, Verb.ISSUE, Verb.ENACT, Verb.DECIDE}),
    frozenset({Verb.OPEN, Verb.LAUNCH, Verb.HOLD, Verb.ATTAIN, Verb.BUILD_UP, Verb.GRANT}),
    frozenset({Verb.BEGIN, Verb.LAUNCH, Verb.HOLD}),
    frozenset({Verb.FOUND, Verb.BUILD_UP, Verb.APPROVE, Verb.LAUNCH, Verb.HOLD, Verb.JOIN}),
    frozenset({Verb.VISIT, Verb.MEET}),
    frozenset({Verb.HOLD, Verb.MEET}),
)

_GENERAL = frozenset({Verb.REACH, Verb.CALL, Verb.ATTAIN})  # 达成协议, where 签署 is said too
_AGAIN = re.compile(r"此次|本次|这次|该|这[条座项个]")
#: Verbs by which a headline only hints at what the body tells exactly.
_LOOSE = frozenset({Verb.BUILD_UP, Verb.LAUNCH, Verb.ATTAIN, Verb.CONDUCT, Verb.GRANT})

_COMPARED = 200  # events that a draft is compared with; more than an article tells


def join_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft an event, with the best evidence and all facts, in the order of the text."""
    joined: list[Draft] = []
    for draft in sorted(drafts, key=_rank, reverse=True):
        for n in range(max(0, len(joined) - _COMPARED), len(joined)):
            if _same(joined[n], draft):
                joined[n] = _join(joined[n], draft)
                break
        else:
            joined.append(draft)
    body = [d for d in joined if d.part is Part.BODY]
    joined = [d for d in joined if d.part is Part.BODY or not _is_echo(d, body)]
    return sorted(joined, key=lambda d: (d.start, d.end))


def _is_echo(headline: Draft, body: Sequence[Draft]) -> bool:
    """Whether a headline without a date says in other words what the body tells.

    It says so loosely (启动, 推出) of the same places, or of the same kind by a larger name:
    乌蒙山合作区获批, where the body names the counties.
    """
    told = {place for draft in body for place in draft.places}
    if headline.claim.verb in _LOOSE and not told.isdisjoint(headline.places):
        return True
    return headline.footing <= Footing.PUBLISHED and any(
        d.kind is headline.kind and _alike(d, headline) and _dates_agree(d, headline) for d in body
    )


def _rank(draft: Draft) -> tuple[object, ...]:
    return (
        draft.part is Part.BODY,
        not draft.claim.recalled,
        draft.footing >= Footing.VAGUE,
        draft.claim.verb not in _GENERAL,
        draft.footing,
        len(draft.documents) > 0,
        len(draft.places) > 1,
        -draft.start,
    )


def _same(known: Draft, draft: Draft) -> bool:
    if _signs_there(known, draft):
        return True
    if known.claim is draft.claim or known.kind is not draft.kind or not _alike(known, draft):
        return False
    if not _dates_agree(known, draft):
        return False
    if draft.footing is Footing.INHERITED and _AGAIN.match(draft.words):
        return True
    if _fair_and_signing(known, draft):
        return False
    some, others = ways(known.words), ways(draft.words)
    if known.kind is Kind.INFRASTRUCTURE and some and others and some.isdisjoint(others):
        return False
    if Part.HEADLINE in (known.part, draft.part):
        return _related(known, draft)
    if known.documents and draft.documents:
        if not _titles_agree(known.documents, draft.documents):
            return False
    elif draft.claim.additive and draft.claim.start != known.claim.start:
        return False
    return _overlap(known, draft) >= 0.5 and not _other_pair(known, draft)


def _signs_there(known: Draft, draft: Draft) -> bool:
    """Whether a sentence says who put the pen to paper (签字) at a ceremony told before it."""
    return (
        draft.claim.predicate.last == "签字"
        and known.claim.predicate.noun in (Noun.SIGNING, Noun.TWINS)
        and known.claim.verb is Verb.HOLD
        and known.start < draft.start
        and known.date == draft.date
        and _meet(known, draft)
    )


def _other_pair(known: Draft, draft: Draft) -> bool:
    """Whether lines or agreements of two pairs share one place only: A and B, A and C."""
    some, others = len(known.places), len(draft.places)
    if known.kind is Kind.AGREEMENT:
        counts = some == others == 2
    else:
        counts = known.kind is Kind.INFRASTRUCTURE and min(some, others) > 1
    if not counts or len(set(known.places) & set(draft.places)) != 1:
        return False
    apart = set(known.places) ^ set(draft.places)
    return bool(apart) and not any(contains(a, b) for a in apart for b in apart)


def _fair_and_signing(known: Draft, draft: Draft) -> bool:
    """Whether one is a fair and the other what was signed there."""
    nouns = {known.claim.predicate.noun, draft.claim.predicate.noun}
    verbs = {known.claim.verb, draft.claim.verb}
    return known.part is draft.part and Noun.FAIR in nouns and Verb.SIGN in verbs


def _related(known: Draft, draft: Draft) -> bool:
    """Whether a headline can be about the same parties or thing as a sentence."""
    if not known.places or not draft.places or _meet(known, draft):
        return True
    grams = {known.words[n : n + 4] for n in range(len(known.words) - 3)}
    return any(draft.words[n : n + 4] in grams for n in range(len(draft.words) - 3))


def _meet(known: Draft, draft: Draft) -> bool:
    """Whether a place of one is a place of the other, lies in one or holds one."""
    return any(
        a == b or contains(a, b) or contains(b, a) for a in known.places for b in draft.places
    )


def _alike(known: Draft, draft: Draft) -> bool:
    a, b = known.claim.verb, draft.claim.verb
    return a is b or any(a in group and b in group for group in _ALIKE)


def _titles_agree(some: Sequence[str], others: Sequence[str]) -> bool:
    return any(a[1:-1] in b or b[1:-1] in a for a in some for b in others)


def _overlap(known: Draft, draft: Draft) -> float:
    """Share of the smaller set of places that both name."""
    a, b = set(known.places), set(draft.places)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _dates_agree(known: Draft, draft: Draft) -> bool:
    if known.date is None or draft.date is None:
        return True
    if known.date == draft.date:
        return True
    if draft.footing <= Footing.VAGUE or known.footing <= Footing.VAGUE:
        return _near(known.date, draft.date)
    return _contains(known.date, draft.date) or _contains(draft.date, known.date)


def _near(a: EventDate, b: EventDate) -> bool:
    """Whether a vague date (on or shortly before) can mean the other one."""
    if a.bounds is None or b.bounds is None:
        return True
    return abs((a.bounds[1] - b.bounds[1]).days) <= 15 or _contains(a, b) or _contains(b, a)


def _contains(outer: EventDate, inner: EventDate) -> bool:
    if outer.bounds is None or inner.bounds is None:
        return outer.edtf[-5:] == inner.edtf[-5:]
    return outer.bounds[0] <= inner.bounds[0] and inner.bounds[1] <= outer.bounds[1]


def _join(known: Draft, draft: Draft) -> Draft:
    """`known` with the facts that only `draft` has; `known` ranks higher."""
    firmer = draft.footing > known.footing and draft.date is not None
    documents = known.documents or draft.documents
    places = known.places
    if len(places) < 2 and len(draft.places) > len(places):
        places = draft.places
    if _signs_there(known, draft) and len(draft.places) > 1 and _inside(draft.places, places):
        places = draft.places  # 黔湘边区签约仪式: the cities that sign
    verbatim = draft.words == known.words and draft.end - draft.start == known.end - known.start
    first = draft if verbatim and draft.start < known.start else known
    return replace(
        known,
        start=first.start,
        end=first.end,
        date=draft.date if firmer else known.date,
        footing=max(known.footing, draft.footing) if firmer else known.footing,
        documents=documents,
        places=places,
    )


def _inside(inner: Sequence[str], outer: Sequence[str]) -> bool:
    """Whether every place lies in one of others."""
    return all(any(contains(o, i) for o in outer) for i in inner)
