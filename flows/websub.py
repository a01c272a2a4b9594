"""WebSub (W3C Recommendation, section 7): tell the hub which feeds have changed."""

from __future__ import annotations

import logging
import urllib.parse
import urllib.request
from collections.abc import Iterable

log = logging.getLogger("coopfeed.websub")

#: Seconds the hub may take for one feed.
TIMEOUT = 10.0
_FORMATS = (".atom", ".rss", ".json")


def topics(base_url: str, written: Iterable[str]) -> list[str]:
    """Addresses of the current feeds among the paths that were written; archives hardly change."""
    return [
        f"{base_url.rstrip('/')}/{path}"
        for path in written
        if path.startswith("feeds/")
        and not path.startswith("feeds/archive/")
        and path.endswith(_FORMATS)
    ]


def ping(hub: str, addresses: Iterable[str], *, timeout: float = TIMEOUT) -> list[str]:
    """Tell the hub of each feed; those it did not take.

    A hub that does not answer is not asked again: the subscribers then find out by looking.
    """
    left = list(addresses)
    while left:
        form = urllib.parse.urlencode({"hub.mode": "publish", "hub.url": left[0]})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            request = urllib.request.Request(hub, form.encode(), headers)
            with urllib.request.urlopen(request, timeout=timeout):
                left.pop(0)
        except (OSError, ValueError) as error:
            log.warning("the hub was not told of %d feeds: %s", len(left), error)
            break
    return left
