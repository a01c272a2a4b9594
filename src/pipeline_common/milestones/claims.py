"""Claims: the predicates of a sentence, each standing or refused by a named rule.

Reads words only; dates and places come later. A sentence is read clause by clause, because what
one clause opens (a plan, the terms of an agreement, an opinion) holds for those after it until a
clause with a date of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline_common.milestones import assertion
from pipeline_common.milestones.predicates import Predicate, read_predicates
from pipeline_common.milestones.verbs import Verb, find_verbs
from pipeline_common.models import Kind
from pipeline_common.text import Span, clauses


@dataclass(frozen=True, slots=True)
class Claim:
    """A predicate with what its surroundings make of it; offsets into the normalised text."""

    predicate: Predicate
    end: int
    refusal: str = ""  # name of the rule; empty when the claim stands
    recalled: bool = False  # in a temporal clause: 自2014年首届联席会议召开以来
    loose: bool = False  # 先后, 此前: counts only with a date of its own
    additive: bool = False  # 还, 也, 同时: a further event, not the same one told again
    consequence: bool = False  # 标志着, 实现: what the event before it means

    @property
    def start(self) -> int:
        """Where its clause begins."""
        return self.predicate.clause.start

    @property
    def verb(self) -> Verb:
        """The verb that decides."""
        return self.predicate.verb

    @property
    def kind(self) -> Kind:
        """What it would be if it stands."""
        return self.predicate.kind


#: Verbs that tell a deed whatever stands around them.
FIRM = frozenset(
    {Verb.SIGN, Verb.REACH, Verb.APPROVE, Verb.ADOPT, Verb.HOLD, Verb.MEET, Verb.VISIT}
)
#: Verbs that are content rather than event when they go on from a signing or a plan.
WEAK = frozenset(
    {
        Verb.BUILD_UP,
        Verb.LAUNCH,
        Verb.ATTAIN,
        Verb.ISSUE,
        Verb.ENACT,
        Verb.OPEN,
        Verb.LAY_OUT,
        Verb.CONDUCT,
        Verb.GRANT,
    }
)
_QUESTION = re.compile(
    r"(?:吗|呢|什么|如何|怎[么样]|为何|为什么|何时|哪[些里个]|谁|是否|几何|几时)[^。？\n]{0,30}？"
)
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff》”）])[ \u3000]+(?=[\u4e00-\u9fff《“])")
#: What an opening clause keeps from standing behind it.
_BLOCKS: dict[str, Callable[[Verb], bool]] = {
    "planned": lambda verb: True,
    "opinion": lambda verb: True,
    "terms": lambda verb: verb not in FIRM,
    "statistics": lambda verb: verb in WEAK,
    "effort": lambda verb: verb in WEAK and verb is not Verb.OPEN,
}
_LONGEST = 600  # characters of a clause
_MOST_VERBS = 40  # of a sentence; what has more is no prose
_ON = re.compile(r"就(?=[^，]+$)")  # 两省就生态补偿|印发办法: what the paper is on
_MADE_PUBLIC = frozenset({"发布", "公布", "印发", "联合发布", "共同发布"})
_HAS_TERMS = frozenset({Kind.AGREEMENT, Kind.PLAN_POLICY, Kind.MEETING_VISIT})
_SUBORDINATE = re.compile(
    r"(?:以来|之?后|以后|(?<!及|小|同|临|届|按|准|实|定|随|有)时|之时|期间|之际|之前|以前|基础上|的同时|过程中|前夕|当中)$"
)
_SINCE = re.compile(r"(?:以来|之?后|以后)$")
_ADDITIVE = re.compile(r"还|也(?!门)|又|另(?!据)|同时|此外|并(?!网|购)|同步|随后|当[天日]")
_CONSEQUENCE = re.compile(r"^(?:这?标志着|意味着|使得?|至此|从而|实现|让|由此|结束了|成为)")
#: What stands before a verb without a subject.
BARE = re.compile(
    r"(?:[并还又也将现]|首批|首期|一期|决定|同意|赞同|共同|联合|进一步|积极|全面|加快|同步|协同|合力|携手|正式)*$"
)
#: 签署备忘录，在船舶登记等方面|推出21项举措: what was agreed.
_FIELDS = re.compile(r"[在就围][^，]{2,40}(?:方面|领域)$")
_DELEGATION = re.compile(
    r"代表团|考察团|调研组|考察组|访问团|党政|一行|率|赴|[来到抵]|双方|[两三四五](?:省|市|县|区|地)|深入|前往|领导|负责人|书记|[市省县区州]长|主任|主席"
)
_DEPARTURES = frozenset({"发车", "开出", "驶出", "启程", "发往", "开往"})
_FROM_THEN = re.compile(r"(?:[日月天时]|今)起")
_FIRST = re.compile(r"首(?:趟|班|列|辆|条|发|次|张|例|笔|本|单|批|份|个|家|位)")
_SESSION = re.compile(
    r"(?:人大|政协|党代会|党委)[^，]{0,8}次(?:全体)?会议|党代会|人代会|全委会|经济工作会议|[届次](?:人大|政协)"
)
_OWN_MEETING = re.compile(r"专题会议|专题会|常务会议?|常委会|办公会|党组会")
_JOINT = re.compile(r"[两三四五各]|双方|[与和、](?!市政府|县政府|省政府|州政府)|联合|共同")
_CENTRE = re.compile(r"中央|总书记|全国人大|国务院常务")
_NATIONAL_LEADER = re.compile(
    r"习近平|总书记|国务院总理|国务院副总理|^(?:\d{4}年)?(?:\d+月)?，?习|国家主席|中央领导"
)


def read_claims(text: str, masked: str, sentence: Span, dated: Sequence[Span]) -> Iterator[Claim]:
    """The claims of a sentence, refused ones included, left to right.

    `masked` is `masking.hide(text)`; `dated` are the spans of date expressions in the sentence.
    """
    verbs = list(islice(find_verbs(masked, sentence.start, sentence.end), _MOST_VERBS))
    if not verbs or _QUESTION.search(text, sentence.start, sentence.end):
        return
    opened = ""  # what an earlier clause opened
    before: Kind | None = None  # of the last claim that stands
    for clause in _clauses(masked, sentence):
        if clause.start > verbs[-1].start:
            return
        inside = [v for v in verbs if clause.start <= v.start < clause.end]
        own_date = any(clause.start <= d.start < clause.end for d in dated)
        words = masked[clause.start : clause.end]
        if assertion.sets_scene(words) or (own_date and not assertion.is_future(words)):
            opened = ""
        for predicate in read_predicates(text, masked, clause, inside, sentence.start):
            rule = _refuse(text, masked, sentence, predicate, opened)
            if not rule and not own_date and _is_content(predicate, before):
                rule = "terms"
            claim = _claim(masked, sentence, predicate, rule)
            if not claim.refusal:
                before = claim.kind
            yield claim
        opened = _opens(words) or opened


def _clauses(masked: str, sentence: Span) -> Iterator[Span]:
    """The clauses of a sentence; a blank between two words parts them too, as in headlines."""
    for clause in clauses(masked, sentence.start, sentence.end):
        start = clause.start
        for blank in _BLANK.finditer(masked, clause.start, clause.end):
            yield from pieces(Span(start, blank.start()), _LONGEST)
            start = blank.end()
        yield from pieces(Span(start, clause.end), _LONGEST)


def pieces(span: Span, longest: int) -> Iterator[Span]:
    """A span cut into pieces of at most `longest` characters."""
    for start in range(span.start, span.end, longest):
        yield Span(start, min(start + longest, span.end))


def _opens(words: str) -> str:
    if assertion.is_opinion(words):
        return "opinion"
    if assertion.is_frame(words) and not _SUBORDINATE.search(words):
        return "terms"
    if assertion.is_future(words):
        return "planned"
    if assertion.is_total(words):
        return "statistics"
    if assertion.is_effort(words):
        return "effort"
    return ""


def _is_content(predicate: Predicate, before: Kind | None) -> bool:
    """Whether a predicate goes on with the terms of what the clause before it told."""
    bare = bool(BARE.match(predicate.lead) or _FIELDS.match(predicate.lead))
    if predicate.last == "推出":
        return before is not None and bare  # 专列开行，首批推出五条线路
    if before is Kind.AGREEMENT and predicate.verb is Verb.ATTAIN:
        return True  # 签订协议，首批58个事项实现通办
    if before is Kind.MEETING_VISIT and predicate.last in _MADE_PUBLIC:
        return False  # 召开会议，发布名单
    if before is Kind.MEETING_VISIT and predicate.verb is Verb.LAUNCH and "正式" in predicate.lead:
        return False  # 召开会议，正式启动直接结算
    return before in _HAS_TERMS and predicate.verb in WEAK and bare


def _refuse(text: str, masked: str, sentence: Span, predicate: Predicate, opened: str) -> str:
    """Name of the rule that refuses a predicate, or ""."""
    firm = predicate.verb in FIRM
    lead = predicate.lead
    if predicate.verb is Verb.ISSUE:
        lead = _ON.sub("", lead)
    clause = masked[predicate.clause.start : predicate.clause.end]
    rest = text[predicate.end : predicate.clause.end]
    rule = assertion.refuse_before(lead, firm=firm) or assertion.refuse_after(
        lead, predicate.last, rest, firm=firm
    )
    if rule:
        return rule
    if opened and _BLOCKS[opened](predicate.verb):
        return opened
    if assertion.is_progress(clause, predicate.last):
        return "construction progress"
    if predicate.last in _DEPARTURES and not _FIRST.search(lead):
        return "an ordinary departure"
    if predicate.verb is Verb.GRANT and not _FIRST.search(clause):
        return "not the first"
    before = masked[sentence.start : predicate.end]
    if predicate.verb is Verb.ENABLE and not _FROM_THEN.search(before):
        return "possible at no stated time"
    if predicate.verb is Verb.VISIT and not _DELEGATION.search(before):
        return "no delegation"
    if predicate.verb is Verb.DECIDE and _CENTRE.search(lead):
        return "national leader"
    if predicate.verb in (Verb.VISIT, Verb.HOLD):
        if _NATIONAL_LEADER.search(before):
            return "national leader"
        if _SESSION.search(clause) or (_OWN_MEETING.search(clause) and not _JOINT.search(lead)):
            return "a body's own session"
    return ""


def _claim(masked: str, sentence: Span, predicate: Predicate, rule: str) -> Claim:
    clause = masked[predicate.clause.start : predicate.clause.end]
    claim = Claim(
        predicate,
        predicate.object_end,
        rule,
        loose=assertion.is_loose_past(masked[sentence.start : predicate.start]),
        additive=bool(_ADDITIVE.search(predicate.lead)),
        consequence=bool(_CONSEQUENCE.match(clause))
        or predicate.verb in (Verb.ATTAIN, Verb.DECIDE),
    )
    if not _SUBORDINATE.search(clause) and not masked.startswith("以来", predicate.end):
        return claim
    if assertion.is_progress(clause, predicate.last):
        return replace(claim, refusal="construction progress")
    if _SINCE.search(clause) and rule in ("", "noun phrase"):
        return replace(claim, recalled=True, refusal="")
    return replace(claim, refusal=rule or "setting")
