"""Refusals that look like pages: the challenges of the firewalls before Chinese sites.

A challenge is reported, never answered. Signatures are from public reports of crawlers (RSSHub
3906, 10890, 15317; jiasule 3) and saved pages; a name seen only in a cookie counts only together
with a refusal or an empty page, since the same firewalls set it on pages that they let through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: A page longer than this is not searched for scripts: challenges are short, and articles about
#: captchas are not challenges.
_SHORT = 20_000
_SHELL = 1_500
_LITTLE = 1_200  # bytes of visible text
_REFUSALS = frozenset({401, 403, 405, 406, 412, 418, 451, 521, 567})


@dataclass(frozen=True, slots=True)
class _Signature:
    name: str
    body: str = ""  # regex over the page's text
    header: str = ""  # regex over "name: value" lines
    statuses: frozenset[int] = frozenset()  # empty: any
    prose: bool = False  # words that an article may hold too: only on pages that show little else


_SIGNATURES = (
    _Signature(
        "jsl (加速乐)",
        body=r"__jsl_clearance|document\.cookie\s*=.{0,4000}"
        r"location\.href\s*=\s*location\.pathname",
        statuses=frozenset({200, 512, 521}),
    ),
    _Signature("jsl (加速乐)", header=r"set-cookie: .*__jsluid", statuses=frozenset({512, 521})),
    _Signature("Ruishu (瑞数)", body=r"\$_ts\s*=\s*window\[|\$_ts\.(?:cd|nsd)\b|window\['\$_ts'\]"),
    _Signature("Ruishu (瑞数)", statuses=frozenset({412})),
    _Signature("wzws (网站卫士)", body=r"wzwsconfirm|WZWS-RAY|/waf_?verify"),
    _Signature("wzws (网站卫士)", header=r"wzws-?ray|wzws_(?:sessionid|cid)", statuses=_REFUSALS),
    _Signature("acw_sc (阿里云盾)", body=r"acw_sc__v[23]|var\s+arg1\s*=\s*['\"][0-9A-F]{20,}"),
    _Signature("acw_tc (阿里云盾)", header=r"set-cookie: .*acw_tc", statuses=_REFUSALS),
    _Signature("HWWAF (华为云)", body=r"HWWAFSES(?:ID|TIME).{0,200}(?:block|拦截)|waf_block"),
    _Signature("HWWAF (华为云)", header=r"HWWAFSES", statuses=_REFUSALS),
    _Signature("HOY_TR", body=r"HOY_TR"),
    _Signature("YunSuo (云锁)", body=r"yunsuo_session|security_session_(?:mid_)?verify"),
    _Signature("SafeDog (安全狗)", body=r"safedog|安全狗.{0,80}(?:拦截|阻断)", prose=True),
    _Signature("geographic block", header=r"reason: .*geo", statuses=_REFUSALS),
    _Signature("geographic block", body=r"GeoBL", statuses=_REFUSALS),
    _Signature(
        "captcha",
        body=r"人机(?:身份)?验证|请(?:完成|进行|先通过)(?:安全|滑[动块]|人机)?验证|滑动验证|"
        r"访问(?:验证|(?:过于)?频繁)|您的访问(?:请求)?(?:存在异常|被(?:阻断|拦截))|"
        r"(?:请求|访问)(?:已)?被(?:网站防火墙|WAF|防护系统)?(?:拦截|阻断)",
        prose=True,
    ),
    _Signature(
        "browser check",
        body=r"(?:浏览器|browser).{0,30}(?:安全检查|安全检测|security check)"
        r"|Just a moment\.\.\.|cf-chl-",
        prose=True,
    ),
)

_BODY = {s: re.compile(s.body, re.I | re.S) for s in _SIGNATURES if s.body}
_HEADER = {s: re.compile(s.header, re.I) for s in _SIGNATURES if s.header}
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
    head = body[:_SHORT]
    text = _text(head) if len(body) <= _SHORT else ""
    lines = [f"{name}: {value}" for name, value in headers.items()]
    for signature in _SIGNATURES:
        if signature.statuses and status not in signature.statuses:
            continue
        if not signature.body and not signature.header:
            return signature.name
        spoken = text and signature in _BODY and _BODY[signature].search(text)
        if spoken and (not signature.prose or len(_shown(head)) <= _LITTLE):
            return signature.name
        if signature in _HEADER and any(_HEADER[signature].search(line) for line in lines):
            return signature.name
    if status in _REFUSALS:
        return f"refused with {status}"
    if status == 200 and _is_script_shell(body):
        return "script instead of a page"
    return ""


def _text(head: bytes) -> str:
    """The head of the page in whatever encoding fits; signatures are ASCII or common words."""
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError:
        return head.decode("gb18030", "replace")


def _is_script_shell(body: bytes) -> bool:
    """A short page that shows nothing and whose script sets a cookie or goes elsewhere."""
    if not 0 < len(body) <= _SHELL or b"<" not in body or b"<a " in body.lower():
        return False
    scripts = b"".join(found[0] for found in _SCRIPT.finditer(body))
    return bool(_MOVES.search(scripts)) and len(_shown(body)) < 60


def _shown(body: bytes) -> bytes:
    """Roughly what a reader would see of a page."""
    return b" ".join(_TAG.sub(b" ", _SCRIPT.sub(b" ", body)).split())
