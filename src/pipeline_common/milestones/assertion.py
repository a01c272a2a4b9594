"""Whether a clause asserts its verb as done: what is planned, wished, counted or recalled is not.

The rules are those of the labelling guide, "Not milestones"; each has a name that `explain` shows.
"""

from __future__ import annotations

import re

_UNREAL = re.compile(
    r"或$|如果|假如|倘若|一旦|若(?!尔|羌|干)|是否|能否|何时|尚未|还未|未能|(?<!从)未$|询问|咨询有关|传闻|网传|谣言|没有|并未|暂停|推迟|延期|取消|迟迟"
)
_FUTURE = re.compile(
    r"(?<![行现])将(?!军|乐|领|士|帅)|即将|(?<![模虚])拟(?!定|订|合|人|态)|"
    r"(?<=[地市省县区方州门府会局委])计划$|计划(?=于|在|用|今|明|到|\d|年|投|建|开|新|推|下)|预计|力争|争取|有望|适时|年内|届时|"
    r"(?:到|至)20\d\d年|(?:定|拟|预定)于(?=[^，。；]{0,40}$)|择机|(?<![接招等期看优])待.{0,12}后|打算|倒计时|指日可待|在即|[年月]底前|"
    r"今后|未来(?=，|[几\d五十]年|将)|下一步|下一阶段|(?:初期|拟|计划)安排|早日|尽快|尽早"
)
#: Work that goes on; a deed (签署, 召开) may stand beside it.
_EFFORT = re.compile(
    r"积极|抓紧|着手|继续|不断|逐步|大力|全力|努力|正在|目前正|有序|持续|筹备|筹建|谋划"
)
_WISH = re.compile(
    r"(?<![重主需必纪摘提概只高])要(?![点素闻求道务塞件害地约])|应(?![急用对届邀县城])(?<![供响相适对反宝])|"
    r"(?<![许认])可(?!持续|行|再生|研|视|见|喜)|能够|才能|欢迎|希望|建议|呼吁|提议|必须|需要|"
    r"(?:推动|推进|加快|促进|支持|鼓励|探索|研究(?![院所会生])|引导|倡导|争创|申报|参与|协助|助力|协商|商讨|讨论|酝酿)"
    r"(?!会|大会|委员会)(?=[^，]{0,16}$)"
)
#: What undoes even a deed, standing right before it.
_WISH_FOR_DEED = re.compile(
    r"(?:推动|促成|推进|争取|支持|鼓励|(?<![重主需必])要|应|应当|拟|希望|建议|商讨|洽谈|商谈|提议|可|"
    r"需|倡导|尽快|参与|出席|参加|见证|力促|陪同|筹备)(?!会)[^，并]{0,4}$"
)
_PURPOSE = re.compile(
    r"^(?:为(?!期)|以便|以期|旨在)|(?<![成造])就(?!业|医|近|读|地|任|职|学|已|曾|$)"
)
_MEANS = re.compile(r"距离?$|(?:通过|借助|依托|围绕|利用|凭借|经过)$|^(?:通过|距离?)|以来(?!$)")
#: 实行公交化|开行: how it runs, not that it begins.
_MANNER = re.compile(r"(?:实行|采用|采取)[^，]{0,8}$")
_RHETORIC = re.compile(r"一份份|一个个|一项项|一批批|一条条")
_RECURRING = re.compile(
    r"(?<![第\d一二三四五六七八九十])(?:[两三四五六七八九十数多]|\d+)次(?!会)|都会(?!区)|每(?:隔|年|月|季|两年|半年|周|逢|届)|定期|轮流|一年一度"
)
_RUNNING_TOTAL = re.compile(
    r"累计|同比|环比|年均|日均|平均|总数达|共有|突破\d|"
    r"超过?\d+[\d.]*(?:余|多)?(?:万|亿)?(?:件|人次|万人|辆次)|已有\d|截至|截止|(?<![一])共审|"
    r"达到?\d[\d.]*(?:万|亿)?(?:件|人次|家|个|例)"
)
_LOOSE_PAST = re.compile(
    r"以来|目前|如今|现已|专门|近年来|年来|长期以来|一直以来|先后|相继|陆续|此前|曾|以往|至今|多次|已经|"
    r"历届|自此|(?<!而)已(?=[^，]{0,6}$)|过去|从前|当年|近几年|(?<!\d)[一二两三四五六七八九十\d几多]{1,3}年前"
)
_OPINION = re.compile(
    r"认为|建议|呼吁|希望(?!小学|工程)|主张|提议|预测|坦言|笔者|分析(?:人士|指出|称)|专家(?:指出|表示|称)"
)
_TERMS = re.compile(
    r"(?:协议|规划|方案|意见|通知|备忘录|会议|纲要|批复|政策|措施|计划|双方|两地|三地|各方|文件|"
    r"《[^》]{2,60}》)(?:中|还|并|将|共同|就此)?"
    r"(?:明确|提出|约定|要求|强调|指出|规定|显示|商定|议定|建议|内容包括|主要包括|包括)|"
    r"^(?:并|还|也|双方|各方|[两三四五][地市县区省州]){0,3}(?:约定|商定|议定|规定|要求|提出|明确|指出|强调|重点内容|内容)|"
    r"^(?:根据|按照|依据|依照)[^，]{0,30}(?:协议|规划|方案|计划|意见|约定|备忘录|章程|要点|》)"
)
#: Where a clause begins anew whatever was opened before it.
_SCENE = re.compile(
    r"^(?:现将|会上|会议上|论坛上|仪式上|活动上|座谈会上|当天|当日|同日|会后|随后|期间|其间)"
)
#: 开通促进了…: what came of it, unless the verb is of meetings and papers (召开推动…的会议).
_EFFECTS_AFTER = re.compile(r"^(?:显著|有效|进一步|极大地?)?(?:促进|带动|推动|提升|改变|拉动|影响)")
_TAKES_TOPIC = frozenset(
    {"召开", "举行", "举办", "作出", "印发", "出台", "发布", "公布", "下发", "联合发布", "审议通过"}
)
_NOMINAL_AFTER = re.compile(
    r"^(?:的(?!《)|仪式|协议的|之[后前际初日]|[以之]?后|以来|以前|前(?!海|湖|郭)|时(?!代)|之时|期间|在即|"
    r"当[天日]|首[日周月]|条件|准备|筹备|倒计时|时间|情况|事宜|工作会|进程|现场|过程|权|率|里程|需求|对(?!接|外|话|口|方)|"
    r"第[一二三四五六七八九十\d]+(?:年|天|个月|日)|"
    r"[一二两三四五六七八九十\d]+(?:多|余)?(?:周年|年来|年间|年多|个月|个多月|年以来)|"
    r"[“\"]?(?:满月|百日|周年)|满[一二两三四五六七八九十\d]+(?:周)?(?:年|个?月|天)|"
    r"(?:近|已|已经|整)?(?<!\d)[一两二三四五六七八九十\d]{1,2}(?:周)?年(?=[，。\s来间多以、]|$))"
)
_INTENT = re.compile(r"达成.{0,8}意向|意向(?!入园|书)|初步共识|有意")
#: 签订协议32份, 签署200余项协议: what has come together, not one event.
_MANY = re.compile(
    r"^(?![^，]{0,12}项目)[^，《\d]{0,12}(?:[2-9]\d|\d{3,}|上百|数百|百余|近百|数十|几十|\d[\d.]*[万千])(?:余|多)?(?:项|份|个)(?!项目)"
)
#: 共开行460列, 签约突破百项: a count over a period.
_COUNTED = re.compile(
    r"^(?:量|数|额|总数|总量)?(?:突破|超过?|达到?|逾|已超|累计)[约近]?[\d百千万十数]|"
    r"^了?[约近超逾]*\d[\d.]*(?:余|多)?万?(?:余|多)?(?:列次?|趟次?|班次|架次|人次|笔|张|车次)(?!列车|动车)"
)
_IN_ALL = re.compile(r"(?<![中公])共计?$|总共$|合计$|累计|[去今前]年，?[^，]{0,14}$")
#: 双方约定|开展联合执法: what they agreed to do.
_AGREED = re.compile(r"(?:约定|商定|议定|承诺)[^，]{0,4}$")
_OF_AGREEMENT = re.compile(r"^[^，《]{0,20}(?:协议|备忘录|协定|合约)的(?!基础)")
_AT_ONCE = re.compile(r"(?<![新第])一批|一系列|多[条个座项]")
_SEVERAL = re.compile(r"相继|先后|陆续|累计|已经?$")
_COUNT = re.compile(
    r"了?(?:近|超过?)?(?:\d+|[两二三四五六七八九十百数多]+)(?:余|多)?(?:条|个|项|份|家|批|座)"
)
#: 离高铁开通|还有一个多月: it is to come.
_COUNTDOWN = re.compile(r"^(?:还有|仅剩|只剩|还剩|仅有|不到|不足)")
_EFFECT = re.compile(r"(?:打下|奠定|创造|提供|积累)[^，]{0,10}(?:基础|条件|支撑|保障|经验)")
_TRIAL = re.compile(r"^(?:试运营|试运行|联调联试|试验(?![区田室]))")
_PROGRESS = re.compile(
    r"(?:隧道|隧洞|斜井|平导|左洞|右洞|左线|右线).{0,12}贯通|铺轨|合龙|联调联试|试运行|转体|验收|架梁|架设|"
    r"封顶|焊接|焊口|长轨|轨道(?:全线)?贯通|主体(?:工程)?完工|动态检测|热滑|空载|盾构|始发|试验段|拉通试验|立项|初步设计|环评|招标|"
    r"可研|勘察|初设"
)
#: Verbs whose clause may speak of construction without being about a step of it.
_DONE = re.compile(r"开通|通车|运营|投运|投用|启用|签|批|印发|召开|考察|举行|成立|举办")


