"""What each form comes to; each rule of the guide's section on dates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_common.milestones.dates import (
    DateContext,
    date_article,
    explain,
    find_dates,
    resolve,
)
from pipeline_common.models import EventDate


def one(text, published=None, **context):
    (expression,) = find_dates(text)
    found = resolve(expression, DateContext(published, **context))
    return found and found.edtf


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        # as written
        ("2013年6月9日", None, "2013-06-09"),
        ("2015年9月13日至15日", "2020-01-01", "2015-09-13/2015-09-15"),
        ("2015年底", None, "2015-12~"),
        ("2015年初", None, "2015-01~"),
        # month and day: the year of publication, or the one before
        ("8月12日", "2020-09-01", "2020-08-12"),
        ("8月12日", "2020-08-10", "2020-08-12"),
        ("8月12日", "2020-08-09", "2019-08-12"),
        ("6月10日", "2023-04-28T09:00:00+08:00", "2022-06-10"),
        ("6月14日", "2016-06", "2016-06-14"),
        ("6月14日", "2016", "2016-06-14"),
        ("8月12日", None, "XXXX-08-12"),
        ("11月17日—18日", None, "XXXX-11-17/XXXX-11-18"),
        ("12月30日至1月2日", "2020-01-05", "2019-12-30/2020-01-02"),
        ("12月30日至1月2日", None, "XXXX-12-30/XXXX-01-02"),
        ("10月", "2020-09-01", "2019-10"),
        ("10月", None, "XXXX-10"),
        # day alone
        ("21日", "2020-09-22", "2020-09-21"),
        ("25日", "2020-09-22", "2020-08-25"),
        ("31日", "2020-01-02", "2019-12-31"),
        ("31日", "2020-05-02", "2020-03-31"),
        ("28日至2日", "2020-03-03", "2020-02-28/2020-03-02"),
        ("13-15日", "2020-03-16", "2020-03-13/2020-03-15"),
        ("24日", None, "XXXX-XX-24"),
        ("24日", "2020", "XXXX-XX-24"),
        # counted from the day of the report
        ("今天", "2020-03-01", "2020-03-01"),
        ("昨天", "2020-03-01", "2020-02-29"),
        ("前天", "2020-01-01", "2019-12-30"),
        ("三天前", "2020-01-01", "2019-12-29"),
        ("昨天", "2020-03", None),
        ("今天", None, None),
        ("今天（6月21日）", "2020-06-21", "2020-06-21"),
        ("今天（6月21日）", None, "XXXX-06-21"),
        ("今年5月", "2020-06-01", "2020-05"),
        ("去年", "2020-06-01", "2019"),
        ("去年12月3日至5日", "2020-06-01", "2019-12-03/2019-12-05"),
        ("去年年底", "2020", "2019-12~"),
        ("今年1-7月", "2020-08-01", "2020-01/2020-07"),
        ("去年12月30日至1月2日", "2020-06-01", "2019-12-30/2020-01-02"),
        ("今年5月", None, "XXXX-05"),
        ("去年", None, None),
        ("上月5日", "2020-01-10", "2019-12-05"),
        ("本月9日至10日", "2020-01-10", "2020-01-09/2020-01-10"),
        ("上个月", "2020-01-10", "2019-12"),
        ("上月", "2020", None),
        ("上月底", "2020-01-10", "2019-12~"),
        ("年底", "2020-01-10", "2019-12~"),
        # weekdays
        ("周三", "2020-03-10", "2020-03-04"),
        ("周二", "2020-03-10", "2020-03-10"),
        ("上周五", "2020-03-10", "2020-03-06"),
        ("周三", None, None),
        # on or shortly before
        ("近日", "2020-03-10", "2020-03-10~"),
        ("日前", "2020-03", "2020-03~"),
        ("上周，", "2020-03-10", "2020-03-08~"),
        ("近日", None, None),
        ("近日（3月2日）", "2020-03-10", "2020-03-02"),
        # damaged
        ("124日", "2018-12-05", "2018-12-04"),
        ("124日", "2018-01-25", "2018-01-24"),
        ("124日", "2018-12", "2018-12-04"),
        ("124日", "2018-06-01", None),
        ("124日", None, None),
        # ahead of the report
        ("将于6月1日", "2023-05-25", "2023-06-01"),
        ("将于28日", "2023-05-25", "2023-05-28"),
    ],
)
def test_publication(text, published, wanted):
    assert one(text, published) == wanted


@pytest.mark.parametrize(
    ("text", "published", "dateline", "wanted"),
    [
        ("今天", "2021-03-15", "2021-03-14", "2021-03-14"),
        ("昨天", None, "XXXX-03-14", "XXXX-03-13"),
        ("昨天", None, "XXXX-03-01", None),
        ("今年5月", "2024-01-02", "2023-12-31", "2023-05"),
        ("近日", "2021-03-20", "2021-03-14", "2021-03-14~"),
        ("13日", "2024-11-30", "2024-10-14", "2024-10-13"),
        ("13日", None, "XXXX-10-14", "XXXX-10-13"),
        ("6月8日", "2024-05-05", "2013-06-09", "2013-06-08"),  # a reprint
        ("1月1日", "2024-01-02", "2023-12-30", "2024-01-01"),
    ],
)
def test_dateline(text, published, dateline, wanted):
    assert one(text, published, dateline=EventDate(dateline)) == wanted


@pytest.mark.parametrize(
    ("text", "before", "wanted"),
    [
        ("当天", "2020-03-01", "2020-03-01"),
        ("同日", "2015-09-13/2015-09-15", "2015-09-13/2015-09-15"),
        ("次日", "2020-02-28", "2020-02-29"),
        ("次日", "2015-09-13/2015-09-15", "2015-09-16"),
        ("次日", "XXXX-12-31", "XXXX-01-01"),
        ("同年10月20日", "2016-06-06", "2016-10-20"),
        ("当年12月", "2014-04", "2014-12"),
        ("一年后", "2013-06-09", "2014"),
        ("次年5月", "2013", "2014-05"),
        ("同月8日", "2013-06-01", "2013-06-08"),
        ("三个月后", "2013-11-01", "2014-02"),
        ("同年10月20日", "XXXX-06-06", "XXXX-10-20"),
    ],
)
def test_dates_before(text, before, wanted):
    assert one(text, "2021-01-01", **vars_of(DateContext().after(EventDate(before)))) == wanted


def vars_of(context):
    return {"last": context.last, "last_day": context.last_day}


def test_words_for_a_date_before_without_one():
    assert one("当天", "2020-03-01") == "2020-03-01"
    assert one("次日", "2020-03-01") is None
    assert one("同年", "2020-03-01") is None
    assert one("同月8日") == "XXXX-XX-08"


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        ("5月3日，甲乙签约，5日丙丁签约", "2020-06-10", ["2020-05-03", "2020-05-05"]),
        ("2012年3月1日签约，5月6日挂牌", "2020-08-08", ["2012-03-01", "2012-05-06"]),
        ("与去年12月相比，5月6日开通", "2020-05-08", ["2019-12", "2020-05-06"]),
        ("8月5日签约。11日至12日来访", "2019-09-13", ["2019-08-05", "2019-09-11/2019-09-12"]),
        ("8月5日签约。11日来访", "2019-09-25", ["2019-08-05", "2019-08-11"]),
        ("10日开通。12月10日，首班列车", None, ["XXXX-12-10", "XXXX-12-10"]),
        ("2015年7月27日开会；10月28日签约", None, ["2015-07-27", "2015-10-28"]),
        ("2015年7月27日开会\n10月28日签约", None, ["2015-07-27", "XXXX-10-28"]),
        ("6月1日签约。5日挂牌", None, ["XXXX-06-01", "XXXX-06-05"]),
        ("近日，两市会谈。当天签约", "2020-03-10", ["2020-03-10~", "2020-03-10~"]),
        ("周三会谈。次日签约", "2020-03-10", ["2020-03-04", "2020-03-05"]),
        ("2013年签约。2012年3月6日起。当日", None, ["2013", "2012-03-06", "2012-03-06"]),
        ("2012年3月6日签约。2013年通车。当日", None, ["2012-03-06", "2013", "2012-03-06"]),
    ],
)
def test_neighbours(text, published, wanted):
    assert [d.date.edtf for d in date_article(text, published)] == wanted


def test_rules_have_names():
    (expression,) = find_dates("8月12日")
    assert explain(expression, DateContext("2020-09-01")).rule == "year of publication"
    assert explain(expression, DateContext()).rule == "year unknown"
    (expression,) = find_dates("昨天")
    assert explain(expression, DateContext()).rule == "no day to count from"
    assert explain(expression, DateContext("0001-01-01")).rule == "outside the calendar"


PUBLISHED = st.one_of(
    st.none(),
    st.dates().map(str),
    st.dates().map(lambda d: str(d)[:7]),
    st.dates().map(lambda d: str(d)[:4]),
)
# fmt: off
WORDS = [
    "2015年", "9月13日", "至15日", "、14日", "今天", "昨天", "三天前", "次日", "同年", "一年后",
    "三个月后", "去年", "上月", "31日", "30日", "2月29日", "周三", "上周", "近日", "124日",
    "年底", "将于", "（", "）", "，", "。", "新华社南昌1月1日电",
]
# fmt: on
TEXTS = st.lists(st.sampled_from(WORDS), max_size=20).map("".join)


@settings(deadline=None)
@given(TEXTS, PUBLISHED)
def test_any_dates_resolve_or_do_not(text, published):
    dated = date_article(text, published)
    assert dated == date_article(text, published)
    assert all(d.rule for d in dated)
    for known in (d.date for d in dated if d.date and d.date.known):
        begin, end = known.bounds
        assert begin <= end


@settings(deadline=None)
@given(st.dates().map(str), st.sampled_from(["今天", "昨日", "8月12日", "21日", "近日"]))
def test_nothing_but_the_publication_date_counts(published, text):
    found = one(text, published)
    assert found is None or found[:4] in (published[:4], f"{int(published[:4]) - 1:04}")
