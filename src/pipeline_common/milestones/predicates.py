"""Predicates: verbs of a clause with subject and object, and the kind they make.

Verbs that follow one another directly are one predicate: 批复同意设立, 建成通车, 揭牌成立.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline_common.milestones.kinds import KINDS
from pipeline_common.milestones.nouns import Noun, head, nouns
from pipeline_common.milestones.verbs import Verb, VerbMatch
from pipeline_common.models import Kind
from pipeline_common.text import Span


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb with its kind; offsets into the normalised text."""

    clause: Span
    begin: int  # where the clause begins to assert: behind a setting phrase
    lead: str  # masked words from there to the verbs, settings cut
    start: int  # of the verbs
    end: int
    object_end: int
    verb: Verb  # the one that decides
    last: str  # the last verb
    kind: Kind
    noun: Noun | None  # that decides with it


_JOINT = re.compile(r"(?:[、并和暨及了]|同意|赞同|正式|宣布|共同|联合|仪式|新|的?批[复覆]){0,3}$")
#: 在第二次联席会议上, 考察期间: where and when, no predicate.
_SETTING = re.compile(
    r"(?:^|在|于|随着)[^，在于]{0,60}?(?:会议?|论坛|仪式|活动|峰会|年会|博览会|节|座谈|考察|调研|访问)"
    r"(?:上(?!海|饶|栗|高|虞|蔡|犹|述)|期间|现场|中(?!心|国|山|部|原|铁|建|交|央|小))"
)
_VENUE = re.compile(r"[在于][^，在于]{1,30}$")
#: 协作基地启动仪式，|昨在惠水举行: the subject stands in a clause of its own.
_NAMED_BEFORE = re.compile(r"[^，。；]+(?:仪式|活动|会议|论坛|大会|峰会|座谈会|联席会)，$")
_TITLED = re.compile(r"(?:了|实施|印发|建设){0,2}《")
_LONGEST = 80  # characters of such a subject
_TO_WHOM = re.compile(r"^给?(?:你们|各[市县区地州]|有关单位).*")
#: Verbs whose object is a paper, and what parts a second predicate from it.
_PAPERS = frozenset({Verb.SIGN, Verb.REACH, Verb.APPROVE, Verb.ADOPT, Verb.ISSUE, Verb.CALL})
_PARTING = re.compile(r"[并，：；]|随后|同时|还")
#: Verbs of what is issued, which a clause before may name.
OF_PAPERS = frozenset({Verb.ISSUE, Verb.APPROVE, Verb.ADOPT, Verb.ENACT})
_TRANSITIVE = frozenset({Verb.ISSUE, Verb.JOIN, Verb.BUILD_UP, Verb.LAY_OUT, Verb.CONDUCT})
_CEREMONIES = frozenset(
    {Noun.SIGNING, Noun.OPENING, Noun.GROUNDBREAKING, Noun.FOUNDING, Noun.LAUNCHING}
)
_OBJECT_END = re.compile(r"[：，。；]|——(?!《)")


def read_predicates(
    text: str, masked: str, clause: Span, verbs: Sequence[VerbMatch], sentence: int
) -> Iterator[Predicate]:
    """The predicates that the verbs of a clause make; `masked` is `masking.hide(text)`.

    `sentence` is where its sentence begins: a verb without a noun takes that of a clause before.
    """
    groups = list(_groups(masked, verbs))
    if not groups:
        return
    words = masked[clause.start : clause.end]
    settings = [
        Span(clause.start + m.start(), clause.start + m.end()) for m in _SETTING.finditer(words)
    ]
    begin = settings[0].end if settings and settings[0].start == clause.start else clause.start
    groups = [g for g in groups if not any(s.start <= g[0].start < s.end for s in settings)]
    groups = _without_content(text, masked, groups, clause)
    for n, group in enumerate(groups):
        start, end = group[0].start, group[-1].end
        limit = groups[n + 1][0].start if n + 1 < len(groups) else clause.end
        cut = _OBJECT_END.search(masked, end, limit)
        object_end = cut.start() if cut else limit
        subject = _without(text, begin, start, settings)
        object_ = _TO_WHOM.sub("", text[end:object_end].strip(" 了"))
        of_subject, of_object = _nouns(subject), _nouns(object_)
        if object_ and not of_object and group[-1].verb in _TRANSITIVE:
            of_subject = []  # what is issued has a name that we do not know
        if not object_ and not of_subject and group[-1].verb in OF_PAPERS:
            of_subject = nouns(text[sentence:start])
        if not object_ and not of_subject and group[-1].verb is Verb.HOLD:
            named = _NAMED_BEFORE.search(masked, max(sentence, begin - _LONGEST), begin)
            of_subject = nouns(text[named.start() : begin - 1]) if named else []
        if not of_object and group[-1].verb in OF_PAPERS and _TITLED.match(object_):
            of_object = [Noun.PLAN]  # 出台《产业援疆三十条》
        decided = _decide(group, of_subject, of_object)
        if decided is None:
            continue
        verb, kind, noun = decided
        lead = _without(masked, begin, start, settings).rpartition("——")[2]
        yield Predicate(
            clause, begin, lead, start, end, object_end, verb, group[-1].word, kind, noun
        )


def _without_content(
    text: str, masked: str, groups: Sequence[list[VerbMatch]], clause: Span
) -> list[list[VerbMatch]]:
    """The groups without those inside the title of a paper: 签署|共建产业园框架协议."""
    kept: list[list[VerbMatch]] = []
    for group in groups:
        before = kept[-1][-1] if kept else None
        inside = (
            before is not None
            and before.verb in _PAPERS
            and not _PARTING.search(masked, before.end, group[0].start)
            and head(text[group[-1].end : clause.end]) in (Noun.AGREEMENT, Noun.PLAN)
        )
        if not inside:
            kept.append(group)
    return kept


