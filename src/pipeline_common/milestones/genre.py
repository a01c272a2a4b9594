"""What sort of text an article is: some sorts tell no milestone, some are not to be believed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from pipeline_common.models import Trust
from pipeline_common.regions.divisions import Level, divisions
from pipeline_common.regions.gazetteer import How, contains
from pipeline_common.regions.matching import PlaceMatch


class Genre(StrEnum):
    """Sorts of articles that are read differently from a report."""

    REPORT = "report"
    STOCK = "stock tip"
    JOB = "job advertisement"
    TRAVEL = "travel tip"
    PROPERTY = "property advertisement"
    FILLER = "machine-made filler"
    INJECTED = "injected words"


#: Words of a sort, and how many different ones make it.
_SIGNS: tuple[tuple[Genre, int, re.Pattern[str]], ...] = (
    (
        Genre.JOB,
        4,
        re.compile(r"招聘|应聘|岗位|笔试|面试|学历|事业编制|应届|毕业生|报考|薪资|五险一金|简历"),
    ),
    (
        Genre.STOCK,
        3,
        re.compile(
            r"涨停|跌停|股价|业绩|股东大会|异常波动|股票|股权|追高|本地股|板块|概念股|收盘|个股|大涨|上市公司|投资者|炒作|领涨|主力|研报|股份"
        ),
    ),
    (
        Genre.TRAVEL,
        3,
        re.compile(
            r"旅行|攻略|打卡|自驾游|酒店|门票|景点|古镇|民宿|[一二三四五六七八九\d]日游|出游|赏花|美食|游玩|游览|自驾(?!游)|线路推荐|景区大巴"
        ),
    ),
    (
        Genre.PROPERTY,
        4,
        re.compile(
            r"楼盘|开盘|均价|户型|售楼|置业|学区房|房源|首付|楼市|小区|房价|精装|热销|升值|地铁盘|购房|平方米起"
        ),
    ),
)
_IMPOSSIBLE = re.compile(
    r"(?:上海|北京|天津|重庆|深圳|广州|武汉|成都|杭州|南京|香港|澳门)省(?![级际内会直市])"
)
_PROVINCE = re.compile(r"省(?=[与和、等签的，。]|政府|人民政府)")
_FILLER = re.compile(
    r"^[一二三四五六七八九十]、[^\n。]{0,24}"
    r"(?:意义|背景|过程|内容|展望|影响|优势|挑战|策略|作用|前景|建议|价值|成效|好处|盛况|机遇)(?:$|。)",
    re.MULTILINE,
)
#: What sites that sell locations put before the headlines of their machine-made texts.
_TOUTED = re.compile(r"^【[^】\n]{2,8}招商】")
_SOURCED = re.compile(r"印发|通知|人民政府|记者|通讯员|新华社|本报|来源|日报|中新网|人民网|央视")
_ADVERTS = re.compile(
    r"招商】|白癜风|牛皮癣|私服|博彩|棋牌|墙体广告|娱乐城|开奖|六合|皮肤病医院|代孕|贷款口子"
)
_MASKED = re.compile(r"[\u4e00-\u9fff]\*{1,2}[\u4e00-\u9fff]|\*{1,2}(?=金|代表团|政府|市委|省委)")
_STRIPPED = re.compile(
    r"(?<!\d)(?:到|达|在|自|至)年(?=[，。、])|里程(?:达|约|共)?公里|约公里|共公里|项共公里"
)
_SPUN = re.compile(
    r"赞同(?:建立|设立|成立)|有些区域|敞开(?:高地|水平|新)|计划面积|规模含|非常好地|疾速|"
    r"加速我省建成|(?:公路|铁路|大桥|新区|经济带)建造|协作开展|一体化开展|得悉|表明，"
)
_DAY_WORDS = ("明天", "后天", "今天", "昨天", "现在", "目前", "最近")
_CLAUSE_START = re.compile(r"(?:^|[，。；、\n]|10月\d+日，)([\u4e00-\u9fff]{2})")


@cache
def _cities() -> frozenset[str]:
    provinces = {d.short for d in divisions() if d.level is Level.PROVINCE}
    return frozenset(d.short for d in divisions() if d.level is Level.PREFECTURE) - provinces


def _names_impossible(text: str) -> bool:
    """Whether a city is called a province: 上海省, 开封省."""
    if _IMPOSSIBLE.search(text):
        return True
    return any(
        text[max(0, found.start() - length) : found.start()] in _cities()
        for found in _PROVINCE.finditer(text)
        for length in (2, 3, 4)
    )


def genre_of(text: str) -> Genre:
    """The sort of a normalised article."""
    headings = len(_FILLER.findall(text))
    if _names_impossible(text) or (headings > 1 and not _SOURCED.search(text)):
        return Genre.FILLER
    if headings and _TOUTED.match(text):
        return Genre.FILLER
    if _injected(text):
        return Genre.INJECTED
    for genre, needed, pattern in _SIGNS:
        if len(set(pattern.findall(text))) >= needed:
            return genre
    return Genre.REPORT


def _injected(text: str) -> bool:
    """Whether one and the same word of time opens most clauses: put there by a machine."""
    starts = Counter(m[1] for m in _CLAUSE_START.finditer(text))
    return any(starts[word] >= 4 for word in _DAY_WORDS[:2])


def trust_of(text: str, genre: Genre) -> Trust:
    """How far the facts of a normalised article may be believed."""
    if genre in (Genre.FILLER, Genre.INJECTED):
        return Trust.LOW
    if _ADVERTS.search(text) or _STRIPPED.search(text) or len(_MASKED.findall(text)) >= 2:
        return Trust.LOW
    if len(set(_SPUN.findall(text))) >= 2:
        return Trust.LOW
    return Trust.NORMAL


#: Words of ties between places; a name of a larger whole (城市群, 大湾区) alone is not one.
_TIE = re.compile(
    r"一体化|协同|同城化|合作|协作|跨省|跨市|跨区域|省际|互联互通|都市圈|示范区|京津冀|珠三角|对接|共建|共享|联合|"
    r"毗邻|边界|高铁|铁路|大桥|对口|帮扶|联动|携手|互认|通办|异地|合并|双城|两地|三地|两市|三市|两省|组合港|北上"
)
_ABROAD = re.compile(
    r"中国与(?!会)[^，。]{1,8}?(?:签|缔结|达成)|国际(?:航班|航线|业务|货运)|口岸国际|海外|境外"
)


def is_relevant(text: str, genre: Genre, places: Sequence[PlaceMatch]) -> bool:
    """Whether a normalised article without a milestone is about ties between places in China.

    `places` are the names in it: two that lie apart count, or a collective named again and again.
    """
    if genre not in (Genre.REPORT, Genre.FILLER):
        return False
    names = {n for p in places if p.how is not How.COLLECTIVE for n in p.names}
    apart = {n for n in names if not any(n != m and contains(n, m) for m in names)}
    if _ABROAD.search(text):
        return len(apart) > 1
    wholes = Counter(p.names for p in places if p.how is How.COLLECTIVE)
    return bool(_TIE.search(text)) or len(apart) > 1 or max(wholes.values(), default=0) > 1
