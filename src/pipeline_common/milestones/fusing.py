"""Claims of one sentence that tell one event: 大桥建成通车，…高速全线贯通."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from pipeline_common.milestones.claims import BARE, Claim
from pipeline_common.milestones.documents import titles
from pipeline_common.milestones.nouns import Noun
from pipeline_common.milestones.verbs import Verb
from pipeline_common.models import Kind
from pipeline_common.text import Span

_COUNT = re.compile(r"[^，。；《]{0,6}项目[^，。；《]{0,4}\d")
_NEAR = 30  # characters between two clauses that tell one event
_DONE_TOGETHER = frozenset({Verb.SIGN, Verb.HOLD, Verb.FOUND, Verb.ADOPT, Verb.CALL})
_STARTED = frozenset({Kind.INFRASTRUCTURE, Kind.INSTITUTION, Kind.PUBLIC_SERVICE})
_TOLD_AS_ONE = frozenset(
    {Kind.INFRASTRUCTURE, Kind.AGREEMENT, Kind.PLAN_POLICY, Kind.PUBLIC_SERVICE}
)


def fuse(
    claims: Sequence[Claim],
    text: str,
    masked: str,
    dated: Sequence[Span],
    subjects: Callable[[Claim], Set[str]],
) -> list[Claim]:
    """The claims with each that goes on about the one before joined to it.

    `dated` are the spans of date expressions: a clause with a date of its own tells another event.
    `subjects` are the places named before a claim's verb: others sign another agreement.
    """
    fused: list[Claim] = []
    for claim in claims:
        before = fused[-1] if fused else None
        since = min(before.end, claim.start) if before else claim.start
        own = any(since <= d.start < claim.predicate.start for d in dated)
        if before and before.verb is claim.verb is Verb.SIGN:
            among = "其中" in claim.predicate.lead
            own = own or (not among and _of_others(subjects(before), subjects(claim)))
        if before and not own and _counts(before, claim, text):
            projects = replace(before.predicate, kind=Kind.INDUSTRY_PROJECT)
            fused[-1] = replace(before, predicate=projects, end=claim.end)
        elif before and not own and _goes_on(before, claim, text, masked):
            fused[-1] = replace(before, end=claim.end)
        elif before and before.verb is Verb.MEET and claim.verb in _DONE_TOGETHER:
            fused[-1] = claim  # 齐聚萍乡，签署协议: coming together is the setting
        elif before and claim.consequence and not before.refusal and not claim.refusal:
            continue
        else:
            fused.append(claim)
    return fused


def _counts(before: Claim, claim: Claim, text: str) -> bool:
    """Whether a clause says how many projects a ceremony came to: 举行集中签约，签约项目9个."""
    return (
        before.kind in (Kind.AGREEMENT, Kind.INDUSTRY_PROJECT)
        and before.verb in (Verb.HOLD, Verb.SIGN)
        and claim.verb is Verb.SIGN
        and not (before.refusal or claim.refusal)
        and before.predicate.noun not in (Noun.AGREEMENT, Noun.FAIR)
        and BARE.fullmatch(claim.predicate.lead) is not None
        and _COUNT.match(text, claim.predicate.end) is not None
    )


def _of_others(some: Set[str], others: Set[str]) -> bool:
    """Whether two clauses name pairs that differ: 甲与乙签订…，甲与丙签订…，or 两市签订…."""
    return len(some) != 1 and len(others) > 1 and not others <= some


def _goes_on(before: Claim, claim: Claim, text: str, masked: str) -> bool:
    if before.refusal or claim.refusal or before.recalled or before.kind is not claim.kind:
        return False
    if Verb.HOLD in (before.verb, claim.verb) and before.kind in _STARTED:
        return True  # the ceremony and what it opened
    if claim.verb is Verb.SETTLE and before.kind is Kind.INDUSTRY_PROJECT:
        return True  # 举行签约活动，6个项目落户
    if claim.verb in (Verb.MEET, Verb.VISIT) and before.verb in (claim.verb, Verb.VISIT):
        return True  # 率团赴两市考察，并座谈
    if claim.verb is Verb.MEET and before.verb is Verb.HOLD:
        return True  # 会议召开，四市领导再聚首
    if claim.verb is Verb.CALL and before.kind is Kind.AGREEMENT:
        return True  # 签订协议，并发起宣言
    if before.kind not in _TOLD_AS_ONE or claim.additive:
        return False
    if all(titles(text, masked, c.start, c.end) for c in (before, claim)):
        return False
    same_clause = claim.predicate.clause == before.predicate.clause
    return same_clause or claim.start - before.end <= _NEAR
