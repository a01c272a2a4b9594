"""Which block is the article."""

from crawler.reading.blocks import read_runs
from crawler.reading.density import find_body
from crawler.reading.tree import parse

PROSE = "<p>云溪市与青岚市签署协议，两市将在年内开通三条跨市公交线路，并统一票价。</p>"


def best(html: str) -> str | None:
    block = find_body(*read_runs(parse(html).body))
    return block.node.attributes.get("id") if block else None


def test_the_box_of_paragraphs_not_one_of_them() -> None:
    assert best(f"<div id=a><div id=b>{PROSE * 3}</div></div>") == "b"


def test_links_are_not_prose() -> None:
    linked = PROSE.replace("<p>", "<p><a href=x>").replace("</p>", "</a></p>")
    assert best(f"<div id=menu>{linked * 5}</div><div id=text>{PROSE}</div>") == "text"


def test_comments_and_related_boxes_yield() -> None:
    html = f"<div id=text>{PROSE * 2}</div><div id=c class=comment-list>{PROSE * 4}</div>"
    assert best(html) == "text"


def test_footers_never_win() -> None:
    footer = "<div id=foot>云溪市人民政府办公室主办，版权所有，未经书面授权不得转载。</div>"
    assert best(f"<div id=text>{PROSE}</div>{footer * 3}") == "text"
    assert best(footer) is None


def test_no_prose_no_body() -> None:
    assert best("<div id=a><p>首页</p><p>English words only, with a comma.</p></div>") is None
