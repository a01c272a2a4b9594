"""Date words: 今天, 同年, 上月, 周三, 近日, and what each of them shifts.

Patterns are for normalised text. What stands around a word often makes it another one (目前日均,
10日前, 节日前夕, 近期目标): the guards beside the words say which.
"""

from __future__ import annotations

import re

from pipeline_common.milestones.dates.expression import DateExpression, Form, OpenDate
from pipeline_common.milestones.dates.numerals import number

YEAR_WORDS: dict[str, tuple[Form, int]] = {
    "今年": (Form.YEAR_SHIFT, 0),
    "本年": (Form.YEAR_SHIFT, 0),
    "去年": (Form.YEAR_SHIFT, -1),
    "上年": (Form.YEAR_SHIFT, -1),
    "前年": (Form.YEAR_SHIFT, -2),
    "明年": (Form.YEAR_SHIFT, 1),
    "同年": (Form.SAME_YEAR, 0),
    "当年": (Form.SAME_YEAR, 0),
    "那年": (Form.SAME_YEAR, 0),
    "次年": (Form.SAME_YEAR, 1),
    "翌年": (Form.SAME_YEAR, 1),
}
MONTH_WORDS: dict[str, tuple[Form, int]] = {
    "本月": (Form.MONTH_SHIFT, 0),
    "这个月": (Form.MONTH_SHIFT, 0),
    "上个月": (Form.MONTH_SHIFT, -1),
    "上月": (Form.MONTH_SHIFT, -1),
    "下月": (Form.MONTH_SHIFT, 1),
    "同月": (Form.SAME_MONTH, 0),
    "当月": (Form.SAME_MONTH, 0),
    "次月": (Form.SAME_MONTH, 1),
}
DAY_WORDS: dict[str, tuple[Form, int]] = {
    **dict.fromkeys(("今天", "今日", "今晨", "今早", "今晚", "今夜", "本日"), (Form.DAY_SHIFT, 0)),
    **dict.fromkeys(("昨天", "昨日", "昨晨", "昨晚", "昨夜", "昨"), (Form.DAY_SHIFT, -1)),
    **dict.fromkeys(("前天", "前日", "前晚"), (Form.DAY_SHIFT, -2)),
    **dict.fromkeys(("明天", "明日"), (Form.DAY_SHIFT, 1)),
    "今": (Form.DAY_SHIFT, 0),
    **dict.fromkeys(
        ("当天", "当日", "当晚", "同日", "同一天", "同一日", "这一天", "那一天", "这天", "那天"),
        (Form.SAME_DAY, 0),
    ),
    **dict.fromkeys(("次日", "翌日", "第二天", "隔天"), (Form.SAME_DAY, 1)),
    **dict.fromkeys(("前一天", "前一日"), (Form.SAME_DAY, -1)),
}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_WEEKS = {"上": -1, "下": 1}
_EVENT = (
    "起|签|开通|通车|开工|开幕|启动|启用|挂牌|揭牌|正式|举行|举办|召开|运营|投运|成立|发布|获批"
)

#: Alternatives of `spelling.PATTERN`; each group is one kind of word.
WORD_PATTERN = rf"""
(?P<dayword>
    (?<!至)今日(?!头条|中国|说法|关注|视点|热点|看点|推荐|要闻)
  | 今[天晨晚夜早] | 昨[天日晨晚夜] | 本日(?!报)
  | (?<![\d目之以此])前[天日晚](?![均津照]) | (?<![好美的])明[天日](?![之更会])
  | (?<![如至当而现古于迄])今(?=(?:{_EVENT}|（\d)) | 昨(?=(?:{_EVENT}|在|与|（\d))
  | 当天(?![津水门台长柱]) | 当日(?!照) | 当晚 | 同一[天日]
  | 同日(?!照|本|常|而语) | [这那]一?天(?!津)
  | (?<![首每\d一二三四五六七八九十])次日(?![均照本常报]) | 翌日 | 第二天 | 隔天 | 前一[天日]
)
| (?P<ago>[两二三四五六七八九] | (?<!\d)[2-9])[天日](?:之|以)?前(?!往)
| (?P<yearsafter>(?<![\d十几多数])[一两二三四五六七八九]) 年之?后
| (?P<monthsafter>(?<![\d十几多数])[一两二三四五六七八九]) 个月之?后
| (?<![每一二两三四五六七八九十几双\d])(?P<week>[上本这下])?个?(?:周|星期|礼拜)
  (?P<weekday>[一二三四五六日天])(?![个年均体次条代刊边圈带月])
| (?<!以)(?P<lastweek>上个?(?:周|星期)末?)(?![一二三四五六日天边转期密围年全口])
| (?P<recent>
    (?<![临靠接最附邻])近日(?![均照点]) | (?<![\d几多数十近些目节假生次翌末两三]) 日前(?!往|夕)
  | 近期(?![目规建工重任内将要有计]) | 不久前 | 前不久 | 近几[天日]来? | 近来 | 这几天 | 连日来
  | 前几[天日] | 前些[天日]子? | [几数][天日]前(?!往) | (?<![\u4e00-\u9fff])最近(?!的)
)
| (?P<yearend>(?<![今去前明每跨同当次那\d年])(?:年底|年末|岁末)(?!前|之前|以前)
  | (?<![今去前明每同当次那\d年])年初(?![步中级审]))
"""


def read_word(found: re.Match[str]) -> DateExpression | None:
    """The expression that a match of `WORD_PATTERN` is; None where it is no word of these."""
    groups, shift, weekday = found.groupdict(), 0, None
    first, approximate = OpenDate(), False
    if word := groups["dayword"]:
        form, shift = DAY_WORDS[word]
    elif word := groups["ago"]:
        form, shift = Form.DAY_SHIFT, -number(word)
    elif word := groups["yearsafter"]:
        form, shift = Form.SAME_YEAR, number(word)
    elif word := groups["monthsafter"]:
        form, shift = Form.SAME_MONTH, number(word)
    elif word := groups["weekday"]:
        form, weekday = Form.WEEKDAY, _WEEKDAYS[word]
        shift = _WEEKS.get(groups["week"] or "", 0)
    elif groups["lastweek"]:
        form, shift = Form.RECENT, -1
    elif groups["recent"]:
        form = Form.RECENT
    elif word := groups["yearend"]:
        form, first, approximate = Form.CALENDAR, OpenDate(month=1 if "初" in word else 12), True
    else:
        return None
    return DateExpression(
        found.start(), found.end(), found[0], form, first, None, shift, weekday, approximate
    )
