"""The outlet that a page names."""

import pytest

from crawler.reading.header import find_header
from crawler.reading.outlet import find_outlet
from crawler.reading.page import OpenPage

TITLE = "云溪市与青岚市签署公共交通一体化合作协议"
PROSE = (
    "<p>" + "两市将在年内开通三条跨市公交线路，并统一票价和支付方式，群众出行更方便。" * 2 + "</p>"
)


def outlet(line: str = "", head: str = "", tail: str = "") -> str:
    page = OpenPage(f"<head>{head}</head><body><h1>{TITLE}</h1>{line}{PROSE}{tail}</body>", "")
    return find_outlet(page, lambda: find_header(page, TITLE), None, None)


@pytest.mark.parametrize(
    "line",
    [
        "<p>来源：云溪日报</p>",
        "<p>2026-1-14 08:30| 发布者: admin| 查看: 12| 评论: 0|来自: 云溪日报</p>",
        "<p>云溪日报 2026-01-14 10:37</p>",
        "<p>2026-01-14 10:37 · 云溪日报</p>",
        "<p>原创 云溪日报 2026-01-14 10:37</p>",
        "<p>云溪日报（2026-01-14 10:37）</p>",
        "<p>云溪日报</p><p>2026-01-14</p>",
        "<p>2026-01-14</p><p>云溪日报</p>",
        "<p class=source>云溪日报</p><p>分享</p><p>2026-01-14</p>",
        "<p>下载客户端</p><p>云溪日报</p><p>2026-01-14 来自云溪</p>",
    ],
)
def test_lines(line: str) -> None:
    assert outlet(line) == "云溪日报"


def test_tags_win() -> None:
    head = "<meta name=ContentSource content='来源：云溪日报'>"
    assert outlet("<p>来源：云溪网</p>", head) == "云溪日报"


def test_account_tags_come_after_labels() -> None:
    head = "<meta name=mediaid content='云溪号'>"
    assert outlet("<p>来源：云溪网</p>", head) == "云溪网"
    assert outlet("", head) == "云溪号"


def test_a_label_at_the_end_of_the_text() -> None:
    assert outlet("<p>2026-01-14</p>", tail="<p>来源：云溪日报</p>") == "云溪日报"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "<p>2026-01-14</p>",
        "<p>字号：大 中 小</p><p>2026-01-14 浏览：15</p>",
        "<p>首页 &gt; 新闻</p><p>2026-01-14</p>",
        "<p>今天是2026年1月14日 星期三</p>",
    ],
)
def test_no_outlet(line: str) -> None:
    assert outlet(line) == ""
