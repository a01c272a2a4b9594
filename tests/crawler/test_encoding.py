"""Bytes to text: what pages declare, what they are, and both at odds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.encoding import decode

TEXT = "云溪市与青岚市签署公共交通一体化合作协议，将在年内开通三条线路。"
RARE = TEXT + "镕囍喆玥珺等字不在其中。"  # beyond GB2312
TRADITIONAL = "雲溪市與青嵐市簽署公共交通一體化合作協議，將在年內開通三條線路，這是重要的一步。"


def page(text: str, label: str = "", *, late: bool = False) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    padding = "<!-- " + "x" * 6000 + " -->" if late else ""
    return f"<html><head>{padding}{meta}<title>t</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "codec", "label", "header", "encoding"),
    [
        (TEXT, "utf-8", "utf-8", "", "utf-8"),
        (TEXT, "utf-8", "", "", "utf-8"),
        (TEXT, "utf-8", "gb2312", "", "utf-8"),
        (TEXT, "utf-8", "", "text/html; charset=GBK", "utf-8"),
        (TEXT, "gb2312", "gb2312", "", "gb18030"),
        (RARE, "gb18030", "gb2312", "", "gb18030"),
        (RARE, "gb18030", "gbk", "text/html; charset=utf-8", "gb18030"),
        (TEXT, "gbk", "utf-8", "", "gb18030"),
        (TEXT, "gbk", "gb2312", "text/html; charset=ISO-8859-1", "gb18030"),
        (TEXT, "gbk", "", "", "gb18030"),
        (TEXT, "gbk", "", "text/html", "gb18030"),
        (TEXT, "gbk", "nonsense-9", "", "gb18030"),
        (TEXT, "gbk", "big5", "", "gb18030"),
        (TRADITIONAL, "big5hkscs", "big5", "", "big5"),
        (TRADITIONAL, "big5hkscs", "", "", "big5"),
        (TRADITIONAL, "big5hkscs", "utf-8", "", "big5"),
        ("plain", "ascii", "", "", "utf-8"),
    ],
)
def test_declared_and_real(text: str, codec: str, label: str, header: str, encoding: str) -> None:
    html = page(text, label)
    decoded = decode(html.encode(codec), content_type=header)
    assert (decoded.text, decoded.encoding) == (html, encoding)


def test_declaration_after_4_kilobytes() -> None:
    html = page(RARE, "gb2312", late=True)
    assert decode(html.encode("gb18030"), content_type="text/html").text == html


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_wins_and_goes(codec: str) -> None:
    assert decode(page(TEXT, "gbk").encode(codec), content_type="x; charset=gbk").text == page(
        TEXT, "gbk"
    )


def test_xml_declaration() -> None:
    feed = f'<?xml version="1.0" encoding="GB2312"?><rss><title>{TEXT}</title></rss>'
    assert decode(feed.encode("gbk")).text == feed


def test_override_wins() -> None:
    assert decode(TRADITIONAL.encode("big5"), override="big5").text == TRADITIONAL
    assert decode(TEXT.encode("gbk"), content_type="x; charset=utf-8", override="GBK").text == TEXT


def test_unknown_override_is_ignored() -> None:
    assert decode(TEXT.encode(), override="no-such-encoding").text == TEXT


def test_utf8_cut_in_a_character() -> None:
    body = page(TEXT).encode()[:-1] + "末".encode()[:2]
    decoded = decode(body, content_type="text/html; charset=gbk")
    assert decoded.encoding == "utf-8"
    assert TEXT in decoded.text


def test_utf8_with_a_few_broken_places() -> None:
    body = page(TEXT * 20).encode() + b"\xe4\xb8<p>\xe5"
    assert decode(body).encoding == "utf-8"


def test_short_gbk_that_happens_to_be_utf8() -> None:
    html = "<meta charset=gbk><title>模</title>"
    body = html.encode("gbk")
    assert "ģ" in body.decode("utf-8")
    assert decode(body).text == html


def test_title_alone() -> None:
    html = "<meta charset=gb2312><title>部门动态</title>"
    assert decode(html.encode("gb2312")).text == html


@given(st.binary(max_size=400), st.text(max_size=40), st.none() | st.text(max_size=12))
def test_never_raises(body: bytes, content_type: str, override: str | None) -> None:
    decoded = decode(body, content_type=content_type, override=override)
    assert isinstance(decoded.text, str)


@given(st.text(max_size=200).filter(lambda text: "\ufeff" not in text[:1]))
def test_utf8_survives(text: str) -> None:
    marked = "云溪市" + text.encode("utf-8", "ignore").decode("utf-8")
    assert decode(marked.encode()).text == marked


@given(
    st.text("云溪市青岚公共交通一体化合作协议签署开通线路年月日的在与和", min_size=6, max_size=200)
)
def test_gbk_survives_without_a_declaration(text: str) -> None:
    assert decode(page("签署合作协议，" + text).encode("gbk")).text == page("签署合作协议，" + text)
