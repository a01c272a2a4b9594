"""Texts and files of a body."""

import pytest

from crawler.reading.body import read_attachments, read_text, trim
from crawler.reading.tree import parse

PROSE = "云溪市与青岚市签署协议，两市将在年内开通三条跨市公交线路。"


def text(html: str, remove: tuple[str, ...] = ()) -> list[str]:
    return read_text(parse(html).body, remove)


def test_data_tables_are_lines_of_cells() -> None:
    html = """<table><tr><td>线路</td><td>里程</td></tr>
        <tr><td><p>江滨线</p></td><td>42</td></tr></table>"""
    assert text(html) == ["线路\t里程", "江滨线\t42"]


def test_layout_tables_are_text() -> None:
    html = f"<table><tr><td><p>{PROSE * 3}</p><p>{PROSE}</p></td><td>边栏</td></tr></table>"
    assert text(html) == [PROSE * 3, PROSE, "边栏"]


def test_boxes_that_are_not_the_articles() -> None:
    html = f"<p>{PROSE}</p><div class='related'><p>另一篇</p></div><footer>页脚</footer>"
    assert text(html) == [PROSE]


def test_names_that_mean_something_else() -> None:
    assert text(f"<div class='comment'><p>{PROSE}</p></div><p>短</p>") == [PROSE, "短"]


def test_configured_removals() -> None:
    assert text(f"<p>{PROSE}</p><p class=x>去掉</p>", (".x",)) == [PROSE]


@pytest.mark.parametrize(
    "tail",
    [
        "责任编辑：某某",
        "（责任编辑：某某）",
        "[责编：某某]",
        "编辑：某某",
        "【纠错】",
        "相关阅读：",
        "延伸阅读",
        "上一篇：无",
        "下一条：没有了",
        "特别声明：以上内容仅供参考",
        "扫一扫在手机打开当前页面",
        "来源：云溪日报",
        "初审：某某 复审：某某",
        "打印本页 关闭窗口",
        "返回搜狐，查看更多",
    ],
)
def test_tails(tail: str) -> None:
    assert trim([PROSE, PROSE + "二", tail, "尾声"], "标题") == [PROSE, PROSE + "二"]


@pytest.mark.parametrize(
    "line",
    ["下一步，两市将继续推进合作。", "附件内容另行公布。", "编辑部设在云溪。", "扫码即可乘车。"],
)
def test_sentences_are_no_tails(line: str) -> None:
    assert trim([PROSE, PROSE + "二", line], "标题")[-1] == line


@pytest.mark.parametrize(
    "head",
    [
        ["两市签署协议"],
        ["两市", "签署协议"],
        ["两市签署协议", "发布时间：2026-01-14 来源：云溪日报", "字号：大 中 小"],
        ["2026-01-14 08:30", "【大 中 小】"],
        ["两市签署协议", "时间：2026-01-14 浏览：15"],
    ],
)
def test_heads(head: list[str]) -> None:
    assert trim([*head, PROSE], "两市签署协议") == [PROSE]


@pytest.mark.parametrize(
    "first",
    [
        [PROSE * 2, "时间：2026-01-14，地点：云溪。"],
        ["2026年1月14日，两市签署协议"],
        ["各单位：", "时间：2026年1月14日上午9:00", "地点：云溪会堂"],
    ],
)
def test_the_texts_own_dates_are_no_head(first: list[str]) -> None:
    lines = [*first, PROSE]
    assert trim(lines, "标题") == lines


def test_repetitions_are_told_once() -> None:
    assert trim([PROSE, "图注", "图注"], "标题") == [PROSE, "图注"]


def test_attachments() -> None:
    html = """<a href="./P1.pdf" title="协议全文">下载</a><a href="b.html">网页</a>
        <a href="/f/清单.XLSX?v=1">清单</a><a href="./P1.pdf">又一次</a>
        <img src="data:image/png;base64,xx" data-original="a.jpg" alt="图">
        <img src="javascript:x">"""
    attachments = read_attachments(parse(html).body, "http://www.yunxi.example.cn/d/x.html")
    assert [(a.url, a.title, a.kind) for a in attachments] == [
        ("http://www.yunxi.example.cn/d/P1.pdf", "协议全文", "file"),
        ("http://www.yunxi.example.cn/f/清单.XLSX?v=1", "清单", "file"),
        ("http://www.yunxi.example.cn/d/a.jpg", "图", "image"),
    ]
