"""Article pages with every trap seen, one folder a case."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import ArticlePreset, ReadArticle, read_article
from pipeline_common.models import Origin, Published, Selectors

CASES = sorted((Path(__file__).parent / "fixtures" / "article").iterdir())


def read(folder: Path) -> ReadArticle:
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    return read_article((folder / "input.html").read_text(encoding="utf-8"), url=meta["url"])


def expected(folder: Path) -> dict:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("field", ["title", "text", "outlet"])
def test_text_fields(folder: Path, field: str) -> None:
    assert getattr(read(folder), field) == expected(folder)[field]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_published(folder: Path) -> None:
    published = read(folder).published
    found = (published.value, published.origin.value) if published else (None, None)
    assert found == (expected(folder)["published"], expected(folder)["origin"])


@pytest.mark.parametrize(
    "folder", [c for c in CASES if "attachments" in expected(c)], ids=lambda folder: folder.name
)
def test_attachments(folder: Path) -> None:
    attachments = [[a.url, a.title, a.kind] for a in read(folder).attachments]
    assert attachments == expected(folder)["attachments"]


PROSE = "云溪市与青岚市签署协议，两市将在年内开通三条跨市公交线路，并统一票价和支付方式。"
PAGE = f"""
<html><head><title>别的</title></head><body>
<div class="hd">眉题　<span id="bt">签署协议</span></div>
<div class="xx">日期不在这里</div><i class="rq">2026-01-14 09:00</i><b class="ly">来源：云溪日报</b>
<div class="more"><p>{PROSE}{PROSE}{PROSE}</p></div>
<!--begin--><div class="own"><p>{PROSE}</p><p class="drop">广告语</p></div><!--end-->
</body></html>
"""


def test_selectors_of_a_source_win() -> None:
    selectors = Selectors(
        article_title="#bt", article_date=".rq", outlet=".ly", body=".own", remove=".drop"
    )
    read = read_article(PAGE, url="http://www.yunxi.example.cn/1", selectors=selectors)
    assert (read.title, read.text, read.outlet, read.rule) == (
        "签署协议",
        PROSE,
        "云溪日报",
        "source",
    )
    assert read.published == Published("2026-01-14T09:00:00+08:00", Origin.HEADER)


def test_preset_of_a_family() -> None:
    preset = ArticlePreset(
        title=("#nothing", "#bt"), date=(".rq",), outlet=(".ly",), body=(".own",), remove=(".drop",)
    )
    read = read_article(PAGE, url="http://www.yunxi.example.cn/1", preset=preset)
    assert (read.title, read.text, read.outlet, read.rule) == (
        "签署协议",
        PROSE,
        "云溪日报",
        "family",
    )


def test_marks_in_the_source() -> None:
    preset = ArticlePreset(
        between={"body": ("<!--begin-->", "<!--end-->")},
        patterns={"title": r'id="bt">([^<]+)', "date": r'class="rq">([^<]+)'},
        remove=(".drop",),
    )
    read = read_article(PAGE, url="http://www.yunxi.example.cn/1", preset=preset)
    assert (read.title, read.text, read.rule) == ("签署协议", PROSE, "marks")
    assert read.published == Published("2026-01-14T09:00:00+08:00", Origin.HEADER)


def test_selectors_that_match_nothing_fall_back() -> None:
    selectors = Selectors(article_title=".a", article_date=".b", outlet=".c", body=".d")
    read = read_article(PAGE, url="http://www.yunxi.example.cn/1", selectors=selectors)
    assert read.rule == "density"
    assert read.text.startswith(PROSE)


def test_library_reads_what_is_no_chinese_prose() -> None:
    words = "<p>" + "The two cities signed an agreement on shared bus lines today. " * 8 + "</p>"
    read = read_article(f"<html><body><article>{words * 3}</article></body></html>", url="")
    assert read.rule == "library"
    assert read.text.startswith("The two cities signed")


def test_own_address_stands_in() -> None:
    html = f"""<link href="http://www.yunxi.example.cn/202601/t20260114_1.html" rel="canonical">
        <div>{"<p>" + PROSE + "</p>"}</div>"""
    assert read_article(html, url="").published == Published("2026-01-14", Origin.ADDRESS)


@settings(max_examples=60)
@given(st.text(max_size=300), st.text(max_size=30))
def test_never_raises_for_text(html: str, url: str) -> None:
    assert isinstance(read_article(html, url=url), ReadArticle)


FRAGMENTS = [
    "<html>", "<body>", "<div>", "</div>", "<p>", "</p>", "<table><tr><td>", "</table>", "<h1>",
    "<title>", "</title>", "<meta name=pubdate content='", "<meta property=og:title content='",
    "'>", "<base href='//[", "<a href='http://[::1'>", "<img src=x>", "<!--", "-->", "<script>",
    "</script>", "来源：", "发布时间：", "2026-01-14", "2026-02-30 25:61", "责任编辑：", PROSE,
    "\x00", "\ud800",
]  # fmt: skip


@settings(max_examples=100)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_never_raises_for_pages(html: str) -> None:
    read = read_article(html, url="http://www.yunxi.example.cn/a.html")
    assert not read.text.startswith("\n")
    assert all(line for line in read.text.split("\n")) or not read.text


def test_article_kept_escaped_in_a_text_area() -> None:
    prose = "".join(
        f"<p>两市在界桥边第{n}次会商，约定每季度通报一次航道疏浚的进度，并互派干部驻点。</p>"
        for n in range(6)
    )
    escaped = prose.replace("<", "&lt;").replace(">", "&gt;")
    box = "<ul><li><a href='/1.html'>另一条旧闻的标题</a></li></ul>"
    read = read_article(
        f"<title>两市会商航道</title><h1>两市会商航道</h1><textarea>{escaped}</textarea>"
        f"<textarea class='article-time'>1768350600000</textarea>{box}"
        "<div class='foot'>版权所有 2020-01-01</div>",
        url="",
    )
    assert (read.rule, read.text.count("界桥")) == ("text area", 6)
    assert read.published is not None
    assert read.published.value.startswith("2026-01-14")
    assert read.outlet == ""


def test_a_text_area_that_is_shown_already_is_not_read() -> None:
    kept = f"<textarea hidden>&lt;p&gt;{PROSE}&lt;/p&gt;</textarea>"
    shown = f"<article><p>{PROSE}</p><p>搜救仍在进行。</p></article>"
    read = read_article(f"<html><body>{kept}{shown}</body></html>", url="")
    assert (read.text, read.rule) == (f"{PROSE}\n搜救仍在进行。", "density")