def _nouns(phrase: str) -> list[Noun]:
    """Nouns of a phrase, its venue cut: 签约仪式|在无锡学院. Whatever ends in 会 is a meeting."""
    bare = _VENUE.sub("", phrase)
    found = nouns(bare) or nouns(phrase)
    if bare.endswith("会") and (not found or found[-1] not in (Noun.PRESS, Noun.FAIR)):
        found.append(Noun.MEETING)
    return found


def _without(text: str, start: int, end: int, settings: Sequence[Span]) -> str:
    """`text[start:end]` with the settings cut out."""
    kept = []
    for setting in settings:
        if start <= setting.start and setting.end <= end:
            kept.append(text[start : setting.start])
            start = setting.end
    return "".join([*kept, text[start:end]])


def _groups(masked: str, verbs: Sequence[VerbMatch]) -> Iterator[list[VerbMatch]]:
    run: list[VerbMatch] = []
    for verb in verbs:
        if run and not _joined(masked, run[-1], verb):
            yield run
            run = []
        run.append(verb)
    if run:
        yield run


def _joined(masked: str, one: VerbMatch, other: VerbMatch) -> bool:
    """Whether two verbs are one predicate; 成立|并召开第一次会议 are two."""
    if one.verb is Verb.FOUND and other.verb is Verb.HOLD and "并" in masked[one.end : other.start]:
        return False
    return bool(_JOINT.fullmatch(masked, one.end, other.start))


def _decide(
    group: Sequence[VerbMatch], of_subject: Sequence[Noun], of_object: Sequence[Noun]
) -> tuple[Verb, Kind, Noun | None] | None:
    """Verb, kind and deciding noun; the last verb that makes a kind wins."""
    if Noun.PUBLICITY in (*of_object, *of_subject[-2:]):
        return None
    about = of_object[-1] if of_object else None
    if about in (Noun.PAPER, Noun.FIGURE) and group[-1].verb is not Verb.VISIT:
        return None  # but 考察电子信息产业
    signed = any(match.verb is Verb.SIGN for match in group)
    for match in reversed(group):
        if signed and match.verb is not Verb.SIGN and about is Noun.AGREEMENT:
            continue  # 签署|结对合作协议
        if signed and match.verb is Verb.BUILD_UP:
            continue  # 签约共建
        if found := _kind(match.verb, match.word, of_subject, of_object):
            return match.verb, *found
    return None


def _kind(
    verb: Verb, word: str, of_subject: Sequence[Noun], of_object: Sequence[Noun]
) -> tuple[Kind, Noun | None] | None:
    table = KINDS[verb]
    if verb is Verb.OPEN and word.startswith("实现"):
        of_subject = [n for n in of_subject if n is not Noun.ZONE]  # 新区|实现高速直达: a way
    if verb is Verb.LAUNCH and of_object[-1:] == [Noun.PILOT]:
        of_object = of_object[:-1]  # 启动生态补偿机制|试点
    if verb is Verb.HOLD:
        if Noun.PRESS in (*of_object, *of_subject):
            return None
        if ceremony := _ceremony([*of_subject, *of_object]):
            return ceremony
    elif of_object and of_object[-1] in _CEREMONIES:
        return None  # 缔结友好城市签约仪式: the ceremony is told by its own verb
    if of_object and of_object[-1] is Noun.APPROVAL and Noun.PLAN not in of_object:
        for noun in reversed(of_object):  # 关于同意设立…新区的批复
            if noun in (Noun.ZONE, Noun.BODY):
                return Kind.INSTITUTION, noun
    if verb is Verb.SIGN and of_object[-2:] == [Noun.AGREEMENT, Noun.PROJECT]:
        return Kind.AGREEMENT, Noun.AGREEMENT  # 一批协议和项目
    if of_object and of_object[-1] in table:
        return table[of_object[-1]], of_object[-1]
    if of_object and None in table:
        return table[None], of_object[-1]
    if verb is Verb.LAUNCH and of_object and of_object[-1] is Noun.PLAN:
        return None  # 启动规划编制: work begins, nothing is decided
    if not of_object and of_subject and of_subject[-1] not in table and None in table:
        return table[None], of_subject[-1]
    for noun in (*reversed(of_object), *reversed(of_subject)):
        if noun in table:
            return table[noun], noun
    return (table[None], None) if None in table else None


def _ceremony(found: Sequence[Noun]) -> tuple[Kind, Noun] | None:
    """Kind of what a ceremony signs, opens or starts: 项目签约仪式, 联盟启动仪式."""
    ceremonies = [n for n, noun in enumerate(found) if noun in _CEREMONIES]
    if not ceremonies:
        return None
    last = found[ceremonies[-1]]
    if last is Noun.SIGNING and Noun.PROJECT in found:
        return Kind.INDUSTRY_PROJECT, last
    if last is Noun.SIGNING and Noun.TWINS in found and Noun.AGREEMENT not in found:
        return Kind.INSTITUTION, Noun.TWINS  # 缔结友好城市签字仪式
    if last is not Noun.LAUNCHING:
        return KINDS[Verb.HOLD][last], last
    started = (n for n in reversed(found[: ceremonies[-1]]) if n in KINDS[Verb.LAUNCH])
    noun = next(started, None)
    return (KINDS[Verb.LAUNCH][noun], last) if noun else None
