"""Listing pages of every shape seen, one folder a case."""

import json
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import RowsResult, read_rows
from pipeline_common.models import Origin, Published, Selectors

CASES = sorted((Path(__file__).parent / "fixtures" / "listing").iterdir())


def read(folder: Path) -> RowsResult:
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    return read_rows((folder / "input.html").read_text(encoding="utf-8"), url=meta["url"])


def expected(folder: Path) -> dict:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_found(folder: Path) -> None:
    assert read(folder).found is expected(folder)["found"]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("field", ["url", "title", "published", "origin", "pinned"])
def test_rows(folder: Path, field: str) -> None:
    read_fields = {
        "url": lambda row: row.url,
        "title": lambda row: row.title,
        "published": lambda row: row.published.value if row.published else None,
        "origin": lambda row: row.published.origin if row.published else None,
        "pinned": lambda row: row.pinned,
    }
    assert [read_fields[field](row) for row in read(folder).rows] == [
        row[field] for row in expected(folder)["rows"]
    ]


BASE = "http://www.yunxi.example.cn/xw/"
LIST = """
<div class="box"><ul class="rows">
  <li><a href="#">[栏目]</a><a class="go" href="a.html">短题</a>
    <p class="bt">完整标题</p><i>2026-01-14</i></li>
  <li class="sep"></li>
  <li><a class="go" href="javascript:open('x')">脚本</a></li>
  <li><a class="go" href="b.html">第二条</a><i>无日期</i></li>
</ul></div>
"""


def test_selectors_of_a_source() -> None:
    selectors = Selectors(row="ul.rows > li", link="a.go", title="p.bt", date="i")
    result = read_rows(LIST, url=BASE, selectors=selectors)
    assert result.rule == "selectors"
    assert [(row.url, row.title, row.published) for row in result.rows] == [
        (BASE + "a.html", "完整标题", Published("2026-01-14", Origin.LISTING)),
        (BASE + "b.html", "第二条", None),
    ]


def test_the_row_can_be_the_link() -> None:
    result = read_rows(LIST, url=BASE, selectors=Selectors(row="a.go"))
    assert [row.url for row in result.rows] == [BASE + "a.html", BASE + "b.html"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("div.box ul em", True),
        ("div.other li", False),
        ("tr", False),
        ("div.other li, .box > b", True),
    ],
)
def test_no_row_means_empty_or_redesigned(row: str, found: bool) -> None:
    result = read_rows(LIST, url=BASE, selectors=Selectors(row=row))
    assert (result.found, result.rows) == (found, ())


@pytest.mark.parametrize("text", ["", "<html></html>", "not html", '{"a": 1}'])
def test_pages_without_a_list(text: str) -> None:
    assert read_rows(text, url=BASE) == RowsResult(False)


def test_many_links_take_no_time() -> None:
    rows = "".join(
        f"<li><a href='t20260101_{n}.html'>标题标题标题{n}</a></li>" for n in range(30_000)
    )
    start = time.process_time()
    result = read_rows(f"<ul>{rows}</ul>", url=BASE)
    assert 0 < len(result.rows) <= 5000
    assert time.process_time() - start < 5


FRAGMENTS = [
    "<ul>", "</ul>", "<li>", "</li>", "<a href='t20260114_1.html'>", "<a href='http://[x'>", "</a>",
    "<a href='?id=77'>", "<span>2026-01-14</span>", "[2026-99-99]", "两市签署合作协议", "置顶",
    "<b title='", "'>", "<table><tr><td>", "<img alt='图' src=x>", "暂无数据", "<base href='//['>",
    "\x00", "\ud800",
]  # fmt: skip


@settings(max_examples=100)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=50).map("".join), st.text(max_size=20))
def test_never_raises(html: str, url: str) -> None:
    result = read_rows(html, url=url)
    assert len({row.url for row in result.rows}) == len(result.rows)
    assert all(row.title and row.url for row in result.rows)
    assert result.found or not result.rows


@pytest.mark.parametrize("day", ["01-{}", "[1月{}日]", "{}/01 2026", "{}小时前"])
def test_days_without_a_year_tell_the_list_from_boxes_beside_it(day: str) -> None:
    box = "".join(
        f"<li><a href='/hot/{n}.html'>大家都在看的一条旧闻之{n}</a></li>" for n in range(5)
    )
    rows = "".join(
        f"<li><a href='/news/{n}.html'>两市签署第{n}号合作协议</a><span>{day.format(n)}</span></li>"
        for n in range(11, 17)
    )
    html = f"<div class='side'><ul>{box}</ul></div><div class='main'><ul>{rows}</ul></div>"
    read = read_rows(html, url="http://www.yunxi.example.cn/")
    assert [row.url.rpartition("/")[2] for row in read.rows] == [f"{n}.html" for n in range(11, 17)]
    assert {row.published for row in read.rows} == {None}, "no invented year"
