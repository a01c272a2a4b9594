"""Classes of head nouns: what is signed, issued, held, opened or founded.

A Chinese noun phrase ends in its head, so the last known word of a phrase decides: 区域合作框架
协议签约仪式 is a signing ceremony, not an agreement. The classes follow section "kinds" of the
labelling guide for regional milestones.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline_common.text.patterns import with_beginnings


class Noun(StrEnum):
    """What a head noun names."""

    AGREEMENT = "agreement"
    PLAN = "plan"
    APPROVAL = "approval"  # the paper by which it is given
    ZONE = "zone"
    PARK = "park"  # where firms settle
    PLATFORM = "platform"  # goes live as a service, is set up as a body
    BODY = "body"  # alliance, fund, committee, company, standing mechanism
    TWINS = "twins"  # twin cities
    MEETING = "meeting"
    FAIR = "fair"  # investment fair
    ROUTE = "route"  # road, rail, bridge, power line, bus or train service
    SERVICE = "service"
    SCHEME = "scheme"  # 互认机制, 专窗: by which a service is given, no body
    PORT = "port"  # dry port: set up, or opened like a route
    PROJECT = "project"
    CAMPAIGN = "campaign"
    EVENT = "event"  # 活动: held it is a meeting, started a campaign
    SIGNING = "signing ceremony"
    OPENING = "opening ceremony"
    GROUNDBREAKING = "groundbreaking ceremony"
    FOUNDING = "founding ceremony"
    LAUNCHING = "launching ceremony"  # of what stands before it
    PRESS = "press conference"
    PUBLICITY = "publicity"  # promotion weeks and months: no milestone
    FIGURE = "figure"  # statistics
    FACILITY = "facility"
    PILOT = "pilot"  # of what stands before it
    PAPER = "paper"  # 章程: of the body itself
    VENUE = "venue"  # 会议中心: no meeting


_WORDS: dict[Noun, str] = {
    Noun.AGREEMENT: """
        协议 协议书 协定 备忘录 共识 宣言 倡议 倡议书 合同 公约 责任书 议定书 行动纲领 合约 盟约
        意向书 承诺书 合作书 约定书 合作文件 框架 战略合作 合作事项 共同声明 联合声明 协约
        确认书 纪要 会议纪要
    """,
    Noun.PLAN: """
        规划 计划 方案 意见 政策 措施 办法 条例 规定 通知 标准 清单 名单 目录 指南 要点 指导
        细则 规程 规范 法规 白皮书 蓝皮书 纲要 任务书 通告 公告 举措 决定 决策 决策部署 北上
        南下 路线图 时间表 基准 裁量权 蓝图 行动方案 行动计划 指引 任务 若干条 图册 总图
        制度清单 培训基地名单 示范名单 事项清单 战略 可行性研究报告 可研报告 报告书 线路
        精品线路 旅游线路 典型案例 案例 成果 立法 协同立法 首批
    """,
    Noun.APPROVAL: """
        批复 复函
    """,
    Noun.ZONE: """
        新区 示范区 试验区 实验区 合作区 开发区 自贸区 自贸试验区 先行区 功能区 保税区 协作区
        协同区 引领区 高新区 都市圈 城市群 城市圈 经济圈 经济区 经济带 走廊 创新带 经济合作区
        承接区 先导区 综合改革 片区 特区 生态区 港区 综保区 创新港 示范带 协同发展区 科技城
        载体 国家公园
    """,
    Noun.PARK: """
        园区 产业园 工业园 科技园 物流园 产业园区 飞地 产业飞地 飞地园区 合作园 合作园区 科创飞地
        示范园 共建园 软件园 创业园 产业基地 产业转移园 产业转移工业园 产业合作园 产业城
        科创园 创新园 农业园
    """,
    Noun.PLATFORM: """
        平台 协作平台 合作平台 共享平台 服务中心 政务服务中心 公共服务中心
    """,
    Noun.BODY: """
        联盟 协会 委员会 基金 公司 中心 研究院 工作组 领导小组 专班 办公室 理事会 联合体 共同体
        集团 法庭 机制 联络处 办事处 合作组织 商会 学会 实验室 智库 专委会 工作站
        联席会议制度 联席会议机制 基地 集群 大学 学院 学校 分院 医院 分校 院区 法院 检察院
        仲裁院 仲裁中心 联合会 促进会 协作室 工作室
        融合办公室 工作专班 合作机制 交流机制 协作机制 联动机制 协调机制
        医联体 教育集团 联合党委 警务室 服务站 同盟 党建联盟 专家库 总部 分公司 银行 交易所
        交易中心 调解室 调解委员会 执法队 联合执法队 管委会 运营公司 推广联盟 联合办公室 执委会
        小组 人才市场 飞地法庭 合伙人 指挥部 调度中心 数据中心 博物馆 制度 地级市 县级市 市辖区
        创新中心 联合实验室
    """,
    Noun.TWINS: """
        友好城市 友好区县 友好县区 姊妹城市 姐妹城市 友城 友好市县 友好关系 友好区 友好县 友好城区
        友好交流城市 友好合作城市 友好合作新区 友好新区 对口合作城市 结对城市 友好交流关系
        共建单位 友好单位 结对单位 友好乡镇 姊妹县 对口合作关系 对口帮扶关系 对口支援关系 结对关系
        帮扶协作关系 结对帮扶关系 协作关系 友好城市关系
    """,
    Noun.MEETING: """
        会议 座谈会 联席会 联席会议 论坛 峰会 大会 研讨会 交流会 对接会 恳谈会 协调会 推进会
        年会 圆桌会 圆桌会议 对话会 工作会 例会 茶话会 会商会 会晤 沙龙 博览会 展览会 旅游节
        文化节 艺术节 交易会 座谈 联谊会 联展 巡展 讨论会 见面会 讲坛 联席 会商 市长会
        市长联席会 协商会 恳谈 展会 专题会 交流活动 协作交流活动 对话 全会 学术会 主席会 书记会
        主任会 运动会 邀请赛 联赛 马拉松 会展 双年展 文博会 农博会 旅博会 对口协商 专题协调会
        首次会议 第一次会议 分享会 交流会议 工作对接会 碰头会 现场会 推进会议 报告会 合作周
        交流周 活动周
    """,
    Noun.FAIR: """
        推介活动 招商活动 推介会 招商会 招商推介会 投资洽谈会 洽谈会 经贸洽谈会 产业对接会
        项目推介会 合作推介会 投资推介会 旅游推介会 招商大会 产销对接会 招商引资推介会
        经贸交流会
    """,
    Noun.ROUTE: """
        高铁 铁路 城际 城际铁路 高速 高速公路 公路 大桥 特大桥 大道 通道 隧道 轻轨 地铁 动车 动车组
        列车 班列 公交 公交线 公交线路 公交专线 航线 航班 航站楼 城市航站楼 港口 码头 机场 口岸
        电网 运河 航道 枢纽 车站 高铁站 快线 专列 客运班线 班线 快巴 巴士 立交 互通立交 枢纽互通
        输电 特高压 输电工程 输水 供水 联网工程 管道 管线 环线 复线 连接线 联络线 支线 专线 直通车
        收费站 服务区 联络道 快速路 快速通道 国道 省道 断头路 省际公路 线路 水道 船闸 客运 客运站
        轮渡 渡轮 货运 直达车 直达班车 调水工程 引水工程 市域铁路 有轨电车 磁浮 空铁 旅游专列
        货运专列 铁海联运 海铁联运 江海联运 跨江通道 跨海通道 电力线路 换流站 变电站 长江大桥
        铁水联运 段 天然气管道 候机楼 城市候机楼 首班车 直通巴士 城际公交
        城际列车 旅游公路 省际通道 出省通道 旅游大道 一级公路 过江通道 主线 全线 水利枢纽 水库
        输变电工程
    """,
    Noun.SERVICE: """
        同城贷 互贷 月票 惠民保 政务 通办 跨省通办 跨市通办 跨域通办 跨区域通办 全域通办 异地通办
        医保 社保 公积金 不动产 不动产登记 互认 异地就医 就医 结算 直接结算 一网通办 一网通 窗通
        一卡通 一卡通行 年票 年卡 优惠 电子证照 户籍 检查检验 数据共享 系统
        小程序 热线 服务 服务平台 信息平台 政务服务 登记 证照 执照 审批 同城化 养老服务 住院 门诊
        一窗办 一窗通办 一窗受理 一网办 掌上办 就近办 异地办 联办 共享 借阅 通借
        许可证 联合审批 异地贷款 异地办理 通关 一体化通关 通关一体化 一站式 转移接续 信用 联通
        漫游费 长途费 区号 免费 旅游卡 旅游年卡 畅游卡 通票 联票 一票通 惠民卡 公交卡 乘车码
        二维码 扫码 互通互认 互认互通 结果互认
        职称互认 事项 免签 一证通 代收代办 多地联办 异地缴存 服务网 大脑 客户端 数字人民币 业务
        户口 户口迁移 车驾管 驾驶证 身份证 网上办理 老年卡 借还 通借通还 同城同价 视同备案 互通
        互刷 月票制 定期票 图书馆服务 一码通 一码通行 一码通域 一张网 急救 公共服务 融合办 一件事
        免申即享 同城待遇 通信一体化 通信同城化 同网同价
    """,
    Noun.SCHEME: """
        受理机制 报销机制 转移机制
        专窗 政务专窗 窗口 专区 服务专区
    """,
    Noun.PORT: """
        无水港 陆港 内陆港 组合港
    """,
    Noun.PROJECT: """
        项目 合作项目 产业项目 招商项目 重点项目 大单 订单 采购订单
    """,
    Noun.CAMPAIGN: """
        行动 专项行动 执法 联合执法 演练 演习 巡查 巡河 联合巡查 联合演练 督查 检查 联合检查
        执法行动 巡航 巡护 巡防 查缉 值守 执勤 增殖放流 搜救 救援 排查 整治 清剿 联防 宣讲 会战
        治理 攻坚 竞赛 评选 志愿服务 集中执行 集中行动 执行行动 护航行动 夜查
    """,
    Noun.EVENT: """
        活动
    """,
    Noun.PRESS: """
        新闻发布会 发布会 新闻通气会 通气会 记者会 吹风会 媒体见面会 招待会 听证会 评审会 论证会
        验收会
    """,
    Noun.PUBLICITY: """
        宣传月 宣传周 宣传日 活动月 宣传活动 推广活动 促销 消费季 采风 采访活动
    """,
    Noun.FIGURE: """
        数据 指数 统计 公报 排名 榜单 排行榜 百强 信息 消息 预警 招聘公告 成绩单 财报 业绩 票价
        时刻表
    """,
    Noun.PILOT: """
        试点 试点工作 试点示范
    """,
    Noun.PAPER: """
        章程 讲话 致辞 总结 报告 工作报告 发展报告 议程 主题曲 标识 会徽 宣传片 图书 专著
    """,
    Noun.VENUE: """
        会议中心 会展中心 国际会展中心 会议厅 会议室 展览中心 博览中心 国际会议中心 文化中心
    """,
    Noun.FACILITY: """
        展厅 展馆 门店 专馆 展示中心 直销店 体验馆
    """,
}

_CEREMONIES: dict[Noun, str] = {
    Noun.SIGNING: "签约 签字 签署 签订 集中签约 云签约 签约授牌",
    Noun.OPENING: "开通 通车 首发 首航 启用 开行 投运 通航 首飞 投用 通水 开航 建成通车 开通运营 "
    "竣工 投产 竣工投产",
    Noun.GROUNDBREAKING: "开工 奠基 动工 开工动员 施工动员 集中开工 开工建设",
    Noun.FOUNDING: "揭牌 挂牌 授牌 成立 揭幕 开园 加盟 结对 揭匾 缔结",
    Noun.LAUNCHING: "启动 上线 首发式 发布 开幕 首发启动",
}
_GIVEN = ("互认", "结算", "通办", "办理", "互贷", "接续")  # what a mechanism of a service does
_CEREMONY_ENDS = ("仪式", "活动", "大会")


def _vocabulary() -> dict[str, Noun]:
    words = {w: noun for noun, text in _WORDS.items() for w in text.split()}
    for noun, verbs in _CEREMONIES.items():
        words |= {verb + end: noun for verb in verbs.split() for end in _CEREMONY_ENDS}
    words |= {
        word + "机制": Noun.SCHEME
        for word, noun in words.items()
        if noun is Noun.SERVICE and word.endswith(_GIVEN)
    }
    words |= {
        "开工动员会": Noun.GROUNDBREAKING,
        "施工动员会": Noun.GROUNDBREAKING,
        "建设动员会": Noun.GROUNDBREAKING,
        "首发式": Noun.OPENING,
        "签约会": Noun.SIGNING,
        "签约式": Noun.SIGNING,
    }
    return words


_VOCABULARY = _vocabulary()
_PATTERN = re.compile(
    with_beginnings("|".join(sorted(map(re.escape, _VOCABULARY), key=len, reverse=True)))
)


def nouns(phrase: str) -> list[Noun]:
    """Classes of the known nouns of `phrase`, in the order of the text."""
    return [_VOCABULARY[m.group()] for m in _PATTERN.finditer(phrase)]


def head(phrase: str) -> Noun | None:
    """Class of the last known noun of `phrase`, which in Chinese is its head."""
    found = nouns(phrase)
    return found[-1] if found else None
