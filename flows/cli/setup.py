"""Commands around an installation: demo, init, doctor, health, backup."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.config import current_settings
from flows.cli.output import json_option, print_json, print_table, progress_bars

PARTLY = 3


@click.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-data"),
    show_default=True,
    help="Folder for database, feeds and pages.",
)
@click.option("--port", default=8765, show_default=True, help="Port of the sample sites.")
def demo(into: Path, port: int) -> None:
    """Run everything on bundled sample sites, served on loopback.

    Crawls them, reads the milestones, publishes feeds and pages, and says where they are. Run it
    again: nothing is new, and no file is written.
    """
    from flows.cli.operate import print_ingested, print_sources
    from flows.demo import run_demo
    from flows.demo.report import print_result

    with progress_bars() as progress:
        result = run_demo(into, port=port, progress=progress)
    for crawled in result.run.crawls:
        print_sources(crawled)
    for batch in result.run.ingested:
        print_ingested(batch)
    print_result(result)


@click.command()
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), metavar="[FOLDER]"
)
@click.option("--profile", default="changjiufu", show_default=True, help="Region to watch.")
def init(folder: Path, profile: str) -> None:
    """Write coopfeed.toml and the data folder."""
    from flows.setup import write_settings

    path = write_settings(folder, profile=profile)
    click.echo(f"wrote {path}")
    click.echo("next: put your address into [crawl] contact, then `coopfeed run`")


@click.command()
@json_option
def doctor(as_json: bool) -> int:
    """Check settings, catalogue, database and output folder; say how to mend what is wrong."""
    from flows.setup import examine

    findings = examine(current_settings())
    if as_json:
        print_json(findings)
    for finding in () if as_json else findings:
        click.echo(f"{'ok ' if finding.fine else 'BAD'}  {finding.what}: {finding.detail}")
    return 0 if all(finding.fine for finding in findings) else 1


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), required=False)
def backup(target: Path | None) -> None:
    """Copy the database, also while a run is under way.

    Without TARGET into the folder of the settings ([backup]), where the last few copies are kept.
    """
    from flows.steps import open_store
    from flows.upkeep import make_backup

    settings = current_settings()
    if target is None:
        target = make_backup(settings)
    else:
        with open_store(settings, read_only=True) as store:
            store.backup(target)
    click.echo(f"wrote {target}")


@click.command()
@json_option
def health(as_json: bool) -> int:
    """Look at sources, database and disks as the daily flow does, and tell what changed.

    Exits with 3 when something needs a hand.
    """
    from flows.upkeep import examine_health

    found = examine_health(current_settings())
    if as_json:
        print_json(found)
    else:
        rows = [(f"{c.kind} {c.subject}", c.state, c.detail) for c in found]
        print_table(("what", "state", "detail"), rows)
    return PARTLY if found else 0


COMMANDS = (demo, init, doctor, health, backup)
