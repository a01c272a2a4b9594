from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.families import FAMILIES, detect, family
from crawler.family_names import FAMILY_NAMES
from pipeline_common.errors import SourceSpecError
from pipeline_common.models import Listing, Source


def test_names_are_the_keys():
    assert all(each.name == name and each.label for name, each in FAMILIES.items())


def selectors_of(name):
    found = FAMILIES[name]
    preset = found.preset
    for rows in getattr(found, "rows", ()):
        yield from (rows.row, rows.link, rows.title, rows.date)
    if preset:
        yield from (*preset.title, *preset.date, *preset.outlet, *preset.body, *preset.remove)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_selector_is_one(name):
    for selector in filter(None, selectors_of(name)):
        LexborHTMLParser("<html></html>").css(selector)


def test_an_unknown_name_is_refused_with_what_there_is():
    with pytest.raises(SourceSpecError, match=r"one of .*hanweb_jcms.*ucap_shtml"):
        family("wordpress")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.a.example.cn/zwzx/202601/t20260114_7149223.html", "trs_wcm"),
        ("http://www.a.example.cn/art/2026/6/30/art_14_4458067.html", "hanweb_jcms"),
        (
            "https://a.example.cn/col/col1/art/2026/art_0123456789abcdef0123456789abcdef.html",
            "hanweb_jpaas",
        ),
        (
            "https://a.example.cn/jxs/col/col1/content/content_1951206363677671424.html",
            "ucap_querylist",
        ),
        ("https://a.example.cn/z/j/202601/0123456789abcdef0123456789abcdef.shtml", "ucap_shtml"),
        ("http://a.example.cn/1/2026/9/5/0123456789abcdef0123456789abcdef.shtml", "ucap_shtml"),
        ("http://jx.people.com.cn/n2/2026/0313/c186330-41527801.html", "people_cms"),
        ("http://a.example.cn/20260905/0123456789abcdef0123456789abcdef/c.html", "xinhua"),
        ("https://a.example.cn/system/2026/03/05/020422222.shtml", "enorth"),
        ("https://a.example.cn/news/focus/content/post_1234567.html", "gd_nfcms"),
        (
            "https://a.example.cn/nw4411/20260105/0123456789abcdef0123456789abcdef.html",
            "shanghai_hex",
        ),
        (
            "http://a.example.cn/columns/580d0301-2e0b-4152-9dd1-7d7f4e0f4980/index.html",
            "hebei_columns",
        ),
        ("https://a.example.cn/html/2026-05/19/content_5411_7712601.htm", "founder_epaper"),
        ("https://a.example.cn/rmrb/pc/layout/202601/05/node_01.html", "founder_epaper"),
        ("https://www.gov.cn/yaowen/liebiao/", "gov_cn"),
        ("https://www.jx.chinanews.com.cn/localnews/", "chinanews"),
        ("https://a.example.cn/news/1.html", "auto"),
    ],
)
def test_addresses_tell_the_system(url, name):
    found, evidence = detect(url, "<html></html>")
    assert found.name == name
    assert bool(evidence) == (name != "auto")


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_listing_opens_with_its_own_address(name):
    listing = Listing("https://a.example.cn/{YYYY}-{MM}/{DD}/list?p={page}")
    source = Source("s", "某", name, (listing,))
    (request,) = family(name).start(source, listing, date(2026, 3, 5))
    assert request.url.startswith("https://a.example.cn/2026-03/05/")
    assert request.method == "GET"


def test_a_newspaper_is_asked_for_each_day():
    listing = Listing("https://a.example.cn/html/{YYYY}-{MM}/{DD}/node_1.htm")
    source = Source("s", "某报数字报", "founder_epaper", (listing,))
    requests = family("founder_epaper").start(source, listing, date(2026, 3, 2), date(2026, 2, 27))
    days = [request.url[26:36] for request in requests]
    assert days == ["2026-03/02", "2026-03/01", "2026-02/28", "2026-02/27"]
    assert all(r.context == {"since": "2026-02-27"} for r in requests)


def test_names_are_those_of_the_families():
    assert tuple(FAMILIES) == FAMILY_NAMES
