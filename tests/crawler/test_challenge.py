"""Challenge pages are told from pages, and from ordinary failures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.challenge import detect_challenge

ARTICLE = (
    "<html><head><title>两市签约</title><script>var a = 1;</script></head>"
    + "<body><a href='/'>首页</a>"
    + "<p>两市今天签署合作框架协议，将在交通、产业、生态等方面开展合作。</p>" * 40
    + "</body></html>"
)


@pytest.mark.parametrize(
    ("status", "headers", "body", "name"),
    [
        (412, {"set-cookie": "924omrTVcFchP=1; path=/"}, "", "Ruishu"),
        (200, {}, "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script>", "Ruishu"),
        (521, {"set-cookie": "__jsluid_s=0a1b; max-age=31536000"}, "<script>x()</script>", "jsl"),
        (
            521,
            {},
            "<script>document.cookie=('_')+('_jsl');location.href=location.pathname</script>",
            "jsl",
        ),
        (200, {}, "<html><script>var wzwsconfirm='8';</script></html>", "wzws"),
        (403, {"set-cookie": "wzws_sessionid=oA; path=/"}, "no", "wzws"),
        (
            200,
            {},
            "<script>var arg1='3B4C5D6E7F8A9B0C1D2E3F4A5B6C7D8E9F0A1B2C';</script>",
            "acw_sc",
        ),
        (405, {"set-cookie": "acw_tc=7b; HttpOnly"}, "blocked", "acw_tc"),
        (418, {"set-cookie": "HWWAFSESID=1; path=/"}, "", "HWWAF"),
        (200, {}, "<script>setCookie('HOY_TR','x');</script>", "HOY_TR"),
        (403, {"x-reason": "GeoBL"}, "", "geographic"),
        (403, {}, "reason:GeoBL", "geographic"),
        (200, {}, "<html><body>请完成安全验证后继续访问</body></html>", "captcha"),
        (200, {}, "<html><body>您的访问请求被拦截，请联系管理员</body></html>", "captcha"),
        (200, {}, "<html><title>人机验证</title><div id='captcha'></div></html>", "captcha"),
        (
            200,
            {},
            "<html><head><script>window.location.href='/index.html?v=1';</script></head></html>",
            "script instead",
        ),
        (403, {}, "<h1>403 Forbidden</h1>", "refused with 403"),
        (401, {}, "", "refused with 401"),
    ],
)
def test_challenges(status: int, headers: dict[str, str], body: str, name: str) -> None:
    assert name in detect_challenge(status, headers, body.encode())


def test_challenge_in_gbk() -> None:
    body = "<html><body>请完成人机验证</body></html>".encode("gb18030")
    assert detect_challenge(200, {}, body) == "captcha"


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, {}, ARTICLE),
        (200, {"set-cookie": "acw_tc=1"}, ARTICLE),
        (200, {"set-cookie": "HWWAFSESID=1"}, ARTICLE),
        (200, {"set-cookie": "__jsluid_s=1"}, ARTICLE),
        (200, {}, ARTICLE.replace("交通", "人机验证与网络安全检测")),
        (200, {}, ""),
        (304, {}, ""),
        (404, {}, "<h1>404</h1>"),
        (500, {}, "error"),
        (200, {}, '{"data": {"results": []}}'),
        (200, {}, "<ul><li><a href='/a.html'>要闻</a></li></ul><script>location.href='#'</script>"),
        (200, {}, "<html><body><p>" + "版面" * 40 + "</p><script>eval(1)</script></body></html>"),
    ],
)
def test_pages_and_failures_are_no_challenges(
    status: int, headers: dict[str, str], body: str
) -> None:
    assert detect_challenge(status, headers, body.encode()) == ""


@given(
    st.integers(100, 599),
    st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=4),
    st.binary(max_size=400),
)
def test_never_raises(status: int, headers: dict[str, str], body: bytes) -> None:
    assert isinstance(detect_challenge(status, headers, body), str)
