from __future__ import annotations

import time
import unicodedata

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.publish import clean

ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=400)


def is_clean(text: str) -> bool:
    """By Unicode's own tables, not by the code under test."""
    return not any(
        (unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r")
        or unicodedata.bidirectional(c)
        in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or (ord(c) & 0xFFFE) == 0xFFFE
        or 0xFDD0 <= ord(c) <= 0xFDEF
        for c in text
    )


@given(ANY)
def test_a_line_is_plain_and_short(text: str) -> None:
    got = clean.line(text, 50)
    assert is_clean(got)
    assert len(got) <= 50
    assert not set("<>\n\r\t") & set(got)
    assert got == got.strip()


@given(ANY)
def test_a_line_stays_what_it_is(text: str) -> None:
    once = clean.line(text)
    assert clean.line(once) == once


@given(ANY)
def test_a_fragment_holds_no_script(text: str) -> None:
    got = clean.fragment(f"<p>{text}</p><script>{text}</script><a href='{text}' onclick=x>a</a>")
    assert is_clean(got)
    for element in lxml.html.fragment_fromstring(got, create_parent="p").iter():
        assert element.tag in ("p", "br", "a", "strong", "em", "ul", "ol", "li", "blockquote")
        assert set(element.attrib) <= {"href", "rel"}
        assert element.get("href", "https://").startswith(("http://", "https://"))


@given(ANY)
def test_an_address_is_http_or_refused(text: str) -> None:
    for address in (text, "https://" + text, "https://example.org/" + text):
        got = clean.url_or_none(address)
        if got is not None:
            assert got.startswith(("http://", "https://"))
            assert got.isascii()
            assert not set(' <>"{}|\\^`') & set(got)
            assert clean.url(got) == got


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("南昌\x0b九江", "南昌九江"),
        ("A&nbsp;B", "A B"),
        ("A &amp;amp; B", "A & B"),
        ("<b>签约</b>仪式", "签约仪式"),
        ("《<长三角>规划》", "《＜长三角＞规划》"),
        ("1 < 2", "1 ＜ 2"),
        ("一\n 二\t三", "一 二 三"),
        ("<script>alert(1)</script>标题", "标题"),
        ("\ud83d断", "断"),
        ("𠮷🎉", "𠮷🎉"),
    ],
)
def test_what_becomes_of_scraped_titles(text: str, line: str) -> None:
    assert clean.line(text) == line


def test_long_titles_end_in_an_ellipsis() -> None:
    assert clean.line("长" * 300, 200) == "长" * 199 + "…"


@pytest.mark.parametrize(
    "text", ["<!--" * 100_000, "<a" * 100_000, "&lt;" * 100_000, "<" * 400_000]
)
def test_hostile_length_costs_little(text: str) -> None:
    started = time.perf_counter()
    clean.line(text)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/m/1", "//h/x", "https://u:p@h/",
        "https：//h/", "https://ex ample.org/", "ftp://h/", "", "https://" + "a" * 3000 + "/",
        "https://h:99999/", "https://[::1", "https://-/",
    ],
)  # fmt: skip
def test_addresses_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        clean.url(address)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("HTTPS://EXAMPLE.ORG:443/a|b", "https://example.org/a%7Cb"),
        ("https://example.org/%zz?q=%E6%96%B0", "https://example.org/%25zz?q=%E6%96%B0"),
        (
            "https://示例.example/新 闻.html",
            "https://xn--fsq092h.example/%E6%96%B0%20%E9%97%BB.html",
        ),
        ("http://example.org:8080", "http://example.org:8080/"),
    ],
)
def test_addresses_made_ascii(address: str, url: str) -> None:
    assert clean.url(address) == url


def test_what_is_known_at_a_glance_is_known_by_the_pattern_too() -> None:
    """`isprintable` and the pattern agree on what is never published."""
    ends = [plane << 16 | last for plane in range(17) for last in (0xFFFD, 0xFFFE, 0xFFFF)]
    for character in map(chr, [*range(0x20000), *ends, *range(0xE0000, 0xE0200)]):
        if clean.line(f"南{character}昌") == f"南{character}昌" and character not in "＜＞＆":
            assert is_clean(character)
            assert not (character.isspace() and character != " ")
        assert clean.is_dirty(character) == (clean._BAD.search(character) is not None)
