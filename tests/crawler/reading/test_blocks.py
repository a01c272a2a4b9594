"""Runs, blocks and lines."""

import pytest

from crawler.reading.blocks import join_lines, read_runs, tidy
from crawler.reading.tree import parse


def lines(html: str) -> list[str]:
    return [line.text for line in join_lines(read_runs(parse(html).body)[0])]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("一<br>二", ["一", "二"]),
        ("<p>云<b>溪</b><font>市</font></p>", ["云溪市"]),
        ("<div>前<p>中</p>后</div>", ["前", "中", "后"]),
        ("<p>云溪\n  青岚</p>", ["云溪青岚"]),
        ("<p>Yunxi\n  City</p>", ["Yunxi City"]),
        ("<p>　　一&nbsp;&nbsp;二\u200b</p>", ["一 二"]),
        ("<p>一</p><script>x</script><style>y</style><textarea>z</textarea>", ["一"]),
        ("<p>一<span style='display:none'>隐</span>二</p>", ["一二"]),
        ("<p>自<st1:chsdate>1日</st1:chsdate>起<o:p></o:p></p>", ["自1日起"]),
        ("<p>一</p><video>浏览器不支持</video>", ["一"]),
        ("<p> </p>\n<p>\u3000</p>", []),
    ],
)
def test_lines(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


def test_links_are_counted() -> None:
    (line,) = join_lines(read_runs(parse("<p>见<a href=x><b>全文</b></a>。</p>").body)[0])
    assert (line.text, line.linked) == ("见全文。", 2)


def test_furniture_and_side_boxes_are_known() -> None:
    html = "<nav><p>菜单</p></nav><div class='related-news'>相关</div><div class='photo'>图</div>"
    runs, _ = read_runs(parse(html).body)
    assert [(r.block.furniture, r.block.side) for r in runs] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_cells_and_rows() -> None:
    runs, _ = read_runs(parse("<table><tr><td><p>一</p></td><th>二</th></tr></table>").body)
    first, second = (run.block for run in runs)
    assert first.row is second.row is not None
    assert first.cell is not second.cell


def test_what_is_left_out() -> None:
    tree = parse("<p>一</p><div id=x><p>二</p></div>")
    without = frozenset([tree.css_first("#x").mem_id])
    assert [run.text for run in read_runs(tree.body, without)[0]] == ["一"]


def test_limit() -> None:
    assert len(read_runs(parse("<p>一</p>" * 9).body, limit=4)[0]) == 4


def test_tidy_keeps_words_apart() -> None:
    assert tidy(" 一\t 二\r\n\xa0three ") == "一 二 three"
