"""The books of a running crawl: which rows are new, what came, and what is missing.

Mutable, and free of Scrapy: the spider asks and tells, `outcome` judges at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crawler.job import Job
from crawler.paging import Depth, first_missed, is_wanted
from crawler.tally import ListingTally, Problem, SourceTally
from pipeline_common.identity import article_key
from pipeline_common.models import CHINA, Listing, ListingReport, Row, SetAside, Source, Validator

#: Files that a row may link and that are no article pages.
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png|gif|bmp|mp[34]|wmv|flv|avi|apk|exe)$",
    re.I,
)
#: Characters of an address that servers have to take (RFC 9110, 4.1); no article has a longer one.
_LONGEST, _SHOWN = 8000, 200


@dataclass(frozen=True, slots=True)
class Admission:
    """The rows of one listing page that are to be fetched, and what paging is decided by."""

    fetch: tuple[tuple[str, Row], ...]  # key, row
    fresh: frozenset[str]  # keys not met before in this crawl
    new: frozenset[str]  # those of them not met in an earlier one either


class Ledger:
    """The books of one crawl."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.today = job.now.astimezone(CHINA).date()
        self.tallies = {source.id: SourceTally(source) for source in job.sources}
        self.set_aside: list[SetAside] = []
        self._claims: dict[str, list[ListingTally]] = {}  # key -> the listings that lead to it
        self._settled: set[str] = set()  # keys of which nothing more can come

    def open_listing(
        self, source: Source, url: str, declared: str = "", *, latest: bool = True
    ) -> ListingTally:
        """A page of `source` where rows are looked for.

        `declared` is its address as the file of the source has it, where that is another; `latest`
        says that it is no issue of an earlier day.
        """
        listing = ListingTally(url, declared or url, latest)
        self.tallies[source.id].listings.append(listing)
        return listing

    def since(self, source: Source, listing: Listing) -> date | None:
        """The day from which on a listing is opened; None for today alone."""
        if self.job.backfill:
            return self.job.since
        held = self.job.memory.listing(source.id, listing.url)
        return first_missed(listing.url, held.complete, self.today)

    def owing(self, source: Source, listing: Listing) -> bool:
        """Whether something of a listing was missing the last time it was read."""
        return self.job.memory.listing(source.id, listing.url).owing

    def depth(self, source: Source, listing: Listing) -> Depth:
        """How deep a listing is read."""
        owing = self.owing(source, listing)
        return Depth.of(source.max_pages, self.job.since, self.job.max_pages, owing=owing)

    def admit(self, source: Source, listing: ListingTally, rows: Sequence[Row]) -> Admission:
        """Decide which rows to fetch: each article once in a crawl, and never one that is known."""
        tally = self.tallies[source.id]
        fetch, fresh, new = [], set(), set()
        for row in rows:
            if row.url in listing.met:
                continue
            listing.met.add(row.url)
            listing.rows += 1
            self._note_day(tally, row)
            key = self._key(source, row)
            if key is None or key in listing.met:
                continue
            listing.met.add(key)
            fresh.add(key)
            if key in self.job.memory.known:
                continue
            new.add(key)
            if is_wanted(row, self.job.since) and self._claim(tally, listing, key):
                fetch.append((key, row))
        return Admission(tuple(fetch), frozenset(fresh), frozenset(new))

    def came(self, source: Source, key: str) -> None:
        """An article page came and is in the batch."""
        self.tallies[source.id].articles += 1
        self._settled.add(key)

    def no_article(self, source: Source, key: str, row: Row, reason: str) -> None:
        """What `row` leads to is there, but it is no article; asking again would not help."""
        self._settled.add(key)
        self.put_aside(source, row.url, reason)

    def failed(self, source: Source, key: str, row: Row, problem: Problem, url: str = "") -> None:
        """An article page did not come; every listing that leads to it is asked again next time.

        `url` is the address that failed, where it is not that of the row: a redirect's target, a
        part. What another host fails to deliver says nothing about the source: it is put aside.
        """
        if not is_own(source, url or row.url):
            self.no_article(source, key, row, problem.evidence)
            return
        self.tallies[source.id].failures.append(problem)
        if not problem.of_host:
            self.put_aside(source, row.url, problem.evidence)

    def put_aside(self, source: Source, url: str, reason: str) -> None:
        """Note an item that could not be used."""
        self.set_aside.append(SetAside(source.id, url, reason))

    def validators(self) -> Iterator[Validator]:
        """Of the listings of which nothing is missing."""
        if self.job.backfill:
            return
        whole = self._whole()
        for tally in self.tallies.values():
            for listing in tally.listings:
                if listing in whole:
                    yield from listing.validators

    def listings(self, *, early: bool = False) -> Iterator[ListingReport]:
        """What became of each listing that was opened; of a back-fill only where something is
        missing.

        `early` says that the crawl ended before its end.
        """
        whole = self._whole()
        for tally in self.tallies.values():
            cut_short = early and tally.open
            for declared in dict.fromkeys(listing.declared for listing in tally.listings):
                issues = [each for each in tally.listings if each.declared == declared]
                came = not cut_short and whole.issuperset(issues)
                awaited = came and any(issue.awaited for issue in issues)
                if not self.job.backfill:
                    yield ListingReport(tally.source.id, declared, came and not awaited, awaited)
                elif not came:
                    yield ListingReport(tally.source.id, declared, complete=False)

    def _whole(self) -> frozenset[ListingTally]:
        """Those of which nothing is missing, so far as they are there."""
        missing = {
            listing
            for key, listings in self._claims.items()
            if key not in self._settled
            for listing in listings
        }
        return frozenset(
            listing
            for tally in self.tallies.values()
            for listing in tally.listings
            if listing.complete and listing not in missing
        )

    def _claim(self, tally: SourceTally, listing: ListingTally, key: str) -> bool:
        """Whether the article has still to be asked for; another column may have done so."""
        if key in self._claims:
            self._claims[key].append(listing)
            return False
        tally.rows_new += 1
        if tally.asked_articles >= self.job.settings.max_articles:
            tally.left_out += 1
            listing.complete = False
            return False
        tally.asked_articles += 1
        self._claims[key] = [listing]
        return True

    def _key(self, source: Source, row: Row) -> str | None:
        """Identity of the article a row leads to; None for rows that lead to none."""
        try:
            key = article_key(row.url)
            path = urlsplit(row.url).path
        except ValueError as error:
            self.put_aside(source, row.url, str(error))
            return None
        if _FILE.search(path) and not row.body_html:
            return None
        if len(row.url) > _LONGEST:
            self.put_aside(source, f"{row.url[:_SHOWN]}...", f"no address: longer than {_LONGEST}")
            return None
        if source.external_links == "skip" and not is_own(source, row.url):
            return None
        return key

    def _note_day(self, tally: SourceTally, row: Row) -> None:
        """Keep the newest day among the rows; one that has not come yet is a mistake."""
        day = row.published.day if row.published else None
        if day and day <= self.today and (tally.newest is None or day.isoformat() > tally.newest):
            tally.newest = day.isoformat()


def is_own(source: Source, url: str) -> bool:
    """Whether an address belongs to the site of `source`, its subdomains included."""
    host = "." + _site(url)
    sites = {_site(address) for address in (source.homepage, *(x.url for x in source.listings))}
    return any(host.endswith("." + site) for site in sites if site)


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
