"""The one spider: listings of all sources of a job, then the articles their new rows lead to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self, cast
from urllib.parse import urlencode, urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import families
from crawler.batch import BatchWriter
from crawler.conditional import conditional_headers, is_unchanged, make_validator
from crawler.encoding import decode
from crawler.families.base import Document, Family, ListingResult
from crawler.families.base import Request as Wanted
from crawler.ledger import Ledger, ListingTally, Problem
from crawler.middlewares.breaker import header_values
from crawler.outcome import judge
from crawler.paging import stop_reason
from crawler.spiders.problems import failure_problem, response_problem
from pipeline_common.errors import CoopfeedError
from pipeline_common.models import CHINA, Listing, Page, Row, Source, State

Output = Iterator[scrapy.Request | Page]
#: Told of the progress: event ("source", "page"), details.
Events = Callable[[str, dict[str, Any]], None]

#: Pages of one article that are read at most.
_MAX_PARTS = 40
_SOURCE = "source"


@dataclass(frozen=True, slots=True)
class _ListingVisit:
    """A request for one document of a listing."""

    source: Source
    listing: Listing
    tally: ListingTally
    wanted: Wanted
    page: int = 1
    opening: bool = True  # a request that `start` of the family made


@dataclass(frozen=True, slots=True)
class _ArticleVisit:
    """A request for one page of an article; `first` is the article so far."""

    source: Source
    key: str
    row: Row
    first: Page | None = None
    remaining: tuple[str, ...] = ()


class SourcesSpider(scrapy.Spider):
    """Asks each listing what is new and brings the pages of it."""

    name = "sources"

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
        self._job = ledger.job
        self._clock = clock
        self._events = events
        self._today = self._job.now.astimezone(CHINA).date()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The constructor Scrapy calls."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._count, signal=signals.request_reached_downloader)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The requests that open every listing of every source."""
        for source in self._job.sources:
            for request in self._open(source):
                yield request

    def _open(self, source: Source) -> list[scrapy.Request]:
        tally = self.ledger.tallies[source.id]
        requests = []
        for listing in source.listings:
            try:
                opening = families.family(source.family).start(
                    source, listing, self._today, self._job.since
                )
                for wanted in opening:
                    found = self.ledger.open_listing(source, wanted.url)
                    visit = _ListingVisit(source, listing, found, wanted)
                    requests += self._ask_listing(visit)
            except Exception as error:  # a source that cannot be opened must not cost the others
                self.logger.exception("%s: %s cannot be opened", source.id, listing.url)
                self.ledger.open_listing(source, listing.url).fail(_internal(error))
        tally.started = True
        if not requests:
            self._finish(source)
        return requests

    def read_listing(self, response: Response, visit: _ListingVisit) -> Output:
        """Rows of one document of a listing, and where to read on."""
        with self._one_less(visit.source):
            try:
                yield from self._read_listing(response, visit)
            except CoopfeedError as error:
                visit.tally.fail(Problem(State.LIST_NOT_FOUND, error.message))
            except Exception as error:  # one hostile page must not cost the others
                self.logger.exception("%s: %s cannot be read", visit.source.id, response.url)
                visit.tally.fail(_internal(error))

    def _read_listing(self, response: Response, visit: _ListingVisit) -> Output:
        tally = self.ledger.tallies[visit.source.id]
        tally.bytes += len(response.body)
        family = families.family(visit.source.family)
        if problem := response_problem(response):
            self._end_listing(response, visit, family, problem)
            return
        remembered = self._remembered(visit)
        if is_unchanged(remembered, response.status, response.body):
            tally.not_modified += 1
            visit.tally.unchanged = visit.tally.found = True
            visit.tally.validators.append(cast("Any", remembered))
            return
        document = _document(response, visit.source)
        result = family.read_listing(document, visit.source, visit.listing, visit.page)
        yield from self._take(result, response, visit)

    def _take(self, result: ListingResult, response: Response, visit: _ListingVisit) -> Output:
        """Requests that follow from what a listing document holds."""
        if not result.found and not result.more:
            if visit.page == 1:
                evidence = f"no list in a page of {len(response.body)} bytes"
                visit.tally.fail(Problem(State.LIST_NOT_FOUND, evidence))
            return
        visit.tally.found = True
        admission = self.ledger.admit(visit.source, visit.tally, result.rows)
        for key, row in admission.fetch:
            yield from self._fetch(visit.source, key, row)
        for more in result.more:
            yield from self._ask_listing(replace(visit, wanted=more, opening=False))
        if visit.page == 1 and visit.wanted.method == "GET" and result.rows and not result.more:
            headers = header_values(response)
            visit.tally.validators.append(
                make_validator(visit.wanted.url, visit.source.id, headers, response.body)
            )
        depth = self.ledger.depth(visit.source)
        if result.next is None or (result.total is not None and visit.page >= result.total):
            return
        waiting_for_rows = result.more and not result.rows
        stop = stop_reason(depth, visit.page, result.rows, fresh=admission.fresh, new=admission.new)
        if not stop or (waiting_for_rows and visit.page < depth.max_pages):
            following = replace(visit, wanted=result.next, page=visit.page + 1, opening=False)
            yield from self._ask_listing(following)

    def _end_listing(
        self, response: Response, visit: _ListingVisit, family: Family, problem: Problem
    ) -> None:
        """A listing document that did not come; a missing one may only mean "no more"."""
        missing = response.status in (404, 410)
        if missing and visit.opening and family.absent_is_empty:
            visit.tally.unchanged = visit.tally.found = True
        elif not (missing and visit.page > 1):
            visit.tally.fail(problem)

    def miss_listing(self, failure: Failure) -> None:
        """A listing that got no answer."""
        visit: _ListingVisit = failure.request.cb_kwargs["visit"]
        with self._one_less(visit.source):
            visit.tally.fail(failure_problem(failure.value))

    def read_article(self, response: Response, visit: _ArticleVisit) -> Output:
        """The page of an article, once all its parts are there."""
        with self._one_less(visit.source):
            try:
                yield from self._read_article(response, visit)
            except Exception as error:  # one hostile page must not cost the others
                self.logger.exception("%s: %s cannot be read", visit.source.id, response.url)
                self._lose(visit, response.url, _internal(error))

    def _read_article(self, response: Response, visit: _ArticleVisit) -> Output:
        self.ledger.tallies[visit.source.id].bytes += len(response.body)
        problem = response_problem(response) or _detour(response, visit)
        if problem and not (visit.first and response.status == 404):
            self._lose(visit, response.url, problem)
            return
        if visit.first is None:
            page = self._page(response, visit)
            parts = families.family(visit.source.family).next_parts(
                _document(response, visit.source)
            )
            remaining = tuple(dict.fromkeys(parts))[:_MAX_PARTS]
        else:
            body = () if problem else (response.body,)
            page = replace(visit.first, more=visit.first.more + body)
            remaining = visit.remaining
        if remaining:
            following = replace(visit, first=page, remaining=remaining[1:])
            yield from self._ask_article(following, remaining[0])
        else:
            yield self._bring(visit.source, page)

    def miss_article(self, failure: Failure) -> None:
        """An article that got no answer."""
        visit: _ArticleVisit = failure.request.cb_kwargs["visit"]
        with self._one_less(visit.source):
            self._lose(visit, failure.request.url, failure_problem(failure.value))

    def _fetch(self, source: Source, key: str, row: Row) -> Output:
        """What brings the article of a new row: the row itself, or a request."""
        if row.body_html:
            headers = {"content-type": "text/html; charset=utf-8"}
            body = row.body_html.encode("utf-8", "replace")
            yield self._bring(source, self._make_page(source, row, row.url, headers, body))
        elif source.fetch_articles:
            yield from self._ask_article(_ArticleVisit(source, key, row), row.url)
        else:
            problem = Problem(State.PARTIAL, "the list carries no text")
            self.ledger.failed(source, key, row.url, problem)

    def _ask_listing(self, visit: _ListingVisit) -> Iterator[scrapy.Request]:
        wanted = visit.wanted
        asked = (wanted.url, wanted.method, wanted.form)
        if asked in visit.tally.asked:
            return
        visit.tally.asked.add(asked)
        conditional = conditional_headers(self._remembered(visit))
        yield self._request(
            visit.source,
            wanted.url,
            method=wanted.method,
            body=urlencode(wanted.form),
            headers=_headers(wanted) | conditional,
            callback=self.read_listing,
            errback=self.miss_listing,
            cb_kwargs={"visit": visit},
            priority=10,
        )

    def _ask_article(self, visit: _ArticleVisit, url: str) -> Iterator[scrapy.Request]:
        try:
            yield self._request(
                visit.source,
                url,
                callback=self.read_article,
                errback=self.miss_article,
                cb_kwargs={"visit": visit},
                priority=20 if visit.first else 0,
            )
        except ValueError as error:
            self._lose(visit, url, Problem(State.PARTIAL, f"no address: {error}"))

    def _request(self, source: Source, url: str, **kwargs: Any) -> scrapy.Request:
        request = scrapy.Request(url, dont_filter=True, meta={_SOURCE: source.id}, **kwargs)
        self.ledger.tallies[source.id].waiting += 1
        return request

    def _remembered(self, visit: _ListingVisit) -> Any:
        """The validator of a listing document; a back-fill asks for everything."""
        if self._job.backfill or visit.page > 1 or visit.wanted.method != "GET":
            return None
        return self._job.memory.validators.get(visit.wanted.url)

    def _page(self, response: Response, visit: _ArticleVisit) -> Page:
        return self._make_page(
            visit.source, visit.row, response.url, header_values(response), response.body
        )

    def _make_page(
        self, source: Source, row: Row, url: str, headers: Mapping[str, str], body: bytes
    ) -> Page:
        return Page(
            source_id=source.id,
            url=url,
            status=200,
            headers=headers,
            body=body,
            fetched_at=self._clock(),
            row=row,
            backfill=self._job.backfill,
        )

    def _bring(self, source: Source, page: Page) -> Page:
        self.ledger.came(source)
        self._events("page", {"source": source.id, "url": page.url})
        return page

    def _lose(self, visit: _ArticleVisit, url: str, problem: Problem) -> None:
        self.ledger.failed(visit.source, visit.key, url, problem)

    @contextmanager
    def _one_less(self, source: Source) -> Iterator[None]:
        """An answer, or none, for one request of `source`; its last one ends the source."""
        tally = self.ledger.tallies[source.id]
        try:
            yield
        finally:
            tally.waiting -= 1
            if tally.started and not tally.waiting:
                self._finish(source)

    def _finish(self, source: Source) -> None:
        report = judge(self.ledger.tallies[source.id], today=self._today)
        self.logger.info("%s: %s, %s", source.id, report.state, report.evidence)
        details = {"source": source.id, "state": report.state.value, "articles": report.articles}
        self._events("source", details)

    def _count(self, request: scrapy.Request) -> None:
        tally = self.ledger.tallies.get(request.meta.get(_SOURCE, ""))
        if tally is not None:
            tally.requests += 1


def _document(response: Response, source: Source) -> Document:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    decoded = decode(response.body, content_type=content_type, override=source.encoding)
    return Document(response.url, decoded.text, decoded.encoding, content_type, response.body)


def _headers(wanted: Wanted) -> dict[str, str]:
    form = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    return {**(form if wanted.method == "POST" else {}), **wanted.headers}


def _detour(response: Response, visit: _ArticleVisit) -> Problem | None:
    """An answer that is a page, but not the article's."""
    content_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()
    if not any(word in content_type for word in ("html", "xml", "json", "text/plain")):
        return Problem(State.PARTIAL, f"no page but {content_type.partition(';')[0]}")
    if urlsplit(response.url).path in ("", "/") and urlsplit(visit.row.url).path not in ("", "/"):
        return Problem(State.PARTIAL, "redirects to the home page")
    return None


def _internal(error: Exception) -> Problem:
    return Problem(State.LIST_NOT_FOUND, f"cannot be read: {type(error).__name__}: {error}"[:300])
