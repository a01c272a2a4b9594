"""The one spider: listings of all sources of a job, then the articles their new rows lead to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import families
from crawler.conditional import conditional_headers, is_unchanged, make_validator
from crawler.families.base import ListingResult
from crawler.families.base import Request as Wanted
from crawler.ledger import Admission
from crawler.middlewares.breaker import header_values
from crawler.paging import stop_reason
from crawler.spiders.articles import ArticleSpider
from crawler.spiders.base import (
    Output,
    failed_request,
    internal_problem,
    lands_home,
    read_document,
)
from crawler.spiders.problems import failure_problem, response_problem
from crawler.tally import ListingTally, Problem
from pipeline_common.errors import CoopfeedError
from pipeline_common.models import Listing, Source, State, Validator

_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class ListingVisit:
    """A request for one document of a listing."""

    source: Source
    listing: Listing
    tally: ListingTally
    wanted: Wanted
    page: int = 1
    opening: bool = True  # a request that `start` of the family made


class SourcesSpider(ArticleSpider):
    """Asks each listing what is new and brings the pages of it."""

    name = "sources"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The requests that open every listing of every source."""
        for source in self.job.sources:
            for request in self._open(source):
                yield request

    def _open(self, source: Source) -> list[scrapy.Request]:
        requests: list[scrapy.Request] = []
        for listing in source.listings:
            try:
                family = families.family(source.family)
                since = self.ledger.since(source, listing)
                opening = family.start(source, listing, self.today, since)
                for number, wanted in enumerate(opening):  # the newest issue comes first
                    tally = self.ledger.open_listing(
                        source, wanted.url, listing.url, latest=number == 0
                    )
                    requests += self._ask_listing(ListingVisit(source, listing, tally, wanted))
            except Exception as error:  # a source that cannot be opened must not cost the others
                self.logger.exception("%s: %s cannot be opened", source.id, listing.url)
                self.ledger.open_listing(source, listing.url).fail(internal_problem(error))
        self.ledger.tallies[source.id].started = True
        if not requests:
            self.close_source(source)
        return requests

    def read_listing(self, response: Response, visit: ListingVisit) -> Output:
        """Rows of one document of a listing, and where to read on."""
        with self.answered(visit.source):
            try:
                yield from self._read_listing(response, visit)
            except CoopfeedError as error:
                visit.tally.fail(Problem(State.LIST_NOT_FOUND, error.message))
            except Exception as error:  # one hostile page must not cost the others
                self.logger.exception("%s: %s cannot be read", visit.source.id, response.url)
                visit.tally.fail(internal_problem(error))

    def miss_listing(self, failure: Failure) -> None:
        """A listing that got no answer."""
        request, error = failed_request(failure)
        visit: ListingVisit = request.cb_kwargs["visit"]
        with self.answered(visit.source):
            visit.tally.fail(failure_problem(error))

    def _read_listing(self, response: Response, visit: ListingVisit) -> Output:
        tally = self.ledger.tallies[visit.source.id]
        tally.bytes += len(response.body)
        if problem := response_problem(response):
            self._miss(response, visit, problem)
            return
        remembered = self._remembered(visit)
        if remembered and is_unchanged(remembered, response.status, response.body):
            tally.not_modified += 1
            visit.tally.unchanged = True
            visit.tally.validators.append(remembered)
            return
        if lands_home(visit.wanted.url, response.url):
            visit.tally.fail(Problem(State.LIST_NOT_FOUND, "redirects to the home page"))
            return
        family = families.family(visit.source.family)
        if self.job.keep_listings:
            headers = header_values(response)
            yield self.bring(visit.source, None, response.url, headers, response.body)
        document = read_document(response, visit.source, visit.wanted)
        result = family.read_listing(document, visit.source, visit.listing, visit.page)
        if not result.found and not result.more:
            evidence = f"no list in a page of {len(response.body)} bytes"
            problem = Problem(State.LIST_NOT_FOUND, evidence)
            if visit.opening:
                visit.tally.fail(problem)
            elif visit.page == 1:
                visit.tally.doubt = problem
            return
        yield from self._take(result, response, visit)

    def _miss(self, response: Response, visit: ListingVisit, problem: Problem) -> None:
        """A listing document that did not come; a missing one may only mean "no more"."""
        missing = response.status in _GONE
        if missing and visit.opening and families.family(visit.source.family).absent_is_empty:
            visit.tally.absent = True
        elif not (missing and visit.page > 1):
            visit.tally.fail(problem)

    def _take(self, result: ListingResult, response: Response, visit: ListingVisit) -> Output:
        """The requests that follow from what a listing document holds."""
        admission = self.ledger.admit(visit.source, visit.tally, result.rows)
        for key, row in admission.fetch:
            yield from self.fetch(visit.source, key, row)
        for more in result.more:
            yield from self._ask_listing(replace(visit, wanted=more, opening=False))
        if visit.page == 1 and visit.wanted.method == "GET" and result.rows and not result.more:
            validator = make_validator(
                visit.wanted.url, visit.source.id, header_values(response), response.body
            )
            visit.tally.validators.append(validator)
        if result.next is not None and self._reads_on(result, admission, visit):
            following = replace(visit, wanted=result.next, page=visit.page + 1, opening=False)
            yield from self._ask_listing(following)

    def _reads_on(self, result: ListingResult, admission: Admission, visit: ListingVisit) -> bool:
        """Whether the next page of a listing is wanted."""
        depth = self.ledger.depth(visit.source, visit.listing)
        if result.total is not None and visit.page >= result.total:
            return False
        if result.more and not result.rows:  # its rows are in documents still to come
            return visit.page < depth.max_pages
        return not stop_reason(
            depth, visit.page, result.rows, fresh=admission.fresh, new=admission.new
        )

    def _ask_listing(self, visit: ListingVisit) -> Iterator[scrapy.Request]:
        wanted = visit.wanted
        asked = (wanted.url, wanted.method, wanted.form)
        if asked in visit.tally.asked:
            return
        visit.tally.asked.add(asked)
        headers = dict(wanted.headers)
        if wanted.method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
        yield self.ask(
            visit.source,
            wanted.url,
            method=wanted.method,
            body=urlencode(wanted.form),
            headers=headers | conditional_headers(self._remembered(visit)),
            callback=self.read_listing,
            errback=self.miss_listing,
            cb_kwargs={"visit": visit},
            priority=10,
        )

    def _remembered(self, visit: ListingVisit) -> Validator | None:
        """What a listing document answered last time; a back-fill asks for everything, and so does
        a run where something was missing: "not modified" would hide it."""
        if self.job.backfill or self.ledger.owing(visit.source, visit.listing):
            return None
        if visit.page > 1 or visit.wanted.method != "GET":
            return None
        return self.job.memory.validators.get(visit.wanted.url)
