"""First paragraphs in boxes of their own."""

import pytest

from crawler.reading import read_article

LEAD = "两市今天签署协议，跨市公交线路年内开通。"
PROSE = "<p>云溪市与青岚市签署协议，两市将在年内开通三条跨市公交线路，并统一票价和支付方式。</p>"


def read(between: str, *, above: str = "") -> list[str]:
    html = f"""<html><head><title>两市签署公交一体化协议</title></head><body>{above}
        <h1>两市签署公交一体化协议</h1><p class="xx">2026-01-14 08:30</p>{between}
        <div class="nr">{PROSE * 2}{PROSE.replace("三", "四")}</div></body></html>"""
    return read_article(html, url="").text.split("\n")


def test_prose_between_headline_and_text_is_the_lead() -> None:
    assert read(f"<div class='zy'>{LEAD}</div>")[0] == LEAD


@pytest.mark.parametrize(
    "between",
    [
        f"<div class='ad'>{LEAD}</div>",
        f"<div><a href='/x'>{LEAD}</a></div>",
        f"<header>{LEAD}</header>",
        f"<div>{LEAD}</div><div>收藏本文</div>",
        "<div>一句没有句号的话，说的是别的事情和广告</div>",
    ],
    ids=["side box", "link", "furniture", "apart from the text", "no sentence"],
)
def test_other_things_between_are_not(between: str) -> None:
    assert read(between)[0] in PROSE


def test_what_stands_above_the_headline_is_not() -> None:
    assert read("", above=f"<div>{LEAD}</div>")[0] in PROSE


def test_a_lead_that_the_text_repeats_is_told_once() -> None:
    first = PROSE.removeprefix("<p>").removesuffix("</p>")
    assert read(f"<div>{first}</div>").count(first) == 1
