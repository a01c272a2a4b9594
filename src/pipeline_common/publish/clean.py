"""The text boundary: what foreign text becomes before it reaches a feed or a page.

Every byte from the network is hostile. What leaves here holds no control character, no bidi
override, no non-character and no markup that is not ours; addresses are absolute http(s) in ASCII.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

import nh3

#: What XML 1.0 forbids (2.2) and what no reader wants: C1, soft controls, bidi overrides, line
#: separators, non-characters, lone surrogates, the replacement character.
_BAD_CHARACTERS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
)
_BAD = re.compile(f"[{_BAD_CHARACTERS}]")
_TAG = re.compile(
    r"<(?:!--.*?-->|script\b.*?</script\s*>|style\b.*?</style\s*>|[/!?]?[A-Za-z\[][^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SPACE = re.compile(r"\s+")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9.])?")
_SAFE = "/:@!$&'()*+,;=~-._%"
_MAX_URL = 2000  # what the grammars of feeds and common readers take

_TAGS = {"p", "br", "a", "strong", "em", "ul", "ol", "li", "blockquote"}


def is_dirty(text: str) -> bool:
    """Whether the text holds a character that is never published."""
    return not _is_printable(text) and _BAD.search(text) is not None


def line(text: str, limit: int = 200) -> str:
    """Plain text on one line, at most `limit` characters, for titles, names and categories.

    Never markup, never controls; `<` and `>` that are text become full-width. May be empty.
    """
    if len(text) <= limit and _is_plain(text):
        return text
    text = _without_bad(text[: limit * 10 + 1000])  # bounded: no more than this is ever shown
    for _ in range(2):  # scraped text is often escaped once too often
        text = _TAG.sub("", html.unescape(text))
    text = _without_bad(text).replace("<", "＜").replace(">", "＞")
    text = _ENTITY.sub("＆", text)
    text = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def fragment(markup: str) -> str:
    """Safe HTML for the content of an entry: a few tags, absolute http(s) links only."""
    cleaned = nh3.clean(
        _without_bad(markup),
        tags=_TAGS,
        clean_content_tags={"script", "style", "iframe", "object"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="noopener noreferrer",
    )
    return _without_bad(cleaned)  # again: "&#0;" has become U+FFFD


@lru_cache(maxsize=1 << 13)  # the same stand in the feeds and pages of many views
def url(address: str) -> str:
    """An absolute http(s) address in ASCII: host in punycode, the rest percent-encoded.

    Raises ValueError for anything else: other schemes, relative addresses, user names, bad hosts.
    """
    parts = urlsplit(unicodedata.normalize("NFC", _without_bad(address)).strip())
    scheme, host = parts.scheme.lower(), parts.hostname or ""
    if scheme not in ("http", "https") or not host or parts.username is not None:
        raise ValueError(f"not a plain http(s) address: {address[:80]!r}")
    if not host.isascii():
        host = host.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host):
        raise ValueError(f"bad host: {address[:80]!r}")
    if parts.port and parts.port != {"http": 80, "https": 443}[scheme]:
        host += f":{parts.port}"
    path, query, anchor = (
        quote(_BARE_PERCENT.sub("%25", part), safe=_SAFE + extra)
        for part, extra in ((parts.path or "/", ""), (parts.query, "?"), (parts.fragment, "?"))
    )
    out = urlunsplit((scheme, host, path, query, anchor))
    if len(out) > _MAX_URL:
        raise ValueError(f"address too long: {address[:80]!r}")
    return out


def url_or_none(address: str) -> str | None:
    """`url`, or None where the address is none that may be linked."""
    try:
        return url(address)
    except ValueError:
        return None


def _is_printable(text: str) -> bool:
    """Whether nothing of it is bad, nor a space of another kind: what nearly all text is.

    Loops in C; the pattern tries its many ranges for every character.
    """
    return text.isprintable() and "\ufffc" not in text and "\ufffd" not in text


def _is_plain(text: str) -> bool:
    """Whether `line` would leave it as it is, whatever its length."""
    return (
        _is_printable(text)
        and "<" not in text
        and ">" not in text
        and "&" not in text
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
        and unicodedata.is_normalized("NFC", text)
    )


def _without_bad(text: str) -> str:
    return text if _is_printable(text) else _BAD.sub("", text)
