"""Where an agency says when it sent the report."""

import pytest

from pipeline_common.milestones.dates import find_dateline


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        ("新华社武汉2月21日电（记者某）两市", "2024-02-22", "2024-02-21"),
        ("新华社武汉2月21日电（记者某）两市", None, "XXXX-02-21"),
        ("中新网 曲靖10月14日电（某某）13日", "2024-11-30", "2024-10-14"),
        ("中新社南昌21日电 两市", "2020-10-22", "2020-10-21"),
        ("本报广州12月10日电 （记者某）", "2021-12-11", "2021-12-10"),
        ("本报5月6日讯（记者某）昨日", "2024-05-08", "2024-05-06"),
        ("央广网南昌3月5日消息（记者某）", "2024-03-06", "2024-03-05"),
        ("参考消息网10月20日报道 据外媒10月19日报道，", "2018-10-20", "2018-10-20"),
        ("新华社南昌2013年6月9日电 两市", None, "2013-06-09"),
        ("武汉2月21日电 今天", "2024-02-22", "2024-02-21"),
        ("新华社北京12月30日电", "2024-01-02", "2023-12-30"),
        ("标题\n图：大桥\n新华网西安9月29日电（记者某）", "2015-09-29", "2015-09-29"),
    ],
)
def test_datelines(text, published, wanted):
    found = find_dateline(text, published)
    assert found.date.edtf == wanted
    assert text[found.start : found.end].rstrip("电讯消息报道 ").endswith("日")


@pytest.mark.parametrize(
    "text",
    [
        "本报讯（记者某）5月6日，两市签约",
        "据外媒10月19日报道，",
        "两市通报，5月6日电力互通",
        "会议结束。5月6日电",
        "新华社武汉2月31日电",
        "",
    ],
)
def test_none(text):
    assert find_dateline(text, "2024-05-07") is None


def test_only_near_the_beginning():
    assert find_dateline("甲" * 3000 + "\n新华社武汉2月21日电") is None
