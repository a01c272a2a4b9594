"""The lines around a headline."""

from crawler.reading.header import find_header
from crawler.reading.page import OpenPage

TITLE = "云溪市与青岚市签署公共交通一体化合作协议"
PROSE = (
    "<p>" + "两市将在年内开通三条跨市公交线路，并统一票价和支付方式，群众出行更方便。" * 2 + "</p>"
)


def texts(body: str) -> list[str]:
    header = find_header(OpenPage(f"<body>{body}</body>", ""), TITLE)
    return [line.text for line in header.lines]


def test_from_above_the_headline_to_the_first_prose() -> None:
    html = f"<p>位置</p><h1>{TITLE}</h1><p>来源：云溪网</p>{PROSE}<p>尾</p>"
    assert texts(html) == ["位置", TITLE, "来源：云溪网"]


def test_the_place_with_a_date_counts() -> None:
    html = f"<p>分享：</p><h2>{TITLE}</h2>{PROSE}<h1>{TITLE}</h1><p>2026-01-14</p>{PROSE}"
    assert texts(html)[-2:] == [TITLE, "2026-01-14"]


def test_a_headline_in_two_lines() -> None:
    assert (
        texts(f"<h1>云溪市与青岚市签署<br>公共交通一体化合作协议</h1><p>2026-01-14</p>{PROSE}")[-1]
        == "2026-01-14"
    )


def test_no_headline_no_header() -> None:
    assert find_header(OpenPage("<p>正文</p>", ""), "").lines == ()
    assert texts("<p>正文</p>") == []
