"""Which links of a page are its list."""

import pytest

from crawler.reading.groups import find_groups, looks_like_article
from crawler.reading.tree import parse

BASE = "http://www.yunxi.example.cn/"


def rows(count: int, box: str, *, dated: bool = True, name: str = "两市合作又有新进展") -> str:
    date = "<span>2026-01-14</span>" if dated else ""
    items = "".join(
        f"<li><a href='/{box}/t20260114_{n}.html'>{name}{n}</a>{date}</li>" for n in range(count)
    )
    return f"<div class='{box}'><ul>{items}</ul></div>"


def found(html: str) -> list[int]:
    return [len(group.links) for group in find_groups(parse(html), BASE)]


def test_dated_rows_beat_menus_and_side_boxes() -> None:
    html = (
        rows(9, "menus", dated=False, name="栏目") + rows(6, "main") + rows(9, "hot", dated=False)
    )
    assert found(html) == [6]


def test_without_dates_headlines_and_addresses_decide() -> None:
    assert found(rows(6, "main", dated=False) + "<p><a href='/'>首页</a></p>") == [6]


def test_boxes_of_one_weight_are_one_list() -> None:
    assert found(rows(5, "left") + rows(5, "right")) == [5, 5]


@pytest.mark.parametrize("box", ["nav", "footer", "pagination", "breadcrumb", "friend-links"])
def test_furniture_is_no_list(box: str) -> None:
    assert found(rows(6, box)) == []


def test_rows_that_are_numbered_are_of_one_make() -> None:
    items = "".join(
        f"<div class='item-{n} {'odd' if n % 2 else 'even'}'>"
        f"<a href='t20260114_{n}.html'>两市合作又有新进展{n}</a> 2026-01-14</div>"
        for n in range(6)
    )
    assert found(items) == [6]


@pytest.mark.parametrize(
    ("address", "article"),
    [
        ("http://a.cn/202601/t20260114_7149.html", True),
        ("http://a.cn/art/2026/6/30/art_14_4458067.html", True),
        ("http://a.cn/c/0123456789abcdef0123456789abcdef.shtml", True),
        ("http://a.cn/show.aspx?id=204", True),
        ("http://a.cn/files/report.pdf", True),
        ("http://a.cn/xwzx/", False),
        ("http://a.cn/about.html", False),
    ],
)
def test_looks_like_article(address: str, article: bool) -> None:
    assert looks_like_article(address) is article


def test_a_row_with_a_class_of_its_own_belongs_to_the_list() -> None:
    html = rows(9, "main").replace("<li>", "<li class='li_rule'>", 1)
    assert sorted(found(html)) == [1, 8]
    assert found(rows(9, "main") + rows(4, "side", dated=False)) == [9]
