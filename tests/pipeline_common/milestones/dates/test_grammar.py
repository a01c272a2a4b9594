"""What is found in a text, and what is not."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_common.milestones.dates import Form, OpenDate, find_dates
from pipeline_common.text import normalise

# fmt: off
WORDS = [
    "2015年", "9月", "13日", "至", "-", "—", "、", "今天", "（", "）", "昨", "前", "日", "年",
    "月", "周三", "上", "近日", "日前", "同年", "当", "一年后", "去年", "底", "每", "二〇一五年",
    "十二月", "三日", "124日", "2015-09-13", "9.13", "《", "》", "将", "南昌", "。", "\n", "1",
    "31", "季度", "旬", "起",
]
# fmt: on
FOREIGN = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=25).map("".join))


def written(text):
    """First and last day of each expression, as EDTF."""
    return [
        e.first.edtf + (f"/{e.last.edtf}" if e.last else "")
        for e in find_dates(normalise(text).text)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2013年6月9日签约", "2013-06-09"),
        ("2013 年 6 月 9 日签约", "2013-06-09"),
        ("二〇二五年十二月三日签约", "2025-12-03"),
        ("2013年7月部署", "2013-07"),
        ("2010年建立", "2010"),
        ("8月12日召开", "XXXX-08-12"),
        ("8月12号召开", "XXXX-08-12"),
        ("6月30上午开通", "XXXX-06-30"),
        ("九月三日召开", "XXXX-09-03"),
        ("元月5日", "XXXX-01-05"),
        ("16日开通", "XXXX-XX-16"),
        ("十五日开通", "XXXX-XX-15"),
        ("2015-09-13 10:20", "2015-09-13"),
        ("2015/9/13", "2015-09-13"),
        ("2015.09.13", "2015-09-13"),
        ("13.09.2015", "2015-09-13"),
        ("2015年9月13日至15日", "2015-09-13/2015-09-15"),
        ("9月13日-15日", "XXXX-09-13/XXXX-09-15"),
        ("9月13-15日", "XXXX-09-13/XXXX-09-15"),
        ("11月17日—18日", "XXXX-11-17/XXXX-11-18"),
        ("11月17～18日", "XXXX-11-17/XXXX-11-18"),
        ("8日上午至9日", "XXXX-XX-08/XXXX-XX-09"),
        ("5日起至9日", "XXXX-XX-05/XXXX-XX-09"),
        ("13-15日", "XXXX-XX-13/XXXX-XX-15"),
        ("7月13、14日", "XXXX-07-13/XXXX-07-14"),
        ("7月13、14两日", "XXXX-07-13/XXXX-07-14"),
        ("13日、14日两天", "XXXX-XX-13/XXXX-XX-14"),
        ("5 月 3 日 - 5 日", "XXXX-05-03/XXXX-05-05"),
        ("二0一三年六月九日", "2013-06-09"),
        ("10月28日至11月1日", "XXXX-10-28/XXXX-11-01"),
        ("2015年12月31日至2016年1月2日", "2015-12-31/2016-01-02"),
        ("2015年12月30日至1月2日", "2015-12-30/2016-01-02"),
        ("2019年1-7月", "2019-01/2019-07"),
        ("5月至6月", "XXXX-05/XXXX-06"),
        ("3至5月", "XXXX-03/XXXX-05"),
        ("2019年一季度", "2019-01/2019-03"),
        ("2019年第4季度", "2019-10/2019-12"),
        ("2019年上半年", "2019-01/2019-06"),
        ("6日常州与镇江签约", "XXXX-XX-06"),
        ("2012年内蒙古加入", "2012"),
        ("6日前往九江", "XXXX-XX-06"),
        ("9日前海与珠海签约", "XXXX-XX-09"),
        ("5月6日期间", "XXXX-05-06"),
    ],
)
def test_numbers(text, wanted):
    assert written(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("分别于2012年3月、2014年7月通车", ["2012-03", "2014-07"]),
        ("5月3日、5日分别签约", ["XXXX-05-03", "XXXX-05-05"]),
        ("5月3日、9日签约", ["XXXX-05-03", "XXXX-05-09"]),
        ("2010年8月、10月通车", ["2010-08", "XXXX-10"]),
        ("3日、9日签约", ["XXXX-XX-03", "XXXX-XX-09"]),
        ("2012年至2014年7月", ["2012", "2014-07"]),
    ],
)
def test_several(text, wanted):
    assert written(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "《城镇体系规划（2015-2030年）》",
        "规划期为2013—2020年",
        "“十四五”时期",
        "每年5月举行",
        "每月15日例会",
        "每周三开会",
        "电话0791-86123456",
        "3日游、10日内办结、5日均客流",
        "10日前完成，2015年底前建成，年底前开通",
        "节日前夕",
        "目前日均客流",
        "近期目标",
        "13月、2月30日、2019年2月29日、35日",
        "2019年版",
        "12个月",
        "G1511日兰高速",
        "30号线",
        "北京同天津签署",
        "同日照市签署",
        "此前天津市",
        "附近天津",
        "首次年会",
        "本周一体化",
        "以上周边",
        "如今开通",
        "明日之星",
        "时至今日",
        "同日常生活",
        "10:30",
        "第3日",
        "“3·15”",
    ],
)
def test_no_dates(text):
    assert written(text) == []


@pytest.mark.parametrize(
    ("text", "form", "shift"),
    [
        ("今天签约", Form.DAY_SHIFT, 0),
        ("昨日下午", Form.DAY_SHIFT, -1),
        ("昨晚", Form.DAY_SHIFT, -1),
        ("昨在京签署", Form.DAY_SHIFT, -1),
        ("高铁今开通", Form.DAY_SHIFT, 0),
        ("前天", Form.DAY_SHIFT, -2),
        ("三天前", Form.DAY_SHIFT, -3),
        ("當天", Form.SAME_DAY, 0),
        ("同日", Form.SAME_DAY, 0),
        ("这一天", Form.SAME_DAY, 0),
        ("次日", Form.SAME_DAY, 1),
        ("同年10月20日", Form.SAME_YEAR, 0),
        ("当年12月", Form.SAME_YEAR, 0),
        ("一年后", Form.SAME_YEAR, 1),
        ("去年年底", Form.YEAR_SHIFT, -1),
        ("今年5月", Form.YEAR_SHIFT, 0),
        ("上月5日", Form.MONTH_SHIFT, -1),
        ("同月8日", Form.SAME_MONTH, 0),
        ("上周五", Form.WEEKDAY, -1),
        ("周三举行的座谈会", Form.WEEKDAY, 0),
        ("近日", Form.RECENT, 0),
        ("日前", Form.RECENT, 0),
        ("不久前", Form.RECENT, 0),
        ("近期，两市", Form.RECENT, 0),
        ("上周，两市", Form.RECENT, -1),
        ("124日", Form.DAMAGED, 0),
    ],
)
def test_words(text, form, shift):
    (found,) = find_dates(normalise(text).text)
    assert (found.form, found.shift) == (form, shift)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("今天（6月21日），两市", "今天（6月21日）"),
        ("今天(6月21日),兩市", "今天（6月21日）"),
        ("昨日（9日）", "昨日（9日）"),
        ("本周三（6月21日）", "本周三（6月21日）"),
        ("今天（6月21日星期三）", "今天（6月21日星期三）"),
    ],
)
def test_brackets_win(text, wanted):
    (found,) = find_dates(normalise(text).text)
    assert found.text == wanted
    assert found.form is Form.CALENDAR
    assert found.first.day


def test_the_weekday_of_a_date_is_no_date_of_its_own():
    assert written("2月5日（周三）召开") == ["XXXX-02-05"]


@pytest.mark.parametrize("text", ["2015年底", "2015年年末", "2015年初", "9月上旬", "9月底", "年底"])
def test_approximate(text):
    (found,) = find_dates(text)
    assert found.approximate
    assert found.first.month


def test_ahead():
    assert [e.ahead for e in find_dates("将于6月1日实施，6月2日签约，定于3日")] == [
        True,
        False,
        True,
    ]


@settings(deadline=None)
@given(FOREIGN)
def test_any_text(text):
    found = find_dates(text)
    assert found == find_dates(text)
    assert all(text[e.start : e.end] == e.text for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(e.first.exists and (e.last is None or e.last.exists) for e in found)


@settings(deadline=None)
@given(st.dates())
def test_full_dates_come_back(day):
    if not 1900 <= day.year < 2100:
        return
    (found,) = find_dates(f"{day.year}年{day.month}月{day.day}日，两市签约")
    assert found.first == OpenDate(day.year, day.month, day.day)


@pytest.mark.parametrize(
    "piece", ["1", "年", "12月", "13日", "《a", "今天（", "1日、", "2015-", "前"]
)
def test_linear_in_the_length(piece):
    text = piece * (50_000 // len(piece))
    begin = time.perf_counter()
    find_dates(text)
    assert time.perf_counter() - begin < 3
