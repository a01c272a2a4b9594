"""`sources test`: fetch one listing and one article, and say how they are read."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler import catalog, families
from crawler.batch import batch_address, read_batch
from crawler.encoding import decode
from crawler.families import Document, ListingResult
from crawler.launch import crawl
from pipeline_common.errors import ArticleParseError, SourceSpecError
from pipeline_common.models import (
    Article,
    CrawlMemory,
    Listing,
    Page,
    Row,
    Source,
    SourceReport,
    State,
)
from pipeline_common.settings import Settings

#: The family that finds out for itself what a page is.
ANY_FAMILY = "auto"


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """What a source looks like today: its first listing and one of the articles."""

    source: Source
    state: State
    evidence: str
    family: str = ""
    why: str = ""  # the mark of the family on the page, and how the rows were found
    robots: str = ""
    encoding: str = ""
    rows: tuple[Row, ...] = ()
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """A probe with the pages it is based on."""

    report: ProbeReport
    listings: tuple[Page, ...]
    articles: tuple[Page, ...]


def probe(target: str, *, settings: Settings, now: datetime) -> ProbeReport:
    """Try the source whose id or listing address is `target`.

    A site that does not answer or cannot be read is no error, it is what the report says. Raises
    NotFoundError for an unknown id, SourceSpecError for a source without a listing,
    CrawlProcessError when the crawl died.
    """
    return fetch(find_source(target, settings), settings=settings, now=now).report


def find_source(target: str, settings: Settings) -> Source:
    """The source called `target`, or one made up for the address `target`."""
    if target.startswith(("http://", "https://")):
        return Source("probe", target, ANY_FAMILY, (Listing(target),))
    return catalog.find(catalog.load_sources(settings.catalog), target)


def fetch(source: Source, *, settings: Settings, now: datetime) -> Probe:
    """Fetch the first listing of `source` and one article of it."""
    if not source.listings:
        raise SourceSpecError(
            "no listing to try", subject=source.id, advice="give it one [[listings]]"
        )
    one = replace(source, listings=source.listings[:1])
    limited = settings.crawl.model_copy(update={"max_articles": 1})
    with tempfile.TemporaryDirectory(prefix="coopfeed-") as inbox:
        crawled = crawl(
            [one],
            memory=CrawlMemory(),
            settings=limited,
            inbox=inbox,
            batch_id="probe",
            now=now,
            keep_listings=True,
        )
        pages = tuple(read_batch(batch_address(inbox, "probe")).pages())
    listings = tuple(page for page in pages if page.row is None)
    articles = tuple(page for page in pages if page.row is not None)
    report = _describe(one, crawled.sources[0], listings, articles, robots=settings.crawl.robots)
    return Probe(report, listings, articles)


def _describe(
    source: Source,
    crawled: SourceReport,
    listings: Sequence[Page],
    articles: Sequence[Page],
    *,
    robots: bool,
) -> ProbeReport:
    report = ProbeReport(source, crawled.state, crawled.evidence, family=source.family)
    report = replace(report, robots=_robots(crawled, asked=robots))
    if listings:
        report = _with_listing(report, listings)
    if crawled.state is State.OK:
        dated = sum(row.published is not None for row in report.rows)
        report = replace(report, evidence=f"{len(report.rows)} rows, {dated} of them with a date")
    if articles:
        report = _with_article(report, articles[0])
    return report


def _robots(crawled: SourceReport, *, asked: bool) -> str:
    if not asked:
        return "not asked (settings)"
    if crawled.state is State.ROBOTS or not crawled.requests:
        return crawled.evidence
    return "allows it"


def _with_listing(report: ProbeReport, listings: Sequence[Page]) -> ProbeReport:
    """What the documents of the listing hold; the first one that knows its family names it."""
    source, documents = report.source, [_document(page, report.source) for page in listings]
    family = families.family(source.family)
    if source.family == ANY_FAMILY:
        family, why = families.detect(documents[0].url, documents[0].text)
    else:
        why = next((w for d in documents if (w := family.fingerprint(d.url, d.text))), "")
    known = replace(source, family=family.name)  # answers of a service show no mark of it
    read = [_read(document, known) for document in documents]
    rows = {row.url: row for result in read for row in result.rows}
    rules = dict.fromkeys(result.rule for result in read if result.rows and result.rule)
    return replace(
        report,
        family=family.name,
        why="; ".join([why or "no mark of it on the page", *rules]),
        encoding=documents[0].encoding,
        rows=tuple(rows.values()),
    )


def _with_article(report: ProbeReport, page: Page) -> ProbeReport:
    try:
        return replace(report, article=families.parse_article(page, report.source))
    except ArticleParseError as error:
        return replace(report, state=State.PARTIAL, evidence=f"the article: {error}")


def _document(page: Page, source: Source) -> Document:
    content_type = page.headers.get("content-type", "")
    decoded = decode(page.body, content_type=content_type, override=source.encoding)
    return Document(page.url, decoded.text, decoded.encoding, content_type, page.body)


def _read(document: Document, source: Source) -> ListingResult:
    try:
        return families.family(source.family).read_listing(
            document, source, source.listings[0], page=1
        )
    except Exception as error:  # the crawl has met and reported it already
        return ListingResult(found=False, rule=type(error).__name__)
