"""Who takes part in an event, and whether it ties places together at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline_common.milestones.claims import Claim
from pipeline_common.milestones.places import NATION, Party, PlaceContext
from pipeline_common.milestones.verbs import Verb
from pipeline_common.models import Kind
from pipeline_common.regions.gazetteer import contains, find_division
from pipeline_common.text import Span

#: What spans places by its nature, so that one name is enough ...
_AREA = re.compile(r"都市圈|城市群|城市圈|一体化|跨省|省际|合作区|经济圈|大湾区|协作区|都市区")
#: ... if the article is about it.
_ZONE = re.compile(r"新区|示范区|试验区")
_DELEGATION = re.compile(r"代表团|考察团|参访团|调研组|考察组|一行|率|[我本][省市县区州]")
_TIED = re.compile(
    r"联席|对接|合作|协作|协同|一体化|同城|区域|跨|毗邻|联合|共同|城市群|都市圈|经济圈|交流|互访|协调|代表团|考察|"
    r"来访|论坛|[首上第][一二三四五六七八九十\d]{0,2}[届次]会议|合并|融合|省际|对口|边界"
)
_WITH_FIRM = re.compile(
    r"[与和同][^，、]{0,30}(?:公司|集团|银行|分行|大学|学院|研究院|企业|协会|商会|总社|基金)"
)
_ACROSS = re.compile(r"跨省|异地|跨区域|省际|通办|跨市")
_COUNTED = re.compile(r"[两三四五六七八九十\d]+(?:省|市|地|县|区|方)|双方|[我本][省市县区州]")
#: 对接会上，13个项目集中签约: those who meet are those who sign.
_THERE = re.compile(r"^[^，]{0,8}(?:会上|仪式上|活动上|活动现场|会议期间|现场)，")
#: Kinds that one place can have by itself.
_OF_ONE_PLACE = frozenset({Kind.INSTITUTION, Kind.INFRASTRUCTURE, Kind.PUBLIC_SERVICE})
_COUNTRIES = (
    "日本|韩国|朝鲜|越南|老挝|泰国|俄罗斯|德国|法国|英国|美国|新加坡|马来西亚|印度|印尼|缅甸|柬埔寨|蒙古国|"
    "哈萨克斯坦|乌兹别克斯坦|阿塞拜疆|波兰|白俄罗斯|意大利|西班牙|葡萄牙|荷兰|比利时|匈牙利|塞尔维亚|澳大利亚|"
    "新西兰|加拿大|巴西|智利|阿联酋|巴基斯坦|尼泊尔|非洲|欧洲|中亚五国"
)
_ABROAD = re.compile(
    rf"国际(?:航班|航线|货运|客运|班列|业务|列车|道路运输)|中[欧亚]班列|"
    rf"(?:{_COUNTRIES})(?!派出所|乡|镇|村|街|路|大桥|花园)|"
    r"中(?:新|德|日|韩|俄|美|英|法|欧|泰|越|老|缅|哈)(?:两国|双方|双边|铁路|班列)|中外"
)


def names(parties: Sequence[Party]) -> tuple[str, ...]:
    """Short names, each once; no collective of provinces beside cities of them."""
    wide = {
        (p.start, p.end)
        for p in parties
        if p.how == "collective"
        and any(q.name != p.name and contains(p.name, q.name) for q in parties)
    }
    return tuple(dict.fromkeys(p.name for p in parties if (p.start, p.end) not in wide))


def _of_its_own(parties: Sequence[Party], claim: Claim, context: PlaceContext, told: Span) -> bool:
    """Whether a meeting, paper or agreement in which one place is named is its own affair."""
    spoken = context.named_in(told)
    names = {name for match in spoken for name in match.names}
    if len({n for n in names if not any(n != m and contains(n, m) for m in names)}) != 1:
        return False
    if claim.verb is Verb.APPROVE or any(
        p.start >= told.start for p in parties if p.name not in names
    ):
        return False
    words = context.text[told.start : told.end]
    if _COUNTED.search(words):
        return False
    if claim.kind is Kind.AGREEMENT:
        return bool(_WITH_FIRM.search(words))
    return claim.kind in (Kind.MEETING_VISIT, Kind.PLAN_POLICY) and not _TIED.search(words)


def refuse_parties(
    parties: Sequence[Party],
    claim: Claim,
    told: Span,
    context: PlaceContext,
    sentence: Span,
    *,
    stated: bool,
) -> str:
    """Name of the rule by which an event with these parties is no tie between places, or "".

    `told` are the words of the evidence. `stated`: only parties that the sentence itself names
    count, as where nothing dates it.
    """
    if not parties:
        return "no places"
    scope = sentence if claim.kind is Kind.INFRASTRUCTURE else told
    if claim.kind is not Kind.PLAN_POLICY and _ABROAD.search(context.text, scope.start, scope.end):
        return "abroad"
    words = context.text[sentence.start : sentence.end]
    spoken = {name for match in context.named_in(sentence) for name in match.names}
    own = [p for p in parties if sentence.start <= p.start < sentence.end or p.name in spoken]
    strict = stated or claim.kind is Kind.INDUSTRY_PROJECT
    if strict and not own and not (_COUNTED.search(words) or _THERE.search(words)):
        return "places only carried over"
    led = _DELEGATION.search(words) or _COUNTED.search(words)
    if claim.verb is Verb.VISIT and not led and len(spoken) < 2:
        return "one place only"  # an official looks round at home
    if len(parties) > 1 and _of_its_own(parties, claim, context, told):
        return "one place only"
    alone = len(parties) > 1 == len(own) and own[0].start >= sentence.start
    if alone and claim.kind in _OF_ONE_PLACE and parties[-1] is own[0]:
        return "one place only"  # the others are of another event
    if len(parties) > 1:
        return ""
    name = parties[0].name
    zone = find_division(name)
    if zone is not None and len(zone.within) > 1 and own:
        return ""  # 沈抚示范区 lies in two cities
    if name == NATION:
        return "" if _ACROSS.search(words) else "one country, not its parts"
    if _AREA.search(words):
        return ""
    about = context.text.count(name) > 1 or "国务院" in words
    return "" if _ZONE.search(words) and about else "one place only"