def refuse_before(lead: str, *, firm: bool) -> str:
    """Name of the rule by which the words before a verb in its clause refuse it, or "".

    `firm`: the verb itself tells a deed (签署, 召开, ...), which words such as 推动 undo only where
    they stand right before it.
    """
    if _UNREAL.search(lead):
        return "unreal or denied"
    if _FUTURE.search(lead):
        return "planned"
    if not firm and _EFFORT.search(lead):
        return "effort"
    if (_WISH_FOR_DEED if firm else _WISH).search(lead):
        return "intention"
    if _PURPOSE.search(lead) and not firm:
        return "purpose"
    if _MEANS.search(lead):
        return "means"
    if not firm and _MANNER.search(lead):
        return "manner"
    if _RHETORIC.search(lead):
        return "rhetoric"
    if lead.endswith("试"):
        return "trial run"
    if lead.endswith("加密"):
        return "more of the same"
    if not firm and _AGREED.search(lead):
        return "terms"
    if lead.endswith("的") or lead.startswith("关于"):
        return "noun phrase"
    if _RECURRING.search(lead):
        return "recurring"
    if _RUNNING_TOTAL.search(lead):
        return "statistics"
    return ""


def refuse_after(lead: str, verb: str, rest: str, *, firm: bool) -> str:
    """Name of the rule by which the words after a verb refuse it, or ""."""
    if _NOMINAL_AFTER.match(rest) or _OF_AGREEMENT.match(rest):
        return "noun phrase"
    if _EFFECTS_AFTER.match(rest) and verb not in _TAKES_TOPIC:
        return "noun phrase"
    if ("签" in verb and _MANY.match(rest)) or (_AT_ONCE.search(lead) and not firm):
        return "statistics"
    if (counted := _COUNTED.match(rest)) and (
        not counted.group().lstrip("了")[0].isdigit() or _IN_ALL.search(lead)
    ):
        return "statistics"
    if _SEVERAL.search(lead) and _COUNT.match(rest):
        return "statistics"
    if _COUNTDOWN.match(rest) and re.search("[离距]", lead):
        return "planned"
    if _EFFECT.search(rest):
        return "purpose"
    if _INTENT.search(verb + rest):
        return "intention"
    if _TRIAL.match(rest) and not re.search("开通|通车", verb):
        return "trial run"
    return ""


def is_progress(clause: str, verb: str) -> bool:
    """Whether a clause tells a step of construction work rather than an opening."""
    return bool(_PROGRESS.search(clause)) and not _DONE.search(verb)


def is_frame(clause: str) -> bool:
    """Whether a clause opens the terms of a plan or agreement: what follows is content."""
    return bool(_TERMS.search(clause))


def is_opinion(clause: str) -> bool:
    """Whether a clause opens what somebody thinks or wants."""
    return bool(_OPINION.search(clause))


def is_future(clause: str) -> bool:
    """Whether a clause speaks of what is to come."""
    return bool(_FUTURE.search(clause))


def is_effort(clause: str) -> bool:
    """Whether a clause speaks of work that goes on."""
    return bool(_EFFORT.search(clause))


def sets_scene(clause: str) -> bool:
    """Whether a clause begins anew: 会上, 当天."""
    return bool(_SCENE.match(clause))


def is_total(clause: str) -> bool:
    """Whether a clause counts what has come together over time."""
    return bool(_RUNNING_TOTAL.search(clause))


def is_loose_past(words: str) -> bool:
    """Whether the words recall things done at no stated time."""
    return bool(_LOOSE_PAST.search(words))
