"""What all requests of a crawl have in common: who they are for, and the books they are kept in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.batch import BatchWriter
from crawler.encoding import decode
from crawler.families.base import Document
from crawler.families.base import Request as Wanted
from crawler.ledger import Ledger
from crawler.outcome import judge
from crawler.tally import Problem
from pipeline_common.models import Page, Row, Source, State

#: What callbacks give to Scrapy.
Output = Iterator[scrapy.Request | Page]
#: Told of the progress: event ("source", "page"), details.
Events = Callable[[str, dict[str, Any]], None]

_SOURCE = "source"
_HOME = ("", "/")


class BookkeepingSpider(scrapy.Spider):
    """Knows for each request which source it serves, and when a source is through.

    Requests are never filtered as duplicates by Scrapy: the ledger decides what is asked, and a
    site may redirect an address to itself.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        writer: BatchWriter,
        clock: Callable[[], datetime],
        events: Events,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.ledger = ledger
        self.writer = writer
        self.job = ledger.job
        self.today = ledger.today
        self._clock = clock
        self._events = events

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The constructor Scrapy calls."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._count, signal=signals.request_reached_downloader)
        return spider

    def ask(self, source: Source, url: str, **kwargs: Any) -> scrapy.Request:
        """A request for `source`. Raises ValueError for what is no address."""
        request = scrapy.Request(url, dont_filter=True, meta={_SOURCE: source.id}, **kwargs)
        self.ledger.tallies[source.id].waiting += 1
        return request

    @contextmanager
    def answered(self, source: Source) -> Iterator[None]:
        """Around an answer, or a failure, of one request of `source`; the last one ends it."""
        tally = self.ledger.tallies[source.id]
        try:
            yield
        finally:
            tally.waiting -= 1
            if not tally.open:
                self.close_source(source)

    def close_source(self, source: Source) -> None:
        """Tell that nothing more is coming from `source`."""
        report = judge(self.ledger.tallies[source.id], today=self.today)
        self.logger.info("%s: %s, %s", source.id, report.state, report.evidence)
        details = {"source": source.id, "state": report.state.value, "articles": report.articles}
        self._events("source", details)

    def bring(
        self, source: Source, row: Row | None, url: str, headers: Mapping[str, str], body: bytes
    ) -> Page:
        """A page that came for `row`."""
        return Page(
            source_id=source.id,
            url=url,
            status=200,
            headers=headers,
            body=body,
            fetched_at=self._clock(),
            row=row,
            backfill=self.job.backfill,
        )

    def deliver(self, source: Source, key: str, page: Page) -> Page:
        """Note that `page` is whole and goes into the batch."""
        self.ledger.came(source, key)
        self._events("page", {"source": source.id, "url": page.url})
        return page

    def _count(self, request: scrapy.Request) -> None:
        tally = self.ledger.tallies.get(request.meta.get(_SOURCE, ""))
        if tally is not None:
            tally.requests += 1


def read_document(response: Response, source: Source, wanted: Wanted | None = None) -> Document:
    """The answer, decoded; `wanted` is what a family had asked for."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    decoded = decode(response.body, content_type=content_type, override=source.encoding)
    return Document(
        response.url, decoded.text, decoded.encoding, content_type, response.body, wanted
    )


def lands_home(asked: str, got: str) -> bool:
    """Whether an inner page was asked for and the home page came: how some sites say "gone"."""
    return urlsplit(got).path in _HOME and urlsplit(asked).path not in _HOME


def failed_request(failure: Failure) -> tuple[scrapy.Request, BaseException]:
    """The request a failure belongs to, and what happened to it."""
    return failure.request, failure.value  # type: ignore[attr-defined, return-value]


def internal_problem(error: Exception) -> Problem:
    """The problem of a page that made the code stumble."""
    return Problem(State.LIST_NOT_FOUND, f"cannot be read: {type(error).__name__}: {error}"[:300])
