"""`coopfeed sources`: the catalogue, and a new source in a minute."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.config import current_settings
from flows.cli.output import json_option, print_json, print_table

if TYPE_CHECKING:
    from crawler.probe import ProbeReport
    from pipeline_common.models import Published

PARTLY = 3


@click.group()
def sources() -> None:
    """List, try and add sources."""


@sources.command("list")
@click.option("--region", help="Only this region of the catalogue.")
@click.option("--profile", help="Only sources of this region profile.")
@json_option
def list_sources(region: str | None, profile: str | None, as_json: bool) -> None:
    """All sources of the catalogue, with family and advice (ship: on, verify: not yet)."""
    from crawler import catalog

    found = [
        source
        for source in catalog.load_sources(current_settings().catalog).values()
        if (not region or source.region == region) and (not profile or profile in source.profiles)
    ]
    if as_json:
        print_json(found)
        return
    print_table(
        ("id", "name", "region", "family", "advice", "listings", "reason"),
        [(s.id, s.name, s.region, s.family, s.advice, len(s.listings), s.reason) for s in found],
    )


@sources.command("test")
@click.argument("target", metavar="SOURCE|URL")
@json_option
def try_source(target: str, as_json: bool) -> int:
    """Fetch one listing and one article, and say how they are read.

    Which family and why, how many rows, the first rows with where each date came from, encoding,
    what robots.txt says, one article, and the verdict.
    """
    from crawler.probe import probe
    from flows.steps import clock

    settings = current_settings()
    report = probe(target, settings=settings, now=clock())
    if as_json:
        print_json(report)
    else:
        print_probe(report)
    return PARTLY if report.state.needs_person else 0


@sources.command("new")
@click.argument("url")
@click.option("--id", "ident", required=True, help="Id of the source: letters, digits, underscore.")
@click.option("--name", required=True, help="Its name as people say it.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("sources"),
    show_default=True,
    help="Catalogue folder to write into.",
)
def new_source(url: str, ident: str, name: str, folder: Path) -> int:
    """Write a source file for a listing page."""
    from crawler.scaffold import write_source
    from flows.steps import clock

    path, report = write_source(
        url, ident=ident, name=name, folder=folder, settings=current_settings(), now=clock()
    )
    print_probe(report)
    click.echo(f"wrote {path}")
    return PARTLY if report.state.needs_person else 0


@sources.command("record")
@click.argument("source")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("tests/fixtures/sources"),
    show_default=True,
    help="Folder the fixture is written into.",
)
def record_source(source: str, folder: Path) -> None:
    """Save a listing and an article of a source as a test fixture, to be reviewed."""
    from crawler.scaffold import record
    from flows.steps import clock

    for path in record(source, folder=folder, settings=current_settings(), now=clock()):
        click.echo(f"wrote {path}")


def print_probe(report: ProbeReport) -> None:
    """What `sources test` found, for a person."""
    click.echo(f"family    {report.family}: {report.why}")
    click.echo(f"robots    {report.robots}")
    click.echo(f"encoding  {report.encoding}")
    click.echo(f"rows      {len(report.rows)}")
    for row in report.rows[:3]:
        click.echo(f"          {_date(row.published)}  {row.title}  {row.url}")
    if report.article:
        article = report.article
        click.echo(f"article   {article.title}")
        click.echo(f"          {_date(article.published)}")
        click.echo(f"          {article.outlet or 'no outlet'}, {len(article.text)} characters")
    click.echo(f"verdict   {report.state}: {report.evidence}")


def _date(published: Published | None) -> str:
    return f"{published.value} ({published.origin})" if published else "no date"


COMMANDS = (sources,)
