"""Try again only where it can help, and not before the host wants it (RFC 9110, 10.2.3)."""

from __future__ import annotations

from typing import cast

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawler.backoff import retry_after
from crawler.middlewares.breaker import header_values
from crawler.middlewares.slots import hold

#: Seconds that a crawl waits for a host; who asks for more is asked again in the next run.
LONGEST_WAIT = 60.0


#: How an answer ends that is whole, whatever its Content-Length said.
_ENDS = (b"</html>", b"</rss>", b"</feed>", b"</datastore>", b"}", b"]")


def is_cut(response: Response) -> bool:
    """Whether the connection broke off before the end of the page."""
    return "dataloss" in response.flags and not response.body.rstrip().lower().endswith(_ENDS)


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, with the whole host on hold for as long as it asks, or ever longer."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """A new request after a wait; the answer itself where waiting is not worth it."""
        if is_cut(response):
            return self._retry(request, "cut off") or response
        if response.status not in self.retry_http_codes:
            return response
        asked = retry_after(header_values(response))
        if asked is not None and asked > LONGEST_WAIT:
            return response
        again = super().process_response(request, response)
        if isinstance(again, Request):
            self._hold(request, asked)
        return again

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """A new request where the failure may have been of the moment."""
        again = cast("Request | None", super().process_exception(request, exception))
        if again is not None:
            self._hold(request, None)
        return again

    def _hold(self, request: Request, asked: float | None) -> None:
        delay = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        attempt = request.meta.get("retry_times", 0) + 1
        hold(self.crawler, request, asked if asked is not None else delay * 2**attempt)
