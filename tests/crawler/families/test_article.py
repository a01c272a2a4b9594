from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families import FAMILIES, parse_article
from crawler.families.article import better_date
from pipeline_common.errors import ArticleParseError, SourceSpecError
from pipeline_common.models import Listing, Origin, Page, Published, Row, Source, Trust

URL = "http://www.jiang.example.cn/x/202601/t20260114_1.html?utm_source=a"
TEXT = "两市交通部门在会上签订备忘录，约定共同养护跨界公路，并开通换乘专线，方便居民往来。"


def source(family: str = "trs_wcm", **more: object) -> Source:
    return Source("s", "某市", family, (Listing("http://www.jiang.example.cn/"),), **more)


def page(html: str | bytes, **more: object) -> Page:
    body = html if isinstance(html, bytes) else html.encode()
    values = {"url": URL, "status": 200, "headers": {}} | more
    return Page("s", body=body, fetched_at=datetime(2026, 1, 15, tzinfo=UTC), **values)


def markup(title: str = "两市签订备忘录", text: str = TEXT) -> str:
    return f"<html><title>{title}</title><h1>{title}</h1><div id='zoom'><p>{text}</p></div></html>"


def test_what_the_source_knows_goes_into_the_article():
    given = source(home_place="九江", trust=Trust.LOW, outlet="某市政府网")
    article = parse_article(page(markup(), backfill=True), given)
    assert (article.home_place, article.trust, article.outlet) == ("九江", Trust.LOW, "某市政府网")
    assert article.backfill
    assert article.fetched_at == datetime(2026, 1, 15, tzinfo=UTC)
    assert article.family == "trs_wcm"


def test_identity_is_the_canonical_address_and_the_family_key():
    article = parse_article(page(markup()), source())
    assert article.url == "http://www.jiang.example.cn/x/202601/t20260114_1.html"
    assert article.id == "jiang.example.cn/t:20260114_1"


def test_further_pages_are_joined_once():
    second = TEXT.replace("两市", "三县")
    more = tuple(markup(text=t).encode() for t in (second, second, TEXT))
    assert parse_article(page(markup(), more=more), source()).text == f"{TEXT}\n{second}"


def test_the_row_helps_where_the_page_is_silent():
    row = Row(URL, "列表上的题目", Published("2026-01-13", Origin.LISTING), outlet="列表来源")
    silent = f"<div id='zoom'><p>{TEXT}</p></div>"
    article = parse_article(page(silent, url="http://a.example.cn/p/1", row=row), source("auto"))
    assert (article.title, article.published, article.outlet) == (
        "列表上的题目",
        Published("2026-01-13", Origin.LISTING),
        "列表来源",
    )


def test_the_encoding_of_the_source_wins():
    body = markup().encode("gb18030")
    assert parse_article(page(body), source(encoding="gb18030")).encoding == "gb18030"


def test_a_row_that_carries_its_text_needs_no_page():
    row = Row(URL, "题目", body_html=f"<p>{TEXT}</p><script>x()</script>")
    assert parse_article(page(b"", row=row), source()).text == TEXT


def test_the_address_of_the_list_is_kept_through_a_redirect():
    row = Row("http://old.example.cn/t20260114_1.html", "题目")
    article = parse_article(page(markup(), row=row), source())
    assert article.id == "old.example.cn/t:20260114_1"
    assert article.url == row.url


@pytest.mark.parametrize("home", ["http://www.jiang.example.cn/", "http://a.example.cn/index.html"])
def test_a_redirect_to_the_home_page_is_no_article(home):
    row = Row("http://www.jiang.example.cn/x/t20260114_1.html", "题目")
    with pytest.raises(ArticleParseError, match="home page"):
        parse_article(page(markup(), url=home, row=row), source())


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_file_is_no_article(start):
    with pytest.raises(ArticleParseError, match="a file"):
        parse_article(page(start + markup().encode()), source())


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"status": 404}, "answered 404"),
        ({"url": "ftp://a.example.cn/x"}, "not an address"),
        ({"url": "http://[/x"}, "not an address"),
    ],
)
def test_what_is_no_answer_is_no_article(given, reason):
    with pytest.raises(ArticleParseError, match=reason):
        parse_article(page(markup(), **given), source())


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found",
        "页面不存在",
        "您访问的页面不存在",
        "您所查看的文章已删除",
        "该文章已删除",
        "系统错误",
        "安全验证",
        "502 Bad Gateway",
    ],
)
def test_error_pages_are_no_articles(title):
    with pytest.raises(ArticleParseError) as caught:
        parse_article(
            page(markup(title, "抱歉，服务器上没有这个文件，可能已经移走，请从首页重新进入查找。")),
            source(),
        )
    assert caught.value.subject == URL


@pytest.mark.parametrize(
    "title", ["404公里环湖绿道贯通", "系统误差校正实验室揭牌", "出错率最低班组获奖"]
)
def test_articles_about_such_things_are(title):
    assert parse_article(page(markup(title, TEXT * 8)), source()).title == title


def test_an_unknown_family_names_what_there_is():
    with pytest.raises(SourceSpecError, match="trs_wcm"):
        parse_article(page(markup()), source("nosuch"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, None, None),
        (("2026-01", Origin.ADDRESS), ("2026-01-14", Origin.LISTING), "2026-01-14"),
        (("2026-01-15", Origin.ADDRESS), ("2026-01-14", Origin.LISTING), "2026-01-14"),
        (("2026-01-15", Origin.META), ("2026-01-14", Origin.LISTING), "2026-01-15"),
        (("2026-01-14T08:00:00+08:00", Origin.HEADER), ("2026-01-14", Origin.API), "2026-01-14T08"),
        (("2026-01-14T08:00:00+08:00", Origin.HEADER), ("2026-01-13", Origin.API), "2026-01-13"),
        (("2026-01-14", Origin.META), None, "2026-01-14"),
    ],
)
def test_the_better_date(one, other, expected):
    first, second = (Published(*d) if d else None for d in (one, other))
    for best in (better_date(first, second), better_date(second, first)):
        assert (best.value.startswith(expected) if best else best) == (
            True if expected else expected
        )


@given(st.binary(max_size=400), st.sampled_from(sorted(FAMILIES)), st.sampled_from([b"", b"<p>"]))
def test_any_bytes_are_an_article_or_a_reason(body, family, before):
    refused = ""
    try:
        article = parse_article(page(before + body), source(family))
    except ArticleParseError as error:
        refused = error.subject
    assert refused == URL or (article.title and article.text)
