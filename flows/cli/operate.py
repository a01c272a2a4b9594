"""Commands that do the work: run, crawl, ingest, publish, serve."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from flows.cli.config import current_settings, settings_file
from flows.cli.output import json_option, print_json, print_table, progress_bars

if TYPE_CHECKING:
    from flows.steps import Run
    from pipeline_common.models import CrawlReport
    from pipeline_common.store import IngestReport

PARTLY = 3


@click.command()
@click.argument("source", nargs=-1)
@click.option("--wait", default=0.0, metavar="SECONDS", help="Wait so long for another run to end.")
@json_option
def run(source: tuple[str, ...], wait: float, as_json: bool) -> int:
    """Crawl, ingest and publish once, now.

    Without SOURCE all sources of the profile that are on. Exits with 3 when some source or item
    failed; everything else is done all the same.
    """
    from flows import steps, upkeep
    from pipeline_common.errors import CoopfeedError, StoreLockedError

    settings = current_settings()
    try:
        with progress_bars() as progress:
            result = steps.run(settings, source, wait=wait, progress=progress)
    except StoreLockedError:
        raise  # another run is under way: nothing that needs a hand
    except CoopfeedError as error:
        upkeep.observe(settings, steps.Run(), failures=[str(error)])
        raise
    upkeep.observe(settings, result)
    report_run(result, as_json=as_json)
    return 0 if result.complete else PARTLY


@click.command()
@click.argument("source", nargs=-1)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Back-fill down to this day.")
@click.option("--max-pages", type=click.IntRange(1), help="Listing pages read of each source.")
@click.option("--wait", default=0.0, metavar="SECONDS", help="Wait so long for another run to end.")
@json_option
def crawl(
    source: tuple[str, ...],
    since: datetime | None,
    max_pages: int | None,
    wait: float,
    as_json: bool,
) -> int:
    """Fetch what is new into the inbox, and nothing else."""
    from flows import steps
    from flows.lock import exclusive

    settings = current_settings()
    sources = steps.load_sources(settings, source)
    with exclusive(settings.data, wait=wait), progress_bars() as progress:
        report = steps.crawl(
            settings,
            sources,
            since=since.date() if since else None,
            max_pages=max_pages,
            progress=progress,
        )
    result = steps.Run(crawls=(report,))
    report_run(result, as_json=as_json)
    return 0 if result.complete else PARTLY


@click.command()
@click.option("--wait", default=0.0, metavar="SECONDS", help="Wait so long for another run to end.")
@json_option
def ingest(wait: float, as_json: bool) -> int:
    """Take what lies in the inbox into the database."""
    from flows import steps
    from flows.lock import exclusive

    settings = current_settings()
    with exclusive(settings.data, wait=wait), progress_bars() as progress:
        result = steps.ingest(settings, progress=progress)
    report_run(result, as_json=as_json)
    return 0 if result.complete else PARTLY


@click.command()
@click.option("--wait", default=0.0, metavar="SECONDS", help="Wait so long for another run to end.")
@json_option
def publish(wait: float, as_json: bool) -> int:
    """Write feeds and pages from the database; unchanged files are not touched."""
    from flows import steps
    from flows.lock import exclusive

    settings = current_settings()
    with exclusive(settings.data, wait=wait):
        result = steps.Run(published=steps.publish(settings))
    report_run(result, as_json=as_json)
    return 0 if result.complete else PARTLY


@click.command()
@click.option("--now", "at_once", is_flag=True, help="Also make one run right away.")
@click.option(
    "--web-only", is_flag=True, help="Only the web server: something else runs the flows."
)
def serve(at_once: bool, web_only: bool) -> None:
    """Run the schedule and the web server until stopped.

    Starts a Prefect server of its own on loopback, the flows on their schedule, and a web server
    for the published folder.
    """
    from flows.service import serve as serve_until_stopped
    from flows.service import serve_pages

    if web_only:
        serve_pages(current_settings())
    else:
        serve_until_stopped(current_settings(), settings_file(), at_once=at_once)


def report_run(result: Run, *, as_json: bool) -> None:
    """Print what a run came to."""
    if as_json:
        print_json(result)
        return
    for crawled in result.crawls:
        print_sources(crawled)
    for batch in result.ingested:
        print_ingested(batch)
    for address in result.damaged:
        click.echo(f"damaged batch moved to {address}", err=True)
    if result.published:
        files = len(result.published.written)
        click.echo(f"published: {files} files written" if files else "published: nothing new")
        for entry, reason in result.published.skipped:
            click.echo(f"left out of the feeds: {entry}: {reason}", err=True)
        if untold := result.published.untold:
            told = f"the hub was not told of {len(untold)} feeds, which the next run does"
            click.echo(f"{told}: {untold[-1][1]}", err=True)


def print_ingested(report: IngestReport) -> None:
    """One line about what a batch changed."""
    click.echo(
        f"ingested: {report.articles_new} new articles, {report.articles_changed} changed, "
        f"{report.articles_duplicate} copies; {report.milestones_new} new milestones, "
        f"{report.milestones_changed} changed; {report.set_aside} set aside"
    )


def print_sources(report: CrawlReport) -> None:
    """The table of sources and states of one crawl."""
    print_table(
        ("source", "state", "rows", "new", "articles", "failed", "what happened"),
        [
            (s.source_id, s.state, s.rows, s.rows_new, s.articles, s.failed, s.evidence)
            for s in report.sources
        ],
    )


COMMANDS = (run, crawl, ingest, publish, serve)
