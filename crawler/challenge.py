"""Refusals that look like pages: the challenges of the firewalls before Chinese sites.

A challenge is reported, never answered. Signatures are from public reports of crawlers (RSSHub
3906, 10890, 15317; jiasule 3) and saved pages; a name seen only in a cookie counts only together
with a refusal or an empty page, since the same firewalls set it on pages that they let through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: A page longer than this is not searched for scripts: challenges are short, and articles about
#: captchas are not challenges.
_SHORT = 20_000
_SHELL = 1_500
_LITTLE = 1_200  # bytes of visible text
_REFUSALS = frozenset({401, 403, 405, 406, 412, 418, 451, 521, 567})


@dataclass(frozen=True, slots=True)
class _Signature:
    """One of `words` (lower case) is in the page's text, `body` matches there, `header` matches a
    line "name: value"; what is empty is not asked for, but one of them must be met."""

    name: str
    words: tuple[str, ...] = ()
    body: str = ""
    header: str = ""
    statuses: frozenset[int] = frozenset()  # empty: any
    prose: bool = False  # an article may say it too: only on pages that show little else


_SIGNATURES = (
    _Signature("jsl (加速乐)", ("__jsl_clearance",)),
    _Signature(
        "jsl (加速乐)",
        ("location.pathname",),
        body=r"document\.cookie\s*=.{0,4000}location\.href\s*=\s*location\.pathname",
        statuses=frozenset({200, 512, 521}),
    ),
    _Signature("jsl (加速乐)", header=r"set-cookie: .*__jsluid", statuses=frozenset({512, 521})),
    _Signature("Ruishu (瑞数)", ("$_ts.cd", "$_ts.nsd", "$_ts=window[", "$_ts = window[")),
    _Signature("Ruishu (瑞数)", statuses=frozenset({412})),
    _Signature("wzws (网站卫士)", ("wzwsconfirm", "wzws-ray", "/waf_verify")),
    _Signature("wzws (网站卫士)", header=r"wzws-?ray|wzws_(?:sessionid|cid)", statuses=_REFUSALS),
    _Signature("acw_sc (阿里云盾)", ("acw_sc__v2", "acw_sc__v3")),
    _Signature("acw_sc (阿里云盾)", ("arg1",), body=r"var\s+arg1\s*=\s*['\"][0-9a-f]{20,}"),
    _Signature("acw_tc (阿里云盾)", header=r"set-cookie: .*acw_tc", statuses=_REFUSALS),
    _Signature("HWWAF (华为云)", ("hwwafses",), body=r"hwwafses(?:id|time).{0,200}(?:block|拦截)"),
    _Signature("HWWAF (华为云)", header=r"hwwafses", statuses=_REFUSALS),
    _Signature("HOY_TR", ("hoy_tr",)),
    _Signature("YunSuo (云锁)", ("yunsuo_session", "security_session_verify")),
    _Signature("YunSuo (云锁)", ("security_session_mid_verify",)),
    _Signature("SafeDog (安全狗)", ("safedog", "安全狗"), body=r"safedog|拦截|阻断", prose=True),
    _Signature("geographic block", header=r"reason: .*geo", statuses=_REFUSALS),
    _Signature("geographic block", ("geobl",), statuses=_REFUSALS),
    _Signature(
        "captcha",
        ("验证", "频繁", "异常", "拦截", "阻断"),
        body=r"人机(?:身份)?验证|请(?:完成|进行|先通过)(?:安全|滑[动块]|人机)?验证|滑动验证|"
        r"访问(?:验证|(?:过于)?频繁)|您的访问(?:请求)?(?:存在异常|被(?:阻断|拦截))|"
        r"(?:请求|访问)(?:已)?被(?:网站防火墙|waf|防护系统)?(?:拦截|阻断)",
        prose=True,
    ),
    _Signature("browser check", ("just a moment...", "cf-chl-"), prose=True),
    _Signature(
        "browser check",
        ("浏览器", "browser"),
        body=r"(?:浏览器|browser).{0,30}(?:安全检查|安全检测|security check)",
        prose=True,
    ),
)

_BODY = {s: re.compile(s.body, re.S) for s in _SIGNATURES if s.body}
_HEADER = {s: re.compile(s.header) for s in _SIGNATURES if s.header}
_TAG = re.compile(rb"<[^>]{0,2000}>|<!--.*?-->", re.S)
_SCRIPT = re.compile(rb"<(script|style|noscript)\b.*?</\1\s*>", re.S | re.I)
_MOVES = re.compile(
    rb"(?:location(?:\.href)?\s*=|location\.(?:replace|assign|reload)\s*\("
    rb"|document\.cookie\s*=|eval\()",
    re.I,
)


def detect_challenge(status: int, headers: Mapping[str, str], body: bytes) -> str:
    """Who refuses the crawler with this answer, in words; "" for an answer that is a page.

    `headers` has names in lower case. An ordinary failure (404, 5xx) is no challenge.
    """
    text = _text(body) if len(body) <= _SHORT else ""
    lines = [f"{name}: {value}".lower() for name, value in headers.items()]
    for signature in _SIGNATURES:
        if signature.statuses and status not in signature.statuses:
            continue
        if _is_met(signature, text, lines) and not (signature.prose and _shows_much(body)):
            return signature.name
    if status in _REFUSALS:
        return f"refused with {status}"
    if status == 200 and _is_script_shell(body):
        return "script instead of a page"
    return ""


def _is_met(signature: _Signature, text: str, lines: Sequence[str]) -> bool:
    """Literal words first: a pattern over every page would cost more than fetching it."""
    if signature.words and not any(word in text for word in signature.words):
        return False
    if signature.body and not _BODY[signature].search(text):
        return False
    return not signature.header or any(_HEADER[signature].search(line) for line in lines)


def _text(body: bytes) -> str:
    """The page in lower case, in whatever encoding fits; words are ASCII or common hanzi."""
    try:
        return body.decode("utf-8").lower()
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace").lower()


def _is_script_shell(body: bytes) -> bool:
    """A short page that shows nothing and whose script sets a cookie or goes elsewhere."""
    if not 0 < len(body) <= _SHELL or b"<" not in body or b"<a " in body.lower():
        return False
    scripts = b"".join(found[0] for found in _SCRIPT.finditer(body))
    return bool(_MOVES.search(scripts)) and len(_shown(body)) < 60


def _shows_much(body: bytes) -> bool:
    return len(_shown(body)) > _LITTLE


def _shown(body: bytes) -> bytes:
    """Roughly what a reader would see of a page."""
    return b" ".join(_TAG.sub(b" ", _SCRIPT.sub(b" ", body)).split())
