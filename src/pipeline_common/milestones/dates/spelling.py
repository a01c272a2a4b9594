"""The one pattern that finds date expressions in a normalised text.

Alternatives go from long to short and every repetition is bounded, so that it is linear in the
text. What looks like a date and is none (titles of documents, plan periods, 每年5月) is matched as
`skip`. The groups: iso, dmy; a.. month and day, e.. and c.. months, d.. years, b.. days alone;
damaged; those of the words.
"""

from __future__ import annotations

import re

from pipeline_common.milestones.dates.numerals import CHINESE_DIGIT
from pipeline_common.milestones.dates.words import MONTH_WORDS, WORD_PATTERN, YEAR_WORDS

_YEAR = rf"(?:(?<!\d)(?:19|20)\d\d|(?<![{CHINESE_DIGIT}])[一二][{CHINESE_DIGIT}]{{3}})年"
_MONTH = r"(?:(?<!\d)(?:1[0-2]|0?[1-9])|元|十[一二]?|(?<!十)[一二三四五六七八九])月"
_CHINESE_DAY = "二?十[一二三四五六七八九]?|三十一?"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|{_CHINESE_DAY}|[一二三四五六七八九])(?!\d)"
_LONE_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|{_CHINESE_DAY})(?!\d)"  # 三日 alone is a time span
_DASH = r"[ ]?(?:[至到-]|—{1,2}|～)[ ]?"
_TO = r"[ ]?(?:起?[至到]|-|—{1,2}|～|、)[ ]?"
_SPAN = r"[ ]?(?:起?[至到-]|—{1,2}|～)[ ]?"
_NOT_AFTER = "首以此之目每\\d一二三四五六七八九十"  # 首次年会, 以上年份, 此前年均
_YEAR_WORD = rf"(?:(?<![{_NOT_AFTER}])(?:{'|'.join(YEAR_WORDS)})(?![均会]))"
_MONTH_WORD = rf"(?:(?<![{_NOT_AFTER}])(?:{'|'.join(MONTH_WORDS)})(?![均度]))"
_PART = "上午|下午|中午|凌晨|清晨|早上|早晨|晚|傍晚|上"  # after a day whose 日 was lost
_ISO = r"(?:19|20)\d\d(?:-[01]?\d-|/[01]?\d/|\.[01]?\d\.)[0-3]?\d(?![\d.])"
#: What makes 日 part of another word (日均, 日内, 日常), not of one that begins behind it (常州).
_NO_DAY_AFTER = (
    "均|元|程|产|处理|游(?!客)|期(?!间)|内(?![蒙江地陆])|常(?![州德熟山宁务委])"
    "|本(?![报市省县网次届台])"
)
_NO_YEAR_AFTER = "以来|以内|内(?![蒙江地陆])|[版级届款]"


#: What any of the alternatives can begin with: most characters of a text are settled by this.
_FIRST = r"《\d一二三四五六七八九十元两几数每今昨前明当同那这本去上下次翌隔第周星礼个近日不连最年岁"

PATTERN = re.compile(
    rf"""
    (?=[{_FIRST}])(?:
    (?P<skip>
        《[^《》\n]{{1,120}}》
      | (?<!\d)(?:19|20)\d\d(?:年?{_SPAN}|、)(?:19|20)\d\d年?+(?![\d月])
      | 每年?(?:的)?(?:[1-9]\d?月)?(?:[1-9]\d?日)?
    )
  | (?P<iso>(?<![\d.-]){_ISO})(?:{_DASH}(?P<iso2>{_ISO}))?
  | (?<![\d.])(?P<dmy>[0-3]?\d\.[01]?\d\.(?:19|20)\d\d)(?![\d.])
  | (?:(?P<ay>{_YEAR}|{_YEAR_WORD})的?)?(?P<am>{_MONTH}|{_MONTH_WORD})(?P<ad>{_DAY})
    (?: (?P<amark>[日号](?:[上下]午|晚)?)? (?P<ato>{_TO})
        (?:(?P<ay2>{_YEAR})?(?P<am2>{_MONTH}))?(?P<ad2>{_DAY})(?:[两三]?[日号]|[两三]天)
      | [日号] | (?={_PART}) )
  | (?:(?P<ey>{_YEAR}|{_YEAR_WORD})的?)?(?<![\d.])(?P<em>1[0-2]|[1-9])
    {_DASH}(?P<em2>1[0-2]|[1-9])月(?!\d)
  | (?: (?P<cy>{_YEAR}|{_YEAR_WORD})的?(?P<cm>{_MONTH})
      | (?P<cm1>(?<![\d.])[1-9]\d?月(?!龄)|{_MONTH_WORD}) )
    (?:份?{_DASH}(?P<cm2>{_MONTH})(?!\d))?(?P<csuffix>[上中下]旬|[初底末](?![步中级期次]))?
  | (?P<dy>{_YEAR}|{_YEAR_WORD})(?!{_NO_YEAR_AFTER})(?:的?
      (?:年?(?P<dsuffix>[初底末](?![步中级期次始审蕴色层部盘线端])|年中)
       | 第?(?P<dquarter>[一二三四1-4])季度 | (?P<dhalf>[上下])半年))?
  | (?<![\d.年月第])(?P<damaged>(?<![A-Za-z])\d{{3,4}})日(?!{_NO_DAY_AFTER})
  | (?<![\dA-Za-z.:/第近月初百千几数])(?P<bd>{_LONE_DAY})
    (?: (?:日(?:[上下]午|晚)?)?(?P<bto>{_TO})(?P<bd2>{_DAY})
        (?:[两三]?日|[两三]天)(?!{_NO_DAY_AFTER})
      | 日(?!{_NO_DAY_AFTER}) )
  | {WORD_PATTERN}
    )
    """,
    re.VERBOSE,
)
