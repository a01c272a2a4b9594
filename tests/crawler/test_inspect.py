"""One page on its own."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.inspect import inspect_article, inspect_listing

PROSE = "云溪市与青岚市签署协议，两市将在年内开通三条跨市公交线路，并统一票价和支付方式。"
ARTICLE = f"""<html><head><meta charset="gb2312"><title>两市签署合作协议_云溪网</title>
<link rel="canonical" href="http://www.yunxi.example.cn/202601/t20260114_1.html"></head>
<body><h1>两市签署合作协议</h1><p>来源：云溪日报</p><div><p>{PROSE}</p><p>{PROSE}二</p></div>
</body></html>"""
LISTING = "".join(
    f"<li><a href='t20260114_{n}.html'>两市签署合作协议之{n}</a><i>2026-01-14</i></li>"
    for n in range(5)
)


def test_article() -> None:
    read = inspect_article(ARTICLE.encode("gbk"), None)
    assert json.loads(json.dumps(read)) == read
    assert {key: read[key] for key in ("title", "published", "published_from", "outlet")} == {
        "title": "两市签署合作协议",
        "published": "2026-01-14",
        "published_from": "address",
        "outlet": "云溪日报",
    }
    assert (read["text"], read["encoding"]) == (f"{PROSE}\n{PROSE}二", "gb18030")


def test_listing() -> None:
    read = inspect_listing(f"<ul>{LISTING}</ul>".encode(), "http://www.yunxi.example.cn/xw/")
    assert json.loads(json.dumps(read)) == read
    assert read["found"] is True
    assert len(read["rows"]) == 5
    assert read["rows"][0] == {
        "url": "http://www.yunxi.example.cn/xw/t20260114_0.html",
        "title": "两市签署合作协议之0",
        "date": "2026-01-14",
        "date_from": "listing",
        "pinned": False,
    }


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"<", ARTICLE.encode()[:300]])
def test_odd_bytes(body: bytes) -> None:
    assert inspect_listing(body, None)["rows"] == []
    assert inspect_article(body, "not an address")["published"] is None


@settings(max_examples=60)
@given(st.binary(max_size=300), st.none() | st.text(max_size=30))
def test_never_raises(body: bytes, url: str | None) -> None:
    json.dumps(inspect_article(body, url))
    json.dumps(inspect_listing(body, url))
