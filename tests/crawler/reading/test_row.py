"""One row of a list."""

import pytest

from crawler.reading.row import clean_title, make_row, row_date, row_title, shows_day
from crawler.reading.tree import parse

BASE = "http://www.yunxi.example.cn/"


def link(html: str):
    return parse(html).css_first("a")


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<a>两市签署协议</a>", "两市签署协议"),
        ("<a title='两市签署公交协议'>两市签署…</a>", "两市签署公交协议"),
        ("<a title='两市签署公交协议'>两市签署...</a>", "两市签署公交协议"),
        ("<a title='点击查看'>两市签署协议</a>", "两市签署协议"),
        ("<a title='两市签署公交协议'><img src=x></a>", "两市签署公交协议"),
        ("<a><img alt='两市签署公交协议'></a>", "两市签署公交协议"),
        ("<a title='标题：两市签署协议\n作者：某某'>两市签…</a>", "两市签署协议"),
        ("<a title='&lt;p&gt;两市签署协议&lt;/p&gt;'>两市</a>", "两市签署协议"),
        ("<a><h3>两市签署协议</h3><p>摘要。</p></a>", "两市签署协议"),
        ("<a><span>两市签署协议</span><span>2026-01-14</span></a>", "两市签署协议"),
        ("<a>· 两市签署协议 [2026-01-14]</a>", "两市签署协议"),
        ("<a></a>", ""),
    ],
)
def test_row_title(html: str, title: str) -> None:
    assert row_title(link(html)) == title


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ("<li><a>协议</a><span>2026-01-14</span></li>", "2026-01-14"),
        (
            "<li><a>协议</a><time datetime='2026-01-14T00:30Z'>1月14日</time></li>",
            "2026-01-14T08:30:00+08:00",
        ),
        ("<li><span>2026-01-14</span><a>协议</a></li>", "2026-01-14"),
        ("<li><a>协议 2026-01-14</a></li>", "2026-01-14"),
        ("<li><a>2025年12月1日起实行新规</a><i>2026-01-14</i></li>", "2026-01-14"),
        ("<li><a>2025年12月1日起实行新规</a></li>", None),
        ("<li><a>协议</a>成文日期：2025-12-01 发布日期：2026-01-14</li>", "2026-01-14"),
        (f"<li><a>协议</a><p>{'摘' * 30}2019年5月1日。</p></li>", None),
        ("<li><a>协议</a><span>[01-14]</span></li>", None),
        ("<li><a>协议</a><b>14</b><i>2026-01</i></li>", "2026-01-14"),
    ],
)
def test_row_date(html: str, value: str | None) -> None:
    tree = parse(html)
    assert row_date(tree.css_first("li"), tree.css_first("a")) == value


@pytest.mark.parametrize("href", ["", "#top", "javascript:void(0)", "mailto:a@b.cn", "http://[x"])
def test_links_that_lead_nowhere(href: str) -> None:
    tree = parse(f'<li><a href="{href}">两市签署协议</a></li>')
    assert make_row(tree.css_first("li"), tree.css_first("a"), BASE) is None


@pytest.mark.parametrize(
    "html",
    [
        "<li><a href=x>[置顶]两市签署协议</a></li>",
        "<li><em>置顶</em><a href=x>两市签署协议</a></li>",
        "<li class='a top'><a href=x>两市签署协议</a></li>",
    ],
)
def test_pinned(html: str) -> None:
    tree = parse(html)
    row = make_row(tree.css_first("li"), tree.css_first("a"), BASE)
    assert row is not None
    assert (row.pinned, row.title, row.url) == (True, "两市签署协议", BASE + "x")


def test_clean_title() -> None:
    assert clean_title("<font color=red>两市</font>&nbsp;签署&amp;协议 ") == "两市 签署&协议"


@pytest.mark.parametrize(
    ("beside", "shown"),
    [
        ("2026-01-14", True),
        ("01-14", True),
        ("[1月14日]", True),
        ("14/01 2026", True),
        ("01/14/2026", True),
        ("示例网 3小时前", True),
        ("昨天 08:30", True),
        ("", False),
        ("阅读 114", False),
        ("第1-14期", False),
        ("增长3.5个百分点", False),
    ],
)
def test_day_of_any_precision_tells_a_list(beside: str, shown: bool) -> None:
    row = parse(f"<li><a>两市签署协议</a><span>{beside}</span></li>").css_first("li")
    assert shows_day(row, row.css_first("a")) is shown
