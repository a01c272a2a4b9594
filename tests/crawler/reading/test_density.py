"""Which block is the article."""

import pytest

from crawler.reading.blocks import read_runs
from crawler.reading.density import find_body
from crawler.reading.tree import parse

PROSE = "<p>云溪市与青岚市签署协议，两市将在年内开通三条跨市公交线路，并统一票价。</p>"


def best(html: str) -> str | None:
    block = find_body(*read_runs(parse(html).body))
    return block.node.attributes.get("id") if block else None


def test_the_box_of_paragraphs_not_one_of_them() -> None:
    assert best(f"<div id=a><p>位置</p><div id=b>{PROSE * 3}</div></div>") == "b"


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


def test_wrappers_are_no_level() -> None:
    wrapped = f"<section><section><div>{PROSE}</div></section></section>"
    assert best(f"<div id=a>{wrapped * 4}</div><div id=b>{PROSE}</div>") == "a"


def test_an_article_told_in_several_boxes() -> None:
    boxes = f"<div><div>{PROSE * 2}</div></div>" * 3
    assert best(f"<div id=a>{boxes}</div><div id=b><a href=x>首页</a></div>") == "a"


def test_what_stands_beside_is_not_drawn_in() -> None:
    aside = f"<div class=comment>{PROSE * 4}</div>"
    assert best(f"<div id=a><div id=b>{PROSE * 3}</div>{aside}</div>") == "b"
    links = "<p><a href=x>两市同城化又有新进展，第一批项目集中开工，群众期待满满</a></p>" * 9
    assert best(f"<div id=a><div id=b>{PROSE * 3}</div>{links}{PROSE * 3}</div>") == "b"


def test_a_page_hidden_until_a_script_shows_it() -> None:
    assert (
        best(f"<div id=a style='display: none'><p>位置</p><div id=b>{PROSE * 3}</div></div>") == "b"
    )
    hidden = f"<div id=c style='display:none'>{PROSE * 4}</div>"
    assert best(f"{hidden}<div id=a>{PROSE}</div>") == "a"


@pytest.mark.parametrize(
    "teaser",
    [
        "<li><h4><a href=/x>两市同城化又有新进展</a></h4><p>{prose}</p></li>",
        "<div><h3><a href=/x>两市同城化又有新进展</a></h3><p>{prose}</p></div>",
        "<div><div><h3><a href=/x>两市同城化又有新进展</a></h3></div><p>{prose}</p></div>",
    ],
)
def test_a_feed_of_teasers_is_no_article(teaser: str) -> None:
    feed = f"<div id=feed>{teaser.format(prose=PROSE) * 12}</div>"
    assert best(f"<div id=a><div id=text>{PROSE * 2}</div>{feed}</div>") == "text"


def test_a_headline_that_links_to_itself_is_no_teaser() -> None:
    article = f"<div id=a><h2><a href=/self>两市签署公交一体化协议</a></h2>{PROSE * 3}</div>"
    assert best(f"{article}<div class=side><a href=/x>别的</a></div>") == "a"


def test_boxes_of_one_line_are_paragraphs() -> None:
    boxes = "".join(f"<div>{PROSE[3:-4]}</div><div>&nbsp;</div>" for _ in range(4))
    assert best(f"<div id=a>{boxes}</div>") == "a"
    lines = "<br>".join([PROSE[3:-4]] * 3)
    assert best(f"<div id=o><div id=a>{lines}</div><div>{PROSE[3:-4]}</div></div>") == "a"
