"""Trees of hostile pages: bounded nesting, linear time, no exception."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.tree import MAX_DEPTH, attribute, parse, select

N = 30_000


def depth(html: str) -> int:
    tree = parse(html)
    deepest = 0
    node = tree.body
    while node is not None:
        deepest += 1
        node = node.first_child
    return deepest


def test_small_pages_stay_as_they_are() -> None:
    html = "<html><head></head><body><div><p>一</p></div></body></html>"
    assert parse(html).html == html


def test_nesting_is_bounded_and_the_text_stays() -> None:
    html = "<div>" * N + "正文" + "</div>" * N
    assert depth(html) <= MAX_DEPTH + 10
    assert parse(html).body.text() == "正文"


def test_siblings_are_not_nesting() -> None:
    tree = parse("<ul>" + "<li><p>行</p><br><img src=x></li>" * N + "</ul>")
    assert len(select(tree, "li")) == N


def test_a_script_after_a_long_piece_still_ends() -> None:
    script = "var a='<p " + "x=1 " * 3000 + "'"
    assert parse(f"<script>{script}</script><p>正文</p>").body.text().endswith("正文")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * N,
        "<div></x>" * N,
        "".join(f"<p><font size={n}>" for n in range(N)),
        "".join(f"<b id={n}><div></b>" for n in range(N)),
        "<a " * N,
        '<a href="' * N,
        "<a " + " ".join(f"a{n}=1" for n in range(N)) + ">",
        "<a/" + "/".join(f"a{n}" for n in range(N)) + ">",
        "<table><tr><td>" * N,
        "<ul><li>" * N,
        "<!--" * N,
        "<" * N,
    ],
    ids=lambda html: html[:12],
)
def test_bombs_take_no_time(html: str) -> None:
    start = time.process_time()
    parse(html)
    assert time.process_time() - start < 2


def test_attribute() -> None:
    node = parse("<a href=' x ' title>t</a>").css_first("a")
    assert (attribute(node, "href"), attribute(node, "title"), attribute(node, "rel")) == (
        "x",
        "",
        "",
    )


@given(st.text(st.sampled_from("<>/!-=\"' abdivp\x00\ud800云"), max_size=300))
def test_never_raises(html: str) -> None:
    assert parse(html).root is not None
