import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families import Document
from crawler.families.feed import FEED, feed_date, is_feed
from pipeline_common.models import Listing, Published, Source

URL = "https://a.example.cn/rss.xml"
SOURCE = Source("a", "甲", "feed", (Listing(URL),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 18 Mar 2025 08:30:00 +0800", "2025-03-18T08:30:00+08:00"),
        ("18 Mar 2025 08:30 CST", "2025-03-18T08:30:00+08:00"),
        ("Tue, 18 Mar 2025 00:30:00 GMT", "2025-03-18T08:30:00+08:00"),
        ("Tue, 18 Mar 2025 00:30:00 Z", "2025-03-18T08:30:00+08:00"),
        ("Tue, 18 Mar 2025 08:30:00 GMT+8", "2025-03-18T08:30:00+08:00"),
        ("Tue, 18 Mar 2025 08:30:00", "2025-03-18T08:30:00+08:00"),
        ("Tue, 18 Mar 2025 19:30:00 EST", "2025-03-19T08:30:00+08:00"),
        ("2025-03-18T00:30:00Z", "2025-03-18T08:30:00+08:00"),
        ("2025-03-18T08:30:00", "2025-03-18T08:30:00+08:00"),
        ("2016/6/29 15:07:41", "2016-06-29T15:07:41+08:00"),
        ("2025/3/18 8:30:00", "2025-03-18T08:30:00+08:00"),
        ("2025年3月18日", "2025-03-18"),
        ("2025-03-18", "2025-03-18"),
        ("Tue, 99 Mar 2025 08:30:00 +0800", ""),
        ("tomorrow", ""),
        ("", ""),
    ],
)
def test_dates_of_feeds(text, expected):
    assert feed_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'></rss>",
        "\ufeff<?xml version='1.0'?>\n<!-- x -->\n<?xml-stylesheet href='a'?><feed></feed>",
        "<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'http://x/rss.dtd'><rss></rss>",
        "<rdf:RDF xmlns:rdf='r'></rdf:RDF>",
        '{"version": "https://jsonfeed.org/version/1", "items": []}',
    ],
)
def test_feeds_are_told(text):
    assert is_feed(text)


@pytest.mark.parametrize(
    "text", ["", "<html><rss></html>", "<script>x</script>", "{}", "<feedback>", "<!--" * 9000]
)
def test_other_documents_are_told(text):
    assert not is_feed(text)


def read(text):
    return FEED.read_listing(Document(URL, text), SOURCE, SOURCE.listings[0], 1)


def test_a_broken_feed_is_read_as_far_as_it_goes():
    text = (
        "<rss version='2.0'><channel><item><title>甲&nbsp;乙&丙</title><link>/a.html</link></item>"
        "<item><title>丁"
    )
    result = read(text)
    assert result.found
    assert result.rows[0].url == "https://a.example.cn/a.html"


def test_a_summary_counts_only_where_no_page_is_fetched():
    text = (
        "<rss version='2.0'><channel><item><link>http://a.example.cn/1</link>"
        "<description>摘要</description></item></channel></rss>"
    )
    assert read(text).rows[0].body_html == ""
    taking = Source("a", "甲", "feed", (Listing(URL),), fetch_articles=False)
    result = FEED.read_listing(Document(URL, text), taking, taking.listings[0], 1)
    assert result.rows[0].body_html == "摘要"


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("<p>两市签约。</p>", True),
        ("<p>两市签……</p>", False),
        ("<p>两市签约 <a href='x'>阅读全文</a> »</p>", False),
        ("<p>两市签约 [...]</p>", False),
    ],
)
def test_a_beginning_is_no_text(content, whole):
    text = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        "<item><link>http://a.example.cn/1</link>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>"
    )
    assert bool(read(text).rows[0].body_html) is whole


@given(st.text(max_size=60))
def test_any_date_is_a_date_or_none(text):
    value = feed_date(text)
    assert value == "" or Published(value)


@given(st.text())
def test_any_feed_is_read(text):
    assert read(f"<rss version='2.0'><channel><item>{text}").found
    assert read('{"version": "https://jsonfeed.org/version/1", "items": [' + text).found
