"""Try again only where it can help, and not before the host wants it (RFC 9110, 10.2.3)."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response

from crawler.backoff import retry_after
from crawler.middlewares.breaker import header_values
from crawler.middlewares.slots import hold

#: Seconds that a crawl waits for a host; who asks for more is asked again in the next run.
LONGEST_WAIT = 60.0

#: Of the moment; a refusal (403, 412, 521) or a missing page (404) is not.
_PASSING = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
_FAILURES = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
#: How an answer ends that is whole, whatever its Content-Length said.
_ENDS = (b"</html>", b"</rss>", b"</feed>", b"</datastore>", b"}", b"]")


def is_cut(response: Response) -> bool:
    """Whether the connection broke off before the end of the page."""
    return "dataloss" in response.flags and not response.body.rstrip().lower().endswith(_ENDS)


class PatientRetry:
    """A new request after a wait; the whole host is on hold for as long as it asks, or longer
    from time to time."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The constructor Scrapy calls."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Ask again, or hand on the answer where waiting is not worth it."""
        if is_cut(response):
            return self._again(request, "cut off", None) or response
        if response.status not in _PASSING:
            return response
        asked = retry_after(header_values(response))
        if asked is not None and asked > LONGEST_WAIT:
            return response
        return self._again(request, f"status {response.status}", asked) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Ask again where the failure may have been of the moment."""
        if not isinstance(exception, _FAILURES):
            return None
        return self._again(request, type(exception).__name__, None)

    def _again(self, request: Request, reason: str, asked: float | None) -> Request | None:
        assert self._crawler.spider is not None
        again = get_retry_request(
            request, reason=reason, spider=self._crawler.spider, give_up_log_level="DEBUG"
        )
        if again is not None:
            wait = asked if asked is not None else self._delay * 2 ** again.meta["retry_times"]
            hold(self._crawler, request, wait)
        return again
