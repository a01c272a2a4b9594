"""Canonical addresses, article keys, ids, hashes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.identity import article_key, canonical_url, content_hash, milestone_id


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://WWW.Example.CN:80/a/b.html#top", "http://www.example.cn/a/b.html"),
        ("https://example.cn:443/", "https://example.cn/"),
        ("http://127.0.0.11:8765/x", "http://127.0.0.11:8765/x"),
        ("https://example.cn/a?utm_source=x&id=7&spm=1.2", "https://example.cn/a?id=7"),
        ("https://example.cn/a?t=1700000000000", "https://example.cn/a"),
        ("https://example.cn/list?t=policy", "https://example.cn/list?t=policy"),
        ("https://例子.cn/新闻 1.html", "https://xn--fsqu00a.cn/%E6%96%B0%E9%97%BB%201.html"),
        ("  https://example.cn  ", "https://example.cn/"),
    ],
)
def test_canonical_url(url, expected):
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@b.cn", "/a/b.html", "", "http://"]
)
def test_not_an_address(url):
    with pytest.raises(ValueError, match="not an http"):
        canonical_url(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.cn/art/2026/6/30/art_14_4458067.html", "https://www.a.cn/art/2026/6/30/art_14_4458067.html?uid=7"),
        ("https://a.cn/x/202601/t20260114_7149223.html", "https://m.a.cn/y/202601/t20260114_7149223.shtml"),
        ("https://a.cn/s/col/c1/content/content_1951206363677671424.html",
         "https://a.cn/s/c1/pc/content/content_1951206363677671424.html"),
        ("https://a.cn/z/202601/0123456789abcdef0123456789abcdef.shtml",
         "http://a.cn/z/202601/0123456789abcdef0123456789abcdef.shtml#c"),
    ],
)  # fmt: skip
def test_one_article_one_key(one, other):
    assert article_key(one) == article_key(other)


def test_different_articles_have_different_keys():
    urls = [
        "https://a.cn/art/2026/6/30/art_14_1.html",
        "https://a.cn/art/2026/6/30/art_15_1.html",
        "https://b.cn/art/2026/6/30/art_14_1.html",
        "https://a.cn/show?id=1",
        "https://a.cn/show?id=2",
    ]
    assert len({article_key(url) for url in urls}) == len(urls)


@given(st.text())
def test_canonical_url_is_idempotent_or_refuses(text):
    try:
        once = canonical_url("https://example.cn/" + text)
    except ValueError:
        return
    assert canonical_url(once) == once
    assert once.isascii()


def test_http_and_https_are_one_article():
    assert article_key("http://www.a.cn:80/x.html") == article_key("https://a.cn/x.html")


def test_milestone_id_is_a_stable_urn():
    assert milestone_id("a.cn/t:1", 5) == milestone_id("a.cn/t:1", 5)
    assert milestone_id("a.cn/t:1", 5) != milestone_id("a.cn/t:1", 6)
    assert milestone_id("a.cn/t:1", 5).startswith("urn:uuid:")


def test_content_hash_ignores_empty_last_fields_only():
    assert content_hash("a", "b") == content_hash("a", "b", "")
    assert content_hash("a", "", "b") != content_hash("a", "b")
    assert content_hash("ab") != content_hash("a", "b")
