"""Claims: the predicates of a sentence, each with its kind or with the rule that refuses it.

Reads words only; dates and places come later. A sentence is read clause by clause, because what
one clause opens (a plan, the terms of an agreement, an opinion) holds for those after it until a
clause with a date of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline_common.milestones import assertion
from pipeline_common.milestones.nouns import Noun, nouns
from pipeline_common.milestones.verbs import KINDS, Verb, VerbMatch, find_verbs
from pipeline_common.models import Kind
from pipeline_common.text import Span, clauses


@dataclass(frozen=True, slots=True)
class Claim:
    """A predicate; offsets into the normalised text."""

    clause: Span
    verb_start: int
    end: int  # of its object
    verb: Verb
    word: str
    kind: Kind | None
    noun: Noun | None
    refusal: str = ""  # name of the rule; empty when the claim stands
    recalled: bool = False  # in a temporal clause: 自2014年首届联席会议召开以来
    loose: bool = False  # 先后, 此前: counts only with a date of its own
    additive: bool = False  # 还, 也, 同时: a further event, not the same one told again
    consequence: bool = False  # 标志着, 实现: what the event before it means

    @property
    def start(self) -> int:
        """Where its clause begins."""
        return self.clause.start


@dataclass(frozen=True, slots=True)
class _Group:
    """Verbs that make one predicate: 批复同意设立, 建成通车."""

    verbs: tuple[VerbMatch, ...]

    @property
    def start(self) -> int:
        return self.verbs[0].start

    @property
    def end(self) -> int:
        return self.verbs[-1].end


_JOINT = re.compile(
    r"(?:[、并和暨及了]|同意|赞同|正式|宣布|共同|联合|仪式|新|的?批[复覆]|后){0,3}$"
)
_FIRM = frozenset({Verb.SIGN, Verb.REACH, Verb.APPROVE, Verb.HOLD, Verb.MEET, Verb.VISIT})
_SETTING = re.compile(
    r"[^，]{0,80}?(?:会议?|论坛|仪式|活动|峰会|年会|博览会|节|座谈)(?:上(?!海|饶|栗|高|虞|蔡|犹)|期间|现场|中(?!心|国|山|部|原|铁|建|交))"
)
_SUBORDINATE = re.compile(
    r"(?:以来|之?后|以后|之?时|期间|之际|之前|以前|基础上|的同时|过程中|前夕|当中|前)$"
)
_SINCE = re.compile(r"以来|之?后$|以后$")
_ADDITIVE = re.compile(r"还|也(?!门)|又|另(?!据)|同时|此外|并(?!网|购)|同步|随后|当[天日]|分别")
_CONSEQUENCE = re.compile(r"^(?:这?标志着|意味着|使得?|至此|从而|实现|让|由此|我省|结束了|成为)")
_DELEGATION = re.compile(
    r"代表团|考察团|调研组|考察组|访问团|党政|一行|率|赴|来|到(?!位|了解|底)|深入|前往|领导|负责人|书记|市长|省长|县长|区长|主任|主席"
)
_OBJECT_END = re.compile(r"[：]|，|。|；|——(?!《)")


def read_claims(text: str, masked: str, sentence: Span, dated: Sequence[Span]) -> Iterator[Claim]:
    """The claims of a sentence, refused ones included, left to right.

    `masked` is `masking.hide(text)`; `dated` are the spans of date expressions in the text.
    """
    if text[sentence.start : sentence.end].rstrip("”’）").endswith("？"):
        return
    opened = ""  # what an earlier clause opened
    asserted = False
    for clause in clauses(masked, sentence.start, sentence.end):
        own_date = any(clause.start <= d.start < clause.end for d in dated)
        words = masked[clause.start : clause.end]
        if own_date and not assertion.is_future(words):
            opened = ""
        for group in _groups(masked, clause):
            claim = _claim(text, masked, clause, group, opened, asserted)
            if claim:
                asserted = asserted or not claim.refusal
                yield claim
        opened = _opens(words) or opened


def _opens(words: str) -> str:
    if assertion.is_opinion(words):
        return "opinion"
    if assertion.is_frame(words) and not _SUBORDINATE.search(words):
        return "terms"
    if assertion.is_future(words):
        return "planned"
    return ""


def _groups(masked: str, clause: Span) -> Iterator[_Group]:
    """Verbs of a clause, those that follow one another directly as one predicate."""
    run: list[VerbMatch] = []
    body = masked[clause.start : clause.end]
    for verb in find_verbs(body):
        verb = VerbMatch(clause.start + verb.start, clause.start + verb.end, verb.verb, verb.word)
        if run and not _JOINT.fullmatch(masked[run[-1].end : verb.start]):
            yield _Group(tuple(run))
            run = []
        run.append(verb)
    if run:
        yield _Group(tuple(run))


def _claim(
    text: str, masked: str, clause: Span, group: _Group, opened: str, asserted: bool
) -> Claim | None:
    words = masked[clause.start : clause.end]
    setting = _SETTING.match(words)
    begin = clause.start + (setting.end() if setting else 0)
    if group.start < begin:
        return None  # a setting is no predicate
    after = masked[group.end : clause.end]
    following = next((v.start for v in find_verbs(after)), len(after))
    cut = _OBJECT_END.search(after)
    object_end = group.end + min(following, cut.start() if cut else len(after))
    subject, object_ = text[begin : group.start], text[group.end : object_end]
    decided = _decide(group, subject, object_)
    if decided is None:
        return None
    verb, kind, noun = decided
    lead = masked[begin : group.start]
    firm = verb in _FIRM
    recalled = False
    refusal = (
        assertion.refuse_before(lead, firm=firm)
        or assertion.refuse_after(group.verbs[-1].word, after, firm=firm)
        or ""
    )
    if _SUBORDINATE.search(words) or re.match(r"[^，]{0,2}以来", after):
        recalled = bool(_SINCE.search(words))
        refusal = "" if recalled and refusal == "noun phrase" else refusal
        if not recalled:
            refusal = refusal or "setting"
    if not refusal and opened and not (firm and opened == "terms"):
        refusal = opened
    if not refusal and assertion.is_progress(words) and verb in (Verb.OPEN, Verb.LAUNCH, Verb.HOLD):
        refusal = (
            "" if re.search("通车|开通|运营", group.verbs[-1].word) else "construction progress"
        )
    if not refusal and verb is Verb.VISIT and not _DELEGATION.search(words):
        refusal = "no delegation"
    consequence = bool(_CONSEQUENCE.match(words))
    return Claim(
        clause=clause,
        verb_start=group.start,
        end=object_end if following < len(after) or cut else clause.end,
        verb=verb,
        word=masked[group.start : group.end],
        kind=kind,
        noun=noun,
        refusal=refusal,
        recalled=recalled,
        loose=assertion.is_loose_past(lead),
        additive=bool(_ADDITIVE.search(lead)),
        consequence=consequence or (asserted and verb in (Verb.ATTAIN, Verb.DECIDE)),
    )


def _decide(group: _Group, subject: str, object_: str) -> tuple[Verb, Kind, Noun | None] | None:
    """Verb, kind and deciding noun; the last verb that makes a kind with a noun wins."""
    of_object, of_subject = nouns(object_), nouns(subject)
    for match in reversed(group.verbs):
        if found := _kind(match.verb, of_object, of_subject):
            return match.verb, *found
    return None


def _kind(
    verb: Verb, of_object: Sequence[Noun], of_subject: Sequence[Noun]
) -> tuple[Kind, Noun | None] | None:
    table = KINDS[verb]
    if of_object and of_object[-1] in table:
        return table[of_object[-1]], of_object[-1]
    if of_object and None in table:
        return table[None], of_object[-1]
    if Noun.PRESS in (*of_object, *of_subject) and verb is Verb.HOLD:
        return None
    if verb is Verb.HOLD and (ceremony := _ceremony([*of_subject, *of_object])):
        return ceremony
    for noun in (*reversed(of_object), *reversed(of_subject)):
        if noun in table:
            return table[noun], noun
    return (table[None], None) if None in table else None


def _ceremony(found: Sequence[Noun]) -> tuple[Kind, Noun] | None:
    """Kind of what a ceremony starts or signs: 联盟启动仪式, 项目签约仪式."""
    if Noun.SIGNING in found and Noun.PROJECT in found:
        return Kind.INDUSTRY_PROJECT, Noun.SIGNING
    if Noun.LAUNCHING in found:
        before = found[: found.index(Noun.LAUNCHING)]
        for noun in reversed(before):
            if noun in KINDS[Verb.LAUNCH]:
                return KINDS[Verb.LAUNCH][noun], Noun.LAUNCHING
    return None
