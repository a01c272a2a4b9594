"""Meta tags and JSON-LD."""

import pytest

from crawler.reading.metadata import read_metadata
from crawler.reading.tree import parse


def read(html: str):
    return read_metadata(parse(html))


def test_names_are_case_blind_and_of_three_kinds() -> None:
    metadata = read(
        '<meta name="PubDate" content="1"><meta property="og:title" content=" 二 ">'
        '<meta itemprop="dateUpdate" content="3"><meta name="empty" content="">'
        '<meta name="weibo: article:create_at" content="4">'
    )
    assert metadata.first("pubdate") == "1"
    assert metadata.first("nothing", "og:title") == "二"
    assert metadata.first("dateupdate") == "3"
    assert metadata.first("weibo:article:create_at") == "4"
    assert "empty" not in metadata.tags


def test_values_keep_the_asked_order() -> None:
    metadata = read("<meta name=a content=1><meta name=b content=2><meta name=a content=3>")
    assert list(metadata.values(["b", "a"])) == [("b", "2"), ("a", "1"), ("a", "3")]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "题"}',
        '[{"@type": "BreadcrumbList"}, {"@type": "NewsArticle", "headline": "题"}]',
        '{"@graph": [{"@type": "WebSite"}, {"@type": "BlogPosting", "headline": ["题"]}]}',
        '{"headline": "题\n", "pubDate": "2026-01-14"};',
    ],
)
def test_the_article_among_linked_data(script: str) -> None:
    html = f'<script type="application/LD+json">{script}</script>'
    assert read(html).linked_text("headline") == "题"


@pytest.mark.parametrize("script", ["", "{", "[" * 100_000, "null", "1", '"x"', '{"@graph": 1}'])
def test_what_is_no_linked_data(script: str) -> None:
    metadata = read(f'<script type="application/ld+json">{script}</script>')
    assert metadata.linked_text("headline") == ""


def test_paths_into_linked_data() -> None:
    html = (
        '<script type="application/ld+json">{"headline":"a","author":[{"name":"云溪网"}]}</script>'
    )
    assert read(html).linked_text("author", "name") == "云溪网"
    assert read(html).linked_text("headline", "name") == ""
