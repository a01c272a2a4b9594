"""WebSub (W3C Recommendation, section 7): tell the hub which feeds have changed.

What it could not be told of is kept beside the publication (`publish.topics`) and told at the next
run, with what has changed since.
"""

from __future__ import annotations

import logging
import time
import urllib.parse
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

from crawler.backoff import retry_after
from pipeline_common.errors import OutputError
from pipeline_common.publish.files import OutputFolder
from pipeline_common.publish.topics import load_topics, save_topics
from pipeline_common.settings import PublishSettings

log = logging.getLogger("coopfeed.websub")

#: Seconds the hub may take for one feed.
TIMEOUT = 10.0
#: How often a feed is tried in a run, where it can help.
ROUNDS = 3
#: Seconds before the second round; twice as many before the third.
BACKOFF = 2.0
#: Seconds a hub may ask to be left alone for (Retry-After); for longer, the next run comes.
LONGEST = 30.0
#: After so many failures on end the hub is taken for out of order, and the round ends.
PATIENCE = 5

_BUSY = frozenset({408, 425, 429})  # beside 5xx: another time it may work


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the hub did not take a feed; without its address, which may hold a token."""

    reason: str
    passing: bool = False  # whether trying again can help
    pause: float = 0.0  # seconds the hub asks to be left alone


def tell(settings: PublishSettings, public: Path) -> tuple[tuple[str, str], ...]:
    """Tell the hub of the feeds in `public` that changed; path and reason of what it did not take.

    Nothing is raised: what fails is logged, and waits for the next run.
    """
    folder = OutputFolder(public)
    waiting = load_topics(folder)
    if not waiting:
        return ()
    base = settings.base_url.rstrip("/")
    addresses = {f"{base}/{path}": path for path in waiting}
    failed = {addresses[a]: why for a, why in ping(settings.hub, addresses).items()}
    if failed:
        reason = next(reversed(failed.values()))
        log.warning("the hub was not told of %d feeds, now tried later: %s", len(failed), reason)
    try:
        save_topics(folder, failed)
    except OutputError as error:
        log.error("%s", error)
    return tuple(failed.items())


def ping(hub: str, addresses: Iterable[str], *, timeout: float = TIMEOUT) -> dict[str, str]:
    """Tell the hub of each feed; those it did not take, with the reason, untried ones in front."""
    left, refused = list(addresses), dict[str, str]()
    failed: dict[str, Failure] = {}
    for number in range(ROUNDS):
        if number:
            asked = max(failure.pause for failure in failed.values())
            if asked > LONGEST:
                break
            time.sleep(max(asked, BACKOFF * 2 ** (number - 1)))
        untried, failed, final = _round(hub, left, timeout)
        refused |= final
        left = [*untried, *failed]
        if not failed:
            break
    reasons = {address: failure.reason for address, failure in failed.items()}
    return {address: reasons.get(address, "not tried: others failed") for address in left} | refused


def _round(
    hub: str, addresses: list[str], timeout: float
) -> tuple[list[str], dict[str, Failure], dict[str, str]]:
    """Addresses not tried, those that may be taken another time, and those that were refused."""
    failed: dict[str, Failure] = {}
    refused: dict[str, str] = {}
    on_end = 0
    for number, address in enumerate(addresses, start=1):
        failure = _post(hub, address, timeout)
        if failure and failure.passing:
            failed[address] = failure
            on_end += 1
            if failure.pause or on_end == PATIENCE:
                return addresses[number:], failed, refused
            continue
        on_end = 0
        if failure:
            refused[address] = failure.reason
    return [], failed, refused


def _post(hub: str, address: str, timeout: float) -> Failure | None:
    """Why the hub did not take one feed; None where it did (2xx)."""
    form = urllib.parse.urlencode({"hub.mode": "publish", "hub.url": address})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        request = urllib.request.Request(hub, form.encode(), headers)
        with _OPENER.open(request, timeout=timeout):
            return None
    except HTTPError as error:
        with error:
            names = {name.lower(): value for name, value in error.headers.items()}
            passing = error.code >= 500 or error.code in _BUSY
            return Failure(f"status {error.code}", passing, retry_after(names) or 0.0)
    except ValueError:  # http.client.InvalidURL too
        return Failure("its address is none")
    except (OSError, HTTPException) as error:
        cause = error.reason if isinstance(error, URLError) else error
        return Failure(f"{type(cause).__name__}: {cause}".rstrip(": "), passing=True)


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: a POST would go on as a GET (RFC 9110, 15.4), and tell nothing."""

    def redirect_request(self, *arguments: Any) -> None:
        """Take the answer for what it is."""


_OPENER = urllib.request.build_opener(_Stay)
