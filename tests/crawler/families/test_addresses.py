from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families.addresses import MAX_DAYS, dated_addresses, fill_day, same_host, sibling

DAY = date(2026, 3, 5)


def test_day_fields_are_filled_with_zeros():
    filled = fill_day("https://e.example.cn/html/{YYYY}-{MM}/{DD}/node_1.htm", DAY)
    assert filled == "https://e.example.cn/html/2026-03/05/node_1.htm"


def test_a_plain_address_is_one_request_whatever_since_is():
    assert dated_addresses("https://a.example.cn/", DAY, date(2020, 1, 1)) == (
        "https://a.example.cn/",
    )


def test_back_fill_asks_each_day_newest_first():
    addresses = dated_addresses("https://e.example.cn/{MM}{DD}", DAY, date(2026, 3, 3))
    assert [a[-4:] for a in addresses] == ["0305", "0304", "0303"]


def test_a_month_index_is_asked_once_a_month():
    addresses = dated_addresses("https://e.example.cn/{YYYY}{MM}/navi.xml", DAY, date(2026, 1, 20))
    assert [a[-15:-9] for a in addresses] == ["202603", "202602", "202601"]


@pytest.mark.parametrize("since", [date(2026, 3, 6), date(2030, 1, 1)])
def test_since_after_today_asks_today(since):
    assert dated_addresses("https://e.example.cn/{DD}", DAY, since) == ("https://e.example.cn/05",)


def test_back_fill_is_bounded():
    addresses = dated_addresses("https://e.example.cn/{YYYY}{MM}{DD}", DAY, date(1900, 1, 1))
    assert len(addresses) == MAX_DAYS + 1


@pytest.mark.parametrize(
    ("url", "page", "form", "first", "expected"),
    [
        ("/x/", 1, "{stem}_{n}.{suffix}", 1, "/x/index_2.html"),
        ("/x/index_2.html", 2, "{stem}_{n}.{suffix}", 1, "/x/index_3.html"),
        ("/x/index.html", 1, "{stem}_{n}.{suffix}", 0, "/x/index_1.html"),
        ("/x/index_1.html", 2, "{stem}_{n}.{suffix}", 0, "/x/index_2.html"),
        ("/x/index2.html", 2, "{stem}{n}.{suffix}", 1, "/x/index3.html"),
        ("/x/list_12.shtml", 1, "{stem}_{n}.{suffix}", 1, "/x/list_12_2.shtml"),
    ],
)
def test_sibling(url, page, form, first, expected):
    host = "https://a.example.cn"
    assert sibling(host + url, page, form, first) == host + expected


def test_same_host_forgives_www_only():
    assert same_host("https://www.a.example.cn/x", "http://a.example.cn/y")
    assert not same_host("https://b.a.example.cn/", "https://a.example.cn/")
    assert not same_host("", "")


@given(st.text(), st.text())
def test_any_text_is_an_answer(one, other):
    assert same_host(one, other) in (True, False)
    assert isinstance(sibling(one, 3), str)
