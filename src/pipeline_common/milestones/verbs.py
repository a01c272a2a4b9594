"""Predicates: the verbs that assert a milestone, and the kind that verb and head noun make together.

启动 and 举行 belong to four kinds each; the noun decides (`KINDS`). The verbs are those of Chinese
news prose about regional cooperation: signing, approving, issuing, meeting, opening, founding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline_common.milestones.nouns import Noun
from pipeline_common.models import Kind


class Verb(StrEnum):
    """Groups of verbs that take the same objects."""

    SIGN = "sign"
    REACH = "reach"  # 达成协议
    CALL = "call"  # 发出倡议
    APPROVE = "approve"
    ISSUE = "issue"
    ENACT = "enact"
    DECIDE = "decide"
    HOLD = "hold"
    MEET = "meet"
    VISIT = "visit"
    OPEN = "open"
    BEGIN = "begin"  # start of building
    LAUNCH = "launch"
    CONDUCT = "conduct"  # 开展: a joint campaign
    FOUND = "found"
    JOIN = "join"
    BUILD_UP = "build up"  # 建立, 组成: only with a body for object
    LAY_OUT = "lay out"  # 规划建设
    GRANT = "grant"  # 发出首张
    ATTAIN = "attain"  # 实现, 形成


#: Words of each group; what may not follow is in the look-ahead of the pattern.
_WORDS: dict[Verb, str] = {
    Verb.SIGN: (
        r"签署|签订|签定|签下(?!名)|会签|联签|续签|签字(?!人)|缔约(?!方)|换文|共签|签了|"
        r"签约(?!额|率|方|总|金额|企业|资金|项目(?:总|的))"
    ),
    Verb.REACH: r"达成(?!率)|缔结(?=.{0,10}(?:协议|协定|盟约))",
    Verb.CALL: r"发出(?=.{0,24}(?:倡议|宣言|号召|《))|发起(?=.{0,30}(?:倡议|宣言|《))|宣读",
    Verb.APPROVE: (
        r"批复同意|批准同意|批复(?!精神|要求|中|时间|明确|指出|的)|批覆|获批|获得批准|批准(?!文号)|"
        r"复函同意|复函(?!要求|指出|明确)|"
        r"同意(?=.{0,14}(?:设立|建设|成立|实施))|核准|获(?=.{0,14}(?:批复|批准|通过|复函|同意))|"
        r"审议通过|表决通过|审议并通过|审议并原则通过|讨论通过|审定通过|原则通过|通过了(?=.{0,3}《)|通过(?=《)|全票通过|过审|原则同意"
    ),
    Verb.ISSUE: (
        r"印发|制定出台|出台|发布(?!会|时间|日期|者|于|机构|仪式|人)|公布|下发|颁布|联合发文|发文|对外发布|推出|颁发(?!奖)|"
        r"联合制定|联合编制|公示(?!期)"
    ),
    Verb.ENACT: r"(?:正式|开始|全面|同步|联合)(?:实施|施行|执行|推行|生效)|(?:起|日)(?:实施|施行)|实施(?=[了。，；]|$)|施行(?=[了。，；]|$)",
    Verb.DECIDE: r"作出(?=.{0,6}(?:决策|决定))|正式上升为|上升为(?=.{0,4}(?:战略|规划))|确定为|纳入(?=.{0,10}(?:规划|战略|试点))|列入(?=.{0,10}(?:规划|战略|试点))|列为",
    Verb.HOLD: (
        r"召开(?!地|时间|前|后)|举行|举办(?!地|方|权|城市|单位)|开幕(?!式|会)|闭幕(?!式|会)|落幕|拉开帷幕|启幕|揭幕(?!仪式)|圆满结束|落下帷幕"
    ),
    Verb.MEET: r"会晤(?=[。，；]|$)|举行会谈|举行座谈|座谈(?!会|交流会)|聚首|齐聚|相聚|会谈(?!上|中|时)|会面|会见(?!时)",
    Verb.VISIT: (
        r"考察调研|考察学习|学习考察|调研考察|参观考察|考察交流|考察访问|考察(?!团|组|期间|时|中|后|队|点|报告|活动|结束|的|了?解)|到访|来访|访问(?!团|量|期间|时|人)|"
        r"调研(?!组|团|报告|时|期间|中|发现|的)|走访|参观(?!者|团|人)|回访|互访|取经"
    ),
    Verb.OPEN: (
        r"(?:正式|全线|建成|同步|统一)?(?:开通|通车|投用|投运|启用|开行|通航|复航|开航(?!线)|首航|首飞|贯通)+(?!线)|"
        r"(?:正式|开始|投入|试|商业|开通|通车|上线|开启|启动|全线|常态化)(?:商业|正式)?(?:运营|运行)|"
        r"投入(?:使用|商用|运行|商业运营)|投产|并网(?!点)|通水|送电|开跑|首发|打通|接通|启航|开放通行|"
        r"开通运营|通车运营|实现联通|实现连通|实现[^，]{0,4}互联互通"
    ),
    Verb.BEGIN: r"开工建设|开工(?!率|仪式|典礼|项目|前)|动工(?!仪式)|开建|奠基(?!仪式|石|人)|破土|启动建设|启动施工|进场施工|全面启动建设",
    Verb.LAUNCH: (
        r"启动(?!仪式|会|区|期|资金|站|时|阶段|键)|上线|落地(?=[，。；了！]|$)|开启|推行|试行|运行(?=[。，；]|$)|铺开|启动运行"
    ),
    Verb.CONDUCT: r"联合开展|共同开展|联合举办",
    Verb.FOUND: (
        r"成立(?!以来|后|之后|于|大会|仪式|时|之初|前|以后|至今|暨|的)|组建(?!的|成立|后|以来)|设立(?!的|以来|后|于|之初)|揭牌(?!仪式|活动)|挂牌(?!仪式|成交|价|出让|督办|活动)|授牌(?!仪式)|"
        r"创立|创建(?!工作)|更名|改名|升格为|升级为|升级|扩容|吸纳|缔结|缔结为|结为|结成|结对|撤县设[区市]|撤市设区|落成|入列|入驻|落户|代管|托管|划归|划入|开园(?!仪式)|开业|成立于"
    ),
    Verb.JOIN: r"加入(?!的|后|以来)|加盟|吸收(?=.{0,20}(?:加入|入会|为成员))|入会|入群",
    Verb.BUILD_UP: r"建立(?!的|以来|后|起来|于)|组成|构建|搭建|共建(?!共享|共治)|组织成立|达成合作关系|创设|建成(?!后|的|以来|投|通|开|启|并|运|区)|签约成立",
    Verb.LAY_OUT: r"规划建设|规划布局|启动规划建设",
    Verb.GRANT: r"发放|颁发|办结|办理|发出|拿到|领到|颁出",
    Verb.ATTAIN: r"实现|形成(?=.{0,6}(?:共识|决议|协议))|扩展|扩大|拓展|覆盖",
}

_PATTERN = re.compile("|".join(f"(?P<{verb.name}>{words})" for verb, words in _WORDS.items()))

#: A verb before one of these is part of a noun: 签约仪式.
_CEREMONY = re.compile(r"仪式|典礼|活动|大会|式(?=上|在|于)|会(?=上|在|于)")

#: What verb and head noun make together; None under a noun means "whatever else or nothing".
KINDS: Mapping[Verb, Mapping[Noun | None, Kind]] = {
    Verb.SIGN: {
        Noun.PROJECT: Kind.INDUSTRY_PROJECT,
        None: Kind.AGREEMENT,
    },
    Verb.REACH: {Noun.AGREEMENT: Kind.AGREEMENT},
    Verb.CALL: {Noun.AGREEMENT: Kind.AGREEMENT},
    Verb.APPROVE: {
        Noun.PLAN: Kind.PLAN_POLICY,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.BODY: Kind.INSTITUTION,
        Noun.ROUTE: Kind.PLAN_POLICY,
        Noun.AGREEMENT: Kind.PLAN_POLICY,
    },
    Verb.ISSUE: {
        Noun.PLAN: Kind.PLAN_POLICY,
        Noun.AGREEMENT: Kind.PLAN_POLICY,
        Noun.BODY: Kind.PLAN_POLICY,
        Noun.SERVICE: Kind.PUBLIC_SERVICE,
        Noun.ZONE: Kind.INSTITUTION,
    },
    Verb.ENACT: {Noun.PLAN: Kind.PLAN_POLICY, Noun.SERVICE: Kind.PUBLIC_SERVICE},
    Verb.DECIDE: {
        Noun.PLAN: Kind.PLAN_POLICY,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.MEETING: Kind.PLAN_POLICY,
    },
    Verb.HOLD: {
        Noun.MEETING: Kind.MEETING_VISIT,
        Noun.SIGNING: Kind.AGREEMENT,
        Noun.OPENING: Kind.INFRASTRUCTURE,
        Noun.GROUNDBREAKING: Kind.INFRASTRUCTURE,
        Noun.FOUNDING: Kind.INSTITUTION,
        Noun.FAIR: Kind.INDUSTRY_PROJECT,
        Noun.CAMPAIGN: Kind.OTHER,
    },
    Verb.MEET: {None: Kind.MEETING_VISIT},
    Verb.VISIT: {None: Kind.MEETING_VISIT},
    Verb.OPEN: {
        Noun.SERVICE: Kind.PUBLIC_SERVICE,
        Noun.ROUTE: Kind.INFRASTRUCTURE,
        Noun.FACILITY: Kind.INSTITUTION,
        Noun.BODY: Kind.INSTITUTION,
        Noun.ZONE: Kind.INSTITUTION,
        None: Kind.INFRASTRUCTURE,
    },
    Verb.BEGIN: {
        Noun.ZONE: Kind.INDUSTRY_PROJECT,
        None: Kind.INFRASTRUCTURE,
    },
    Verb.LAUNCH: {
        Noun.SERVICE: Kind.PUBLIC_SERVICE,
        Noun.BODY: Kind.INSTITUTION,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.ROUTE: Kind.INFRASTRUCTURE,
        Noun.CAMPAIGN: Kind.OTHER,
        Noun.PLAN: Kind.OTHER,
        Noun.MEETING: Kind.MEETING_VISIT,
        Noun.PROJECT: Kind.INDUSTRY_PROJECT,
    },
    Verb.CONDUCT: {Noun.CAMPAIGN: Kind.OTHER},
    Verb.FOUND: {
        Noun.BODY: Kind.INSTITUTION,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.TWINS: Kind.INSTITUTION,
        Noun.AGREEMENT: Kind.INSTITUTION,
        Noun.FACILITY: Kind.INSTITUTION,
    },
    Verb.JOIN: {
        Noun.BODY: Kind.INSTITUTION,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.MEETING: Kind.INSTITUTION,
    },
    Verb.BUILD_UP: {
        Noun.BODY: Kind.INSTITUTION,
        Noun.TWINS: Kind.INSTITUTION,
    },
    Verb.LAY_OUT: {Noun.ZONE: Kind.INDUSTRY_PROJECT, Noun.PROJECT: Kind.INDUSTRY_PROJECT},
    Verb.GRANT: {Noun.SERVICE: Kind.PUBLIC_SERVICE},
    Verb.ATTAIN: {Noun.SERVICE: Kind.PUBLIC_SERVICE, Noun.AGREEMENT: Kind.MEETING_VISIT},
}


@dataclass(frozen=True, slots=True)
class VerbMatch:
    """A verb where it stands in a text."""

    start: int
    end: int
    verb: Verb
    word: str


def find_verbs(text: str, start: int, end: int) -> Iterator[VerbMatch]:
    """The milestone verbs of `text[start:end]`, left to right, not overlapping."""
    for m in _PATTERN.finditer(text, start, end):
        if m.lastgroup and not _CEREMONY.match(text, m.end()):
            yield VerbMatch(m.start(), m.end(), Verb[m.lastgroup], m.group())
