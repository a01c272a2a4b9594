"""robots.txt after RFC 9309, and as it is found in the wild."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.robots import MAX_DELAY, read_robots, unreachable

URL = "https://www.example.cn/zwzx/t1.html"
RULES = "User-agent: *\nDisallow: /zwzx/\nCrawl-delay: 3\n"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_unavailable_means_no_rules(status: int) -> None:
    rules = read_robots(status, "text/html", b"<h1>no</h1>")
    assert rules.allows(URL, "coopfeed")
    assert rules.reachable


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_failing_means_nothing_may_be_fetched(status: int) -> None:
    rules = read_robots(status, "text/plain", RULES.encode())
    assert not rules.allows("https://www.example.cn/", "coopfeed")
    assert not rules.reachable
    assert str(status) in rules.verdict


def test_unreachable_means_nothing_may_be_fetched() -> None:
    assert not unreachable("time-out").allows(URL, "coopfeed")


@pytest.mark.parametrize(
    "body",
    [
        RULES.encode(),
        b"\xef\xbb\xbf" + RULES.encode(),
        ("# 禁止抓取政务栏目\n" + RULES).encode("gb18030"),
        RULES.replace("\n", "\r\n").encode(),
    ],
    ids=["plain", "bom", "gbk", "crlf"],
)
def test_rules_are_read_in_any_dress(body: bytes) -> None:
    rules = read_robots(200, "text/plain", body)
    assert not rules.allows(URL, "coopfeed")
    assert rules.allows("https://www.example.cn/other/", "coopfeed")
    assert rules.delay("coopfeed") == 3.0


def test_own_group_comes_before_the_general_one() -> None:
    body = RULES + "\nUser-agent: coopfeed\nAllow: /\n"
    assert read_robots(200, "", body.encode()).allows(URL, "coopfeed")


@pytest.mark.parametrize("body", [b"<!doctype html>\nDisallow: /", b"  <html>Disallow: /</html>"])
def test_page_in_its_place_holds_no_rules(body: bytes) -> None:
    assert read_robots(200, "text/html", body).allows(URL, "coopfeed")


def test_absurd_delay_is_cut() -> None:
    body = b"User-agent: *\nCrawl-delay: 86400\n"
    assert read_robots(200, "text/plain", body).delay("coopfeed") == MAX_DELAY


def test_no_delay_asked_for() -> None:
    assert read_robots(404, "", b"").delay("coopfeed") == 0.0


@given(st.integers(200, 599), st.text(max_size=30), st.binary(max_size=300))
def test_never_raises(status: int, content_type: str, body: bytes) -> None:
    rules = read_robots(status, content_type, body)
    assert rules.allows(URL, "coopfeed") in (True, False)
    assert 0 <= rules.delay("coopfeed") <= MAX_DELAY
