"""Dates in lists, under headlines and in addresses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.dates import address_date, epoch_date, parse_date_text
from pipeline_common.models import Published


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-14", "2026-01-14"),
        ("[2026-01-14]", "2026-01-14"),
        ("2026/1/4", "2026-01-04"),
        ("2026.01.14", "2026-01-14"),
        ("2026年1月4日 8:30", "2026-01-04T08:30:00+08:00"),
        ("2026年9月5日 8时30分", "2026-09-05T08:30:00+08:00"),
        ("2025/3/18 8:30:00", "2025-03-18T08:30:00+08:00"),
        ("2024年05月10日06:58 | 来源：云溪网", "2024-05-10T06:58:00+08:00"),
        ("2024-05-0110:00", "2024-05-01T10:00:00+08:00"),
        ("2007-08-20-23:59:59", "2007-08-20T23:59:59+08:00"),
        ("2026-\n01-\n23", "2026-01-23"),
        ("2026 01/14 22:27:02", "2026-01-14T22:27:02+08:00"),
        ("14\n2026-01", "2026-01-14"),
        ("20260114", "2026-01-14"),
        ("2020-01-02T03:04:05Z", "2020-01-02T11:04:05+08:00"),
        ("2020-01-02T23:04:05.000+00:00", "2020-01-03T07:04:05+08:00"),
        ("2024-05-01 24:00", "2024-05-01"),
        ("2026年1月", "2026-01"),
        ("2026-01", "2026-01"),
    ],
)
def test_formats(text: str, value: str) -> None:
    assert parse_date_text(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昨天",
        "[01-14]",
        "1月14日",
        "0233621J/2026-00150",
        "2025-02-31",
        "2026-13-01",
        "昌字2024-3-12-5",
        "版权所有 2009-2025",
        "增长1.5倍",
        "13800138000",
        "1890年1月1日",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date_text(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("[01-14]", "2025-01-14"), ("1月3日", "2026-01-03"), ("[01-04]", "2026-01-04")],
)
def test_reference_gives_the_year(text: str, value: str) -> None:
    assert parse_date_text(text, reference=date(2026, 1, 3)) == value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/zwzx/bmdt/202601/t20260114_7149223.html", "2026-01-14"),
        ("/art/2026/6/3/art_14_4458067.html", "2026-06-03"),
        ("/n2/2026/0313/c186330-41.html", "2026-03-13"),
        ("/20260509/0123456789abcdef0123456789abcdef/c.html", "2026-05-09"),
        ("/2024-05/13/c_112.htm", "2024-05-13"),
        ("/gn/2024/05-13/10215.shtml", "2024-05-13"),
        ("/system/2017/03/04/012345678.shtml", "2017-03-04"),
        ("/html/2023-05/19/content_5411_77.htm", "2023-05-19"),
        ("/10462/2026/9/5/0123456789abcdef0123456789abcdef.shtml", "2026-09-05"),
        ("/ncszf/jrnc/202601/0123456789abcdef0123456789abcdef.shtml", "2026-01"),
        ("/zhengce/content/202506/content_7030053.htm", "2025-06"),
        ("/article/7370966182997787176/", None),
        ("/a/210120/8605520.html", None),
        ("/show.aspx?id=20260114", None),
        ("/202613/t20261314_1.html", None),
    ],
)
def test_addresses(path: str, value: str | None) -> None:
    assert address_date("http://www.yunxi.example.cn" + path) == value


def test_epochs_are_china_time() -> None:
    assert epoch_date("1768350600") == epoch_date("1768350600000") == "2026-01-14T08:30:00+08:00"
    assert epoch_date("9" * 30) is None


@given(st.text(max_size=200))
def test_values_are_iso_dates(text: str) -> None:
    for value in (parse_date_text(text, reference=date(2026, 1, 1)), address_date(text)):
        assert value is None or Published(value)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_survives_every_format(day: date) -> None:
    for pattern in ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "(%Y.%m.%d)"):
        assert parse_date_text(day.strftime(pattern)) == day.isoformat()
