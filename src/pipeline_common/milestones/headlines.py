"""The one-sentence headline of a milestone, made of words of its evidence and of what was resolved.

Who signs stands in front: 南昌、抚州签署《关于进一步推进昌抚联动发展合作协议》. Anything else
keeps the words of its clause, without dates and sources: 赣深高铁正式开通运营.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline_common.milestones.drafts import Draft
from pipeline_common.milestones.timeline import Timeline
from pipeline_common.milestones.verbs import Verb
from pipeline_common.models import Kind
from pipeline_common.regions.matching import PlaceMatch
from pipeline_common.text import Span

LONGEST = 60  # characters
_MOST_NAMED = 5  # parties that are written out
_SIGNING = frozenset({Verb.SIGN, Verb.REACH, Verb.CALL, Verb.ISSUE})

#: Where a clause says who reports before it says what: 新华社广州10月24日电（记者…）.
_SOURCE = re.compile(
    r"(?:[^，。\n]{0,50}?(?:讯|消息|报道|日电|网电|电(?=[（\s]))[\s：:，]*(?:（[^（）\n]{0,40}）)?[\s：:，]*|"
    r"(?:[^，。\n]{0,12}，)?记者[^，。\n]{0,30}?(?:获悉|了解到|得悉)[：，]|"
    r"（[^（）\n]{0,30}(?:记者|通讯员)[^（）\n]{0,30}）\s*|(?:摘要|导读)[：:\s]+|[\s、，；：。）】]+)+"
)
_OPENING = re.compile(
    r"^(?:随后|当[天日]|同日|此时|日前|近日|据悉|据了解|据介绍|其中|此外|另外|同时|特别是|随着|标志着|并|还|分别|自(?!贸)|从(?!化)|"
    r"[一二三四五六七八九十\d]{1,2}[、.．]|[，、。：；\s）])+"
)
_CLOCK = re.compile(
    r"(?:上午|下午|早上|晚上?|凌晨|中午|零时)?(?:\d{1,2}[时点:：](?:\d{1,2}分?|整|半)?(?:许|左右)?)?"
    r"(?<=[午上晚晨时点分整半许右\d])，?"
)
_CEREMONY = re.compile(
    r"(?P<paper>.{2,40}?(?:协议书?|备忘录|合同|协定|宣言|倡议书?|公约))"
    r"(?:的|集中|云)?(?:签约|签字|签署|签订)(?:仪式|活动)"
)
_LOOSE_MARKS = re.compile(r"（\s*）|分别[、，和及]+|(?<=[\u4e00-\u9fff])[于自](?=正式|共同|在)|\s+")


def source_end(text: str, start: int, end: int) -> int:
    """Where the words of an event begin in `text[start:end]`: behind who reports it."""
    found = _SOURCE.match(text, start, end)
    return found.end() if found and found.end() < end else start


def compose(draft: Draft, text: str, timeline: Timeline, homes: Sequence[PlaceMatch] = ()) -> str:
    """A headline of at most `LONGEST` characters; `text` is the normalised article.

    `homes` are the places in it that stand for the place of the paper (我市, 省政府).
    """
    predicate = draft.claim.predicate
    begin = source_end(
        text, max(predicate.begin, min(draft.start, predicate.start)), predicate.start
    )
    verb = text[predicate.start : predicate.end]
    end = predicate.end if draft.claim.recalled else predicate.object_end
    object_ = _words(text, timeline, homes, Span(predicate.end, end)).strip("，、：；")
    parties = _parties(draft.places)
    if (
        draft.kind is Kind.AGREEMENT
        and draft.claim.verb in _SIGNING
        and (draft.documents or object_)
    ):
        return _cut(f"{parties}{verb}{_documents(draft.documents) or object_}")
    subject = _OPENING.sub("", _words(text, timeline, homes, Span(begin, predicate.start)))
    if not subject and draft.start < begin:  # it stands in a clause before
        told = Span(draft.start, begin)
        before = _OPENING.sub("", _words(text, timeline, homes, told)).strip("，、：； ")
        if len(before) + len(verb) + len(object_) <= LONGEST:
            subject, begin = before, draft.start
    if draft.kind is Kind.AGREEMENT and (held := _CEREMONY.match(subject)):
        paper = held["paper"].rpartition("：")[2]
        return _cut(f"{parties}签署{_documents(draft.documents) or paper}")
    sentence = f"{subject}{verb}{object_}".strip("，、：；。 ")
    if draft.documents and draft.claim.verb is Verb.ISSUE and "《" not in sentence:
        return _cut(f"{verb}{_documents(draft.documents)}")
    told = Span(begin, predicate.object_end)
    if any(told.start <= p.start < told.end for p in draft.parties) or not parties:
        return _cut(sentence)
    return _cut(f"{parties}：{sentence}")


def _parties(places: Sequence[str]) -> str:
    named = "、".join(places[:_MOST_NAMED])
    return f"{named}等{len(places)}地" if len(places) > _MOST_NAMED else named


def _documents(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    return titles[0] + (f"等{len(titles)}份文件" if len(titles) > 1 else "")


def _words(text: str, timeline: Timeline, homes: Sequence[PlaceMatch], span: Span) -> str:
    """The words of a span without dates and times of day; 我市 by its name."""
    pieces: list[str] = []
    position = span.start
    cuts = [(d.span, "") for d in timeline.within(span)]
    cuts += [(Span(h.start, h.end), _by_name(h, text)) for h in homes]
    for cut, instead in sorted(cuts):
        if position <= cut.start and cut.end <= span.end:
            before = _CLOCK.sub("", text[position : cut.start], count=1)
            pieces += [before if instead else before.rstrip("于在自从"), instead]
            position = cut.end
            if not instead and (clock := _CLOCK.match(text, position, span.end)):
                position = clock.end()
            if not instead and text.startswith("起", position, span.end):
                position += 1
    pieces.append(text[position : span.end])
    return _LOOSE_MARKS.sub("", "".join(pieces))


def _by_name(home: PlaceMatch, text: str) -> str:
    """我市 is 抚州, 省政府 is 江西省政府."""
    words = text[home.start : home.end]
    return home.names[0] if words[0] in "我本" else home.names[0] + words


def _cut(text: str) -> str:
    """`text` itself if it is short enough, else up to a comma or with a title cut short."""
    if len(text) <= LONGEST:
        return text
    piece = text[: LONGEST - 1]
    if piece.rfind("《") > piece.rfind("》"):
        return f"{piece[: LONGEST - 2]}…》"
    return piece[: max(piece.rfind("，"), piece.rfind("、"), LONGEST // 2)].rstrip("，、") + "…"
