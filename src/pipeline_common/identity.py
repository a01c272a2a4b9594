"""Identity: canonical addresses, article keys, milestone ids, content hashes.

Each is made once and stored; a change here must never change what an old value was.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

#: Query parameters that name a visit, not a page (failures seen: RSS-Bridge#846, wlwr/rss#15).
_TRACKING = re.compile(
    r"^(utm_\w+|spm\w*|share\w*|pageNum|isappinstalled|nsukey|wfr|hmsr|bd_vid|jsessionid)$", re.I
)
#: Names that are tracking only where the value is a visit's number or clock.
_CLOCK = re.compile(r"^(uid|t|ts|timestamp|_|rand|v|from|source)$", re.I)
_CLOCK_VALUE = re.compile(r"^(\d{10,}|0?\.\d+|timeline|\w+message|app|wechat|weixin)$")

#: File names that identify an article whatever host, scheme or folder it is served from.
_FAMILY_KEYS = (
    ("art", re.compile(r"/art_(\d+)_(\d+)\.html?$")),  # hanweb_jcms
    ("jpaas", re.compile(r"/art_([0-9a-f]{32})\.html?$")),  # hanweb_jpaas
    ("t", re.compile(r"/t(\d{8})_(\d+)\.s?html?$")),  # trs_wcm
    ("content", re.compile(r"/content_(\d{15,20})\.html?$")),  # ucap_querylist
    ("hex", re.compile(r"/([0-9a-f]{32})\.s?html?$")),  # ucap_shtml, shanghai_hex
    ("xinhua", re.compile(r"/(\d{8}/[0-9a-f]{32})/c\.html?$")),  # xinhua
    ("post", re.compile(r"/m?post_(\d+)\.html?$")),  # gd_nfcms
)

_PORTS = {"http": 80, "https": 443}
_NAMESPACE = uuid.UUID("6f1d3e0a-5b0f-5c55-9a53-0f7c1d5e8a11")


def canonical_url(url: str) -> str:
    """The address without what differs between visits: scheme, port, tracking.

    The scheme stays as it is: some sites answer on one only. Raises ValueError for anything but
    http(s).
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not an http(s) address: {url[:80]!r}")
    host = parts.hostname.rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port and parts.port != _PORTS[scheme] else ""
    query = urlencode(
        [
            (k, v)
            for k, v in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING.match(k) and not (_CLOCK.match(k) and _CLOCK_VALUE.match(v))
        ]
    )
    path = quote(
        unquote(parts.path or "/", errors="surrogateescape"),
        safe="/:@!$&'()*+,;=~-._",
        errors="surrogateescape",
    )
    return urlunsplit((scheme, host + port, path, query, ""))


def article_key(url: str) -> str:
    """The stored id of the article at `url`: host without www plus the family's own number.

    http and https are one page, and so are www and bare host.

    Raises ValueError for anything but http(s).
    """
    clean = canonical_url(url)
    parts = urlsplit(clean)
    host = parts.netloc.removeprefix("www.").removeprefix("m.")
    for name, pattern in _FAMILY_KEYS:
        if found := pattern.search(parts.path):
            return f"{host}/{name}:{'_'.join(found.groups())}"
    return host + parts.path + (f"?{parts.query}" if parts.query else "")


def milestone_id(article_id: str, start: int) -> str:
    """A fresh milestone id from its first evidence: the same everywhere, stored ever after."""
    return uuid.uuid5(_NAMESPACE, f"{article_id}#{start}").urn


def content_hash(*fields: str) -> str:
    """SHA-256 over the fields, with a version byte in front; empty last fields are dropped."""
    kept = list(fields)
    while kept and not kept[-1]:
        kept.pop()
    return hashlib.sha256(b"\x01" + "\x1f".join(kept).encode("utf-8", "surrogatepass")).hexdigest()
