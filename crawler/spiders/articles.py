"""Articles: the pages that new rows lead to, with all their parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import families
from crawler.middlewares.breaker import header_values
from crawler.spiders.base import (
    BookkeepingSpider,
    Output,
    failed_request,
    internal_problem,
    lands_home,
    read_document,
)
from crawler.spiders.problems import failure_problem, response_problem
from crawler.tally import Problem
from pipeline_common.models import Page, Row, Source

#: Pages of one article that are read at most.
_MAX_PARTS = 40


@dataclass(frozen=True, slots=True)
class ArticleVisit:
    """A request for one page of an article; `first` is the article so far."""

    source: Source
    key: str
    row: Row
    first: Page | None = None
    remaining: tuple[str, ...] = ()


class ArticleSpider(BookkeepingSpider):
    """Fetches articles, of each source one after the other: so no host holds up the others, and a
    crawl that is told to end has little under way.

    A part that is missing is passed over, one that fails costs the article: it is asked for again
    in the next run.
    """

    def fetch(self, source: Source, key: str, row: Row) -> Output:
        """What brings the article of a new row: the row itself, or a request."""
        tally = self.ledger.tallies[source.id]
        if row.body_html:
            headers = {"content-type": "text/html; charset=utf-8"}
            body = row.body_html.encode("utf-8", "replace")
            yield self.deliver(source, key, self.bring(source, row, row.url, headers, body))
        elif source.fetch_articles:
            tally.queue.append((key, row))
            if not tally.fetching:
                yield from self._ask_next(source)
        else:
            self.ledger.no_article(source, key, row, "the list carries no text of it")

    def _ask_next(self, source: Source) -> Iterator[scrapy.Request]:
        """The next article in the queue of `source` that has an address to ask."""
        tally = self.ledger.tallies[source.id]
        tally.fetching = False
        while tally.queue and not tally.fetching:
            key, row = tally.queue.popleft()
            for request in self._ask(ArticleVisit(source, key, row), row.url):
                tally.fetching = True
                yield request

    def read_article(self, response: Response, visit: ArticleVisit) -> Output:
        """The page of an article, once all its parts are there; then the next article."""
        with self.answered(visit.source):
            try:
                following = list(self._read(response, visit))
            except Exception as error:  # one hostile page must not cost the others
                self.logger.exception("%s: %s cannot be read", visit.source.id, response.url)
                self._lose(visit, response.url, internal_problem(error))
                following = []
            yield from following
            if not any(isinstance(each, scrapy.Request) for each in following):
                yield from self._ask_next(visit.source)

    def miss_article(self, failure: Failure) -> Output:
        """An article that got no answer; then the next one."""
        request, error = failed_request(failure)
        visit: ArticleVisit = request.cb_kwargs["visit"]
        with self.answered(visit.source):
            self._lose(visit, request.url, failure_problem(error))
            yield from self._ask_next(visit.source)

    def _read(self, response: Response, visit: ArticleVisit) -> Output:
        self.ledger.tallies[visit.source.id].bytes += len(response.body)
        problem = response_problem(response)
        if problem and not (visit.first and response.status == 404):
            self._lose(visit, response.url, problem)
        elif visit.first:
            more = visit.first.more if problem else (*visit.first.more, response.body)
            yield from self._go_on(replace(visit, first=replace(visit.first, more=more)))
        elif reason := detour(response, visit.row):
            self.ledger.no_article(visit.source, visit.key, visit.row, reason)
        else:
            page = self.bring(
                visit.source, visit.row, response.url, header_values(response), response.body
            )
            family = families.family(visit.source.family)
            parts = family.next_parts(read_document(response, visit.source))
            remaining = tuple(dict.fromkeys(parts))[:_MAX_PARTS]
            yield from self._go_on(replace(visit, first=page, remaining=remaining))

    def _go_on(self, visit: ArticleVisit) -> Output:
        """The next part of the article, or the whole of it."""
        if visit.remaining:
            following = replace(visit, remaining=visit.remaining[1:])
            yield from self._ask(following, visit.remaining[0])
        elif visit.first:
            yield self.deliver(visit.source, visit.key, visit.first)

    def _ask(self, visit: ArticleVisit, url: str) -> Iterator[scrapy.Request]:
        try:
            yield self.ask(
                visit.source,
                url,
                callback=self.read_article,
                errback=self.miss_article,
                cb_kwargs={"visit": visit},
                priority=20 if visit.first else 0,
            )
        except ValueError as error:
            self.ledger.no_article(visit.source, visit.key, visit.row, f"no address: {error}")

    def _lose(self, visit: ArticleVisit, url: str, problem: Problem) -> None:
        self.ledger.failed(visit.source, visit.key, visit.row, problem, url)


def detour(response: Response, row: Row) -> str:
    """Why an answer, though a page, is not the article; "" if it may be."""
    content_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()
    if not any(word in content_type for word in ("html", "xml", "json", "text/plain")):
        return f"no page but {content_type.partition(';')[0]}"
    if lands_home(row.url, response.url):
        return "redirects to the home page"
    return ""
