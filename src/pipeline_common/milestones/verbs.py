"""Verbs that assert a milestone, in groups that take the same objects.

They are those of Chinese news prose about regional cooperation. What may not stand behind a verb
(成立后, 考察团, 发布会) is in its pattern, since there it is part of a noun or of a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline_common.text.patterns import with_beginnings


class Verb(StrEnum):
    """Groups of verbs."""

    SIGN = "sign"
    REACH = "reach"  # 达成协议
    CALL = "call"  # 发出倡议
    APPROVE = "approve"
    ADOPT = "adopt"  # a meeting passes a paper of its own
    ISSUE = "issue"
    ENACT = "enact"
    DECIDE = "decide"
    HOLD = "hold"
    MEET = "meet"
    VISIT = "visit"
    OPEN = "open"
    BEGIN = "begin"  # start of building
    LAUNCH = "launch"
    CONDUCT = "conduct"  # 联合开展: a joint campaign
    FOUND = "found"
    SETTLE = "settle"  # 落户, 开园, 投产: a park or a plant goes to work
    JOIN = "join"
    BUILD_UP = "build up"  # 建立, 组成: only with a body for object
    LAY_OUT = "lay out"  # 规划建设
    GRANT = "grant"  # 发出首张
    ATTAIN = "attain"  # 实现, 形成


#: Patterns of each group, parted by blanks; the first that matches wins.
_WORDS: dict[Verb, str] = {
    Verb.SIGN: """
        签署(?!国|人[，。、]|日期|[双各两三四]?方(?!合作|框架|协议|备忘)) 签订(?!率) 签定 签下(?!名)
        (?:会签|联签|续签|共签)(?!订|署|约|定|了) 签字(?!人|笔) 缔约(?!方) 换文 签了
        签约(?!额|率|方|总|投资|金额|企业|资金|项目总|项目的|代表|双方)
    """,
    Verb.REACH: """
        达成(?!率|.{0,8}共识) 缔结(?=[^，。；]{0,10}(?:协议|协定|盟约))
    """,
    Verb.CALL: """
        发出(?=[^，。；]{0,24}(?:倡议|宣言|号召|《)) 发起(?=[^，。；]{0,30}(?:倡议|宣言|《)) 宣读
    """,
    Verb.APPROVE: """
        (?:批复|批准|复函|原则)同意 批[复覆](?!精神|要求|中|时间|明确|指出|的|件|文件)
        获(?:得|国务院)?批(?!复|准) 批准(?!文号|时间) 复函(?!要求|指出|明确)
        同意(?=[^，。；]{0,14}(?:设立|建设|成立|实施)) 核准
        获得?[^，。；]{0,14}?(?:批[复覆]|批准|通过|复函|同意)
        (?:审议|表决|讨论|审定|原则|全票|评审)(?:并)?(?:原则|表决|全票)?通过
        过审
    """,
    Verb.ADOPT: """
        通过(?=《|了《|了.{0,4}《|了?关于) 敲定(?=了?《)
        通过(?=了[^，。；《]{0,24}(?:计划|方案|章程|规则|办法|意见|规划|要点|倡议书?|宣言|公约)(?:[，。；]|$))
        (?<=[会议致体])通过(?=[^，。；《了]{2,24}(?:计划|方案|章程|规则|办法|规划|要点|倡议书?|宣言|公约)(?:[，。；]|$))
    """,
    Verb.ISSUE: """
        印发 转发 (?:制定|正式|公开|对外|联合)?出台
        (?:对外|联合|公开|共同|正式)?发布(?!会|时间|日期|者|于|机构|仪式|人) 公布(?!的) 下发
        颁布 联合发文 发文(?!件|章) 推出 公示(?!期) 亮相
    """,
    Verb.ENACT: """
        (?:正式|开始|全面|同步|联合)(?:实施|施行|执行|推行|生效) (?:起|日)(?:实施|施行)
        起(?:互认|互通|互贷|通办|取消|免收)
        实行(?=[^，。；]{0,10}(?:优惠|免费|互认|通办|一卡通|同城|政策|票|服务))
        实施(?=[了。，； ]|$) 施行(?=[了。，； ]|$)
    """,
    Verb.DECIDE: """
        作出(?=[^，。；]{0,40}?(?:决策|决定)) (?:正式)?上升为(?=[^，。；]{0,4}(?:战略|规划))
        (?:被|获|正式|成功|已)(?:确定为|纳入|列入|列为)(?=[^，。；]{0,20}(?:规划|战略|试点))
    """,
    Verb.HOLD: """
        召开(?!地|时间|前|后) 举行(?!地) 举办(?!地|方|权|城市|单位) 开幕(?!式|会) 闭幕(?!式|会)
        落幕 拉开帷幕 启幕 揭幕(?!仪式) 圆满结束 落下帷幕
    """,
    Verb.MEET: """
        会晤(?=[。，；]|$) 举行会谈 举行座谈 座谈(?!会|交流会) 聚首 齐聚 相聚 会谈(?!上|中|时)
        会面 会见(?!时)
    """,
    Verb.VISIT: """
        [率带][^，。；次]{1,24}?(?:赴|前往|抵达|来到|到访)(?![^，。；]{0,24}(?:考察|访问|调研|参观))
        团[^，。；次的]{0,6}?(?:赴|前往|抵达|来到?)(?!自|信)(?![^，。；]{0,24}(?:考察|访问|调研|参观))
        (?:率队|率团|带队|带领[^，。；]{0,12})到(?![^，。；]{0,30}(?:考察|访问|调研|参观))
        考察(?:调研|学习|交流|访问)
        (?:学习|调研|参观)考察 考察(?!团|组|期间|时|中|后|队|点|报告|活动|结束|的|了解) 到访
        来访(?!的) 访问(?!团|量|期间|时|人) 调研(?!组|团|报告|时|期间|中|发现|的) 走访
        参观(?!者|团|人) 回访 互访 取经
    """,
    Verb.OPEN: """
        (?:正式|全线|建成|同步|统一|顺利|双向)*(?:开通|通车|投用|投运|启用|开行|通航|复航|开航(?!线)|首航|首飞|贯通)+(?!线|费)(?:试?运[营行](?!商|公司))?
        (?:正式|开始|投入|商业|上线|开启|启动|全线|常态化)(?:商业|正式|联通|联网|贯通)?(?:运营|运行)(?!商|公司)
        投入(?:使用|商用) 投放(?:运营|使用) (?:建成)?投产送电
        (?:对外|正式)?开放交通 放行(?=[，。；]|$) 正式迎客
        (?:正式|开始)(?:对外)?营业
        并网(?!点) 通水 送电 开跑 首发(?!列车|团|班|车|站|仪式) 封关运行
        (?:首次|正式|双向)对开
        恢复(?=(?:运营|开行|开通|通关|通航)) 恢复通[行车]
        (?:发车|开出|驶出|启程)(?=[，。； ]|$) 打通 接通
        启航 开放通行 实现(?:联通|连通|[^，]{0,4}互联互通|[^，]{0,4}换乘|[^，]{0,4}直达)
        (?:正式|开始|首次)(?:向[^，。；]{1,12})?(?:供水|供电|供气|供热|通气|输电|输气|送水)
    """,
    Verb.BEGIN: """
        开工建设 开工(?!率|典礼|项目|前) 动工 开建 奠基(?!石|人) 破土 启动(?:建设|施工) 进场施工
    """,
    Verb.LAUNCH: """
        启动(?!会|区|期|资金|站|时|阶段|键) 上线 落地(?=[，。；了！ ]|$) 正式开启 推行 试行
        运行(?=[。，；]|$) (?:开始|正式)运转 铺开 (?:全面)?推开
    """,
    Verb.CONDUCT: """
        (?:联合|共同)开展 开展(?=[^，。；]{0,8}(?:联合|跨省|跨市|跨区域))
        启动(?=联合(?:巡|执|打|整|清|排|救|搜|值))
    """,
    Verb.FOUND: """
        成立(?!以来|后|之后|于|时|之初|前|以后|至今|暨|的|不久) 组建(?!的|成立|后|以来)
        设立(?!的|以来|后|于|之初) 揭牌 挂牌(?!成交|价|出让|督办|企业|公司) 授牌 创立
        创建(?!工作) 更名 改名 升格为 升级(?:为)? 扩容 吸纳 缔结(?:为)? 结为 结成 结对
        撤县设[区市] 撤市设区 落成 入列 代管 托管 划归 划入 开业 成立于
    """,
    Verb.SETTLE: """
        入驻 落户 开园 投产(?!后|的)
    """,
    Verb.JOIN: """
        加入(?!的|后|以来) (?:正式)?成为(?=[^，。；]{0,40}(?:成员|会员)) 加盟
        吸收(?=[^，。；]{0,20}(?:加入|入会|为成员)) 入会 入群
    """,
    Verb.BUILD_UP: """
        建立(?!的|以来|后|起来|于) (?<!小)组成 构建 搭建 共建(?!共享|共治|单位) 创设
        建成(?!后|的|以来|投|通|开|启|并|运|区)
    """,
    Verb.LAY_OUT: """
        规划建设 规划布局
    """,
    Verb.GRANT: """
        发放 颁发 签发 办结 办理 发出 拿到 领到 颁出
    """,
    Verb.ATTAIN: """
        实现 形成(?=[^，。；]{0,6}(?:共识|决议|协议)) 扩[展大][到至] 覆盖到
    """,
}

_PATTERN = re.compile(
    with_beginnings(
        "|".join(f"(?P<{verb.name}>{'|'.join(words.split())})" for verb, words in _WORDS.items())
    )
)
#: A verb before one of these is part of a noun: 签约仪式.
_CEREMONY = re.compile(r"仪式|典礼|活动|大会|式(?=上|在|于)|会(?=上|在|于)")


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
