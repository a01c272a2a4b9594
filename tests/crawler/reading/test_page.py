"""Addresses and comparable texts of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.page import OpenPage, absolute, canonical_address, key, without_tags

BASE = "http://www.yunxi.example.cn/xw/a/b.html"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("./202601/t1.html", "http://www.yunxi.example.cn/xw/a/202601/t1.html"),
        ("../../c.html", "http://www.yunxi.example.cn/c.html"),
        ("//other.example.cn/x", "http://other.example.cn/x"),
        (" x\n.html ", "http://www.yunxi.example.cn/xw/a/x.html"),
        ("?id=1", "http://www.yunxi.example.cn/xw/a/b.html?id=1"),
        ("", ""),
        ("#a", ""),
        ("javascript:void(0)", ""),
        ("ftp://a.cn/x", ""),
        ("http://[broken", ""),
    ],
)
def test_absolute(link: str, address: str) -> None:
    assert absolute(BASE, link) == address


@pytest.mark.parametrize(
    ("html", "base"),
    [
        ("<base href='/zwgk/'>", "http://www.yunxi.example.cn/zwgk/"),
        ("<base target=_blank>", BASE),
        ("<base href='http://[x'>", BASE),
        ("", BASE),
    ],
)
def test_base(html: str, base: str) -> None:
    assert OpenPage(html, BASE).base == base


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ("<link rel=canonical href=http://a.cn/1.html>", "http://a.cn/1.html"),
        ("<link href='http://a.cn/1.html' rel='canonical'>", "http://a.cn/1.html"),
        ('<meta property="og:url" content="https://a.cn/2">', "https://a.cn/2"),
        ("<link rel=canonical href=/relative>", ""),
        ("<link rel=stylesheet href=http://a.cn/x.css>", ""),
    ],
)
def test_canonical_address(html: str, address: str) -> None:
    assert canonical_address(html) == address


def test_key() -> None:
    assert key("“两市”签署 协议（１）") == key("两市签署协议(1)")


def test_without_tags() -> None:
    assert without_tags("<b>云溪</b>&amp;青岚").strip() == "云溪 &青岚"


@given(st.text(max_size=60), st.text(max_size=60))
def test_absolute_never_raises(base: str, link: str) -> None:
    address = absolute(base, link)
    assert address == "" or address.startswith(("http:", "https:"))
