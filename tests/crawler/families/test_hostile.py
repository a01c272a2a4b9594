"""Whatever a page holds, every family answers, and in time."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families import FAMILIES, Document, ListingResult, Request
from pipeline_common.models import Listing, Source

URL = "https://a.example.cn/col/col11/index.html"
LISTING = Listing(URL)
#: What the readers look for, to be mixed with noise.
MARKS = [
    "<record><![CDATA[", "]]></record>", "<nextgroup>", "<a href='", "'>", "</a>", "<li>",
    "createPageHTML(", "'p',3,1,'l','html')", "<script>", "</script>", "listData={ articleList: [",
    '{"data":{"results":[', '{"source":{"urls":"{', "document.write(", 'url="./t20260101_1.html";',
    'title="x";', "<!--", "-->", "<rss><channel><item>", "<urlset><url><loc>", "[", "{", "]", "}",
    "data='datasource:0123456789'", " preview='a/", "<iframe src=", "<area href=content_1.htm>",
    "queryData=\"{'a':'b'}\" url='/build/unit'", "http://[", "//", "?", "&#0;", "\x00", "\ud800",
    "2026-01-01", "<base href='", "http-equiv=refresh content='0;url=", "unitid:'3'", "count='9",
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(MARKS) | st.text(max_size=8), max_size=30).map("".join)
ADDRESSES = st.sampled_from(
    [URL, "https://a.example.cn/navi.xml", "https://a.example.cn/queryList", "", "http://[", "x"]
) | st.text(max_size=20)


def source(name: str) -> Source:
    return Source("s", "某", name, (LISTING,))


@pytest.mark.parametrize("name", sorted(FAMILIES))
@given(text=HOSTILE, url=ADDRESSES, page=st.integers(1, 9))
def test_any_text_is_a_listing(name, text, url, page):
    family = FAMILIES[name]
    asked = Request(url, form=(("unitid", "1"),), context={"unitid": "1", "endrecord": "45"})
    for request in (None, asked):
        document = Document(url, text, request=request)
        result = family.read_listing(document, source(name), LISTING, page)
        assert isinstance(result, ListingResult)
        addresses = [row.url for row in result.rows]
        assert all(a.startswith(("http://", "https://")) for a in addresses)
    assert isinstance(family.fingerprint(url, text), str)
    assert isinstance(family.next_parts(document), tuple)


BOMBS = {
    "open comments": "<!--" * 40_000,
    "open records": "<record><![CDATA[<li><a href='/a'>" * 5_000,
    "calls": "<script>" + "createPageHTML(" * 10_000 + "</script>",
    "assignments": "<script>" + 'url="a";title="b";' * 8_000 + "document.write(" * 5 + "</script>",
    "links": "<li><a href='/system/2026/03/05/1.shtml'>某地某事某某</a></li>" * 2_000,
    "hrefs": "<a href=" * 25_000,
    "brackets": "articleList: " + "[" * 60_000,
    "spaces": " " * 200_000,
    "pages": "<area href=content_1.htm>" * 3_000,
    "slashes": "<script>" + "//" * 50_000 + "</script>",
    "refresh": "<meta http-equiv=refresh " * 5_000,
}


@pytest.mark.parametrize("bomb", sorted(BOMBS))
def test_large_pages_take_linear_time(bomb):
    """At the square of its size each would take minutes."""
    text = BOMBS[bomb]
    started = time.process_time()
    for name, family in FAMILIES.items():
        document = Document(URL, text)
        family.fingerprint(URL, text)
        family.read_listing(document, source(name), LISTING, 1)
        family.next_parts(document)
    assert time.process_time() - started < 8


def test_start_is_bounded():
    listing = Listing("https://a.example.cn/{YYYY}/{MM}/{DD}")
    for family in FAMILIES.values():
        requests = family.start(source(family.name), listing, date(2026, 1, 1), date.min)
        assert len(requests) < 4000
