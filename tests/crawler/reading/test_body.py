"""Texts and files of a body."""

from crawler.reading.blocks import join_lines, read_runs
from crawler.reading.body import lines_in, lines_under, read_attachments, read_text
from crawler.reading.tree import parse

PROSE = "云溪市与青岚市签署协议，两市将在年内开通三条跨市公交线路。"


def text(html: str, remove: tuple[str, ...] = ()) -> list[str]:
    return read_text(lines_under(parse(html).body, remove), "标题")


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


def test_lines_of_a_page_and_of_a_node_are_the_same() -> None:
    html = f"""<div class="comment"><div id="a"><p>{PROSE}</p><table><tr><td>线路</td><td>里程</td>
        </tr></table><div class="related">另一篇</div></div></div><p>页外</p>"""
    node = parse(html).css_first("#a")
    runs, blocks = read_runs(parse(html).body)
    block = next(b for b in blocks if b.node.attributes.get("id") == "a")
    of_page = read_text(lines_in(block, join_lines(runs)), "标题")
    assert of_page == read_text(lines_under(node), "标题") == [PROSE, "线路\t里程"]


def test_hidden_text_is_read_where_it_is_the_body() -> None:
    runs, blocks = read_runs(parse(f"<div style='display:none'><p>{PROSE}</p></div>").body)
    assert read_text(lines_in(blocks[1], join_lines(runs)), "标题") == [PROSE]


def test_links_to_other_pages_frame_the_text() -> None:
    promotion, file = (
        "<p><a href='/live'>直播进行中</a></p>",
        "<p><a href='/a.pdf'>协议全文</a></p>",
    )
    html = f"{promotion}<p>{PROSE}</p>{promotion}<p>{PROSE}二</p>{file}{promotion}"
    assert text(html) == [PROSE, "直播进行中", PROSE + "二", "协议全文"]


def test_configured_removals() -> None:
    assert text(f"<p>{PROSE}</p><p class=x>去掉</p>", (".x",)) == [PROSE]


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
