"""A circuit breaker for each host: who fails or refuses again and again is left alone.

It sees every attempt, retries included, and tells the spider who refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.challenge import detect_challenge
from crawler.middlewares.refusals import HostGivenUp
from crawler.middlewares.slots import drop_waiting

#: Meta key under which the spider finds who refused.
REFUSAL = "refusal"
#: Attempts in a row that may fail; one page is tried three times.
_FAILURES = 6
_REFUSALS = 3
_SERVER_ERRORS = frozenset({500, 502, 503, 504, 522, 524})


@dataclass(slots=True)
class _Host:
    failures: int = 0
    refusals: int = 0
    given_up: HostGivenUp | None = None


class CircuitBreaker:
    """Counts failures and refusals in a row; opens for the rest of the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._hosts: dict[str, _Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The constructor Scrapy calls."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Drop what is meant for a host that was given up."""
        if reason := self._host(request).given_up:
            raise reason

    def process_response(self, request: Request, response: Response) -> Response:
        """Look for a refusal; a page closes the circuit again."""
        host = self._host(request)
        refusal = detect_challenge(response.status, header_values(response), response.body)
        request.meta[REFUSAL] = refusal
        if refusal:
            host.refusals += 1
            challenged = not refusal.startswith("refused with")
            if challenged or host.refusals >= _REFUSALS:
                self._give_up(request, HostGivenUp(refusal, refused=True))
        elif response.status in _SERVER_ERRORS:
            self._fail(request, f"answers {response.status}")
        else:
            host.failures = host.refusals = 0
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count an attempt without an answer; one that we broke off is none."""
        if not isinstance(exception, (IgnoreRequest, DownloadCancelledError)):
            self._fail(request, "does not answer")

    def _fail(self, request: Request, reason: str) -> None:
        host = self._host(request)
        host.failures += 1
        if host.failures >= _FAILURES:
            words = f"{reason}, {host.failures} times in a row"
            self._give_up(request, HostGivenUp(words, refused=False))

    def _give_up(self, request: Request, reason: HostGivenUp) -> None:
        """Open the circuit, for what waits in the host's queue too."""
        self._host(request).given_up = reason
        drop_waiting(self._crawler, request, reason)

    def _host(self, request: Request) -> _Host:
        return self._hosts.setdefault(urlparse_cached(request).netloc, _Host())


def header_values(response: Response) -> dict[str, str]:
    """The headers of an answer, names in lower case; several values joined by a comma."""
    return {
        name.decode("latin-1").lower(): ", ".join(v.decode("latin-1") for v in values)
        for name, values in response.headers.items()
    }
