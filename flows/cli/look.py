"""Commands that look into the database: search, show, status."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from flows.cli.config import current_settings
from flows.cli.output import json_option, print_json, print_table

if TYPE_CHECKING:
    from pipeline_common.models import Milestone

PARTLY = 3
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("words", nargs=-1)
@click.option("--place", help="Only milestones with this place, e.g. 南昌.")
@click.option("--pair", nargs=2, help="Only milestones of both places.")
@click.option("--kind", help="Only this kind, e.g. agreement.")
@click.option("--source", help="Only what this source reported.")
@click.option("--since", type=_DAY, help="Events from this day on.")
@click.option("--until", type=_DAY, help="Events up to this day.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1))
@json_option
def search(
    words: tuple[str, ...],
    place: str | None,
    pair: tuple[str, str] | None,
    kind: str | None,
    source: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find milestones by words, place, kind, pair, source and time."""
    from flows.steps import open_store

    with open_store(current_settings(), read_only=True) as store:
        found = store.search(
            " ".join(words),
            place=place,
            pair=pair,
            kind=kind,
            source=source,
            since=since.date() if since else None,
            until=until.date() if until else None,
            limit=limit,
        )
    if as_json:
        print_json(found)
    else:
        print_milestones([hit.milestone for hit in found])


@click.command()
@click.argument("ident", metavar="ID")
@json_option
def show(ident: str, as_json: bool) -> None:
    """Show a milestone: evidence, every report, its history. The first letters of an id will do."""
    from flows.steps import open_store

    with open_store(current_settings(), read_only=True) as store:
        milestone = store.milestone(ident)
        history = store.history(milestone.id)
    if as_json:
        print_json({"milestone": milestone, "history": history})
        return
    click.echo(milestone.headline)
    date = milestone.date.edtf if milestone.date else "unknown"
    for name, value in (
        ("id", milestone.id),
        ("status", milestone.status),
        ("date", date),
        ("kind", milestone.kind),
        ("places", "、".join(milestone.places)),
        ("documents", " ".join(milestone.documents)),
        ("recorded", milestone.recorded.isoformat()),
        ("published", milestone.published.isoformat() if milestone.published else "not yet"),
    ):
        click.echo(f"  {name:10} {value}")
    for report in milestone.reports:
        day = report.published.value[:10] if report.published else "no date"
        click.echo(f"  {day}  {report.outlet or report.source_id}  {report.url}")
        click.echo(f"      {report.evidence}")
    for change in history:
        click.echo(f"  {change}")


@click.command()
@json_option
def status(as_json: bool) -> int:
    """A line a source: state, history, evidence. Exits with 3 if one needs a person."""
    from flows.steps import clock, open_store, source_status

    settings = current_settings()
    with open_store(settings, read_only=True) as store:
        sources = source_status(store, settings, now=clock())
        counts = store.counts()
    if as_json:
        print_json({"sources": sources, "counts": counts})
    else:
        print_table(
            ("source", "state", "history", "last new", "last success", "evidence"),
            [
                (s.source_id, s.state, s.strip, _day(s.last_new), _day(s.last_success), s.evidence)
                for s in sources
            ],
        )
        click.echo("  ".join(f"{name} {number}" for name, number in counts.items()))
    return PARTLY if any(s.state.needs_person for s in sources) else 0


@click.command()
@click.option("--port", default=8001, show_default=True, help="Port on loopback.")
def explore(port: int) -> None:
    """Look into the database with datasette (extra `explore`), until stopped."""
    import subprocess

    from flows.explore import command

    subprocess.run(command(current_settings(), port=port), check=False)


def print_milestones(milestones: list[Milestone]) -> None:
    """A table of milestones, one a row."""
    print_table(
        ("date", "kind", "places", "headline", "outlets", "id"),
        [
            (
                m.date.edtf if m.date else "",
                m.kind,
                "、".join(m.places),
                m.headline,
                len(m.reports),
                m.id.removeprefix("urn:uuid:")[:8],
            )
            for m in milestones
        ],
    )


def _day(value: datetime | None) -> str:
    return value.date().isoformat() if value else "never"


COMMANDS = (search, show, status, explore)
