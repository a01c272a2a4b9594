"""Commands that change the record: milestones merge, split, hide, edit; reprocess; tidy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from flows.cli.config import current_settings
from flows.cli.output import json_option, print_json, print_table, progress_bars

if TYPE_CHECKING:
    from pipeline_common.store import Store

_reason = click.option(
    "--reason", required=True, metavar="TEXT", help="Why; kept, and told by `coopfeed show`."
)
_wait = click.option(
    "--wait", default=0.0, metavar="SECONDS", help="Wait so long for another run to end."
)


@click.group()
def milestones() -> None:
    """Decide on milestones by hand. Decisions hold whatever is fetched or read again."""


@milestones.command()
@click.argument("ident", metavar="ID")
@click.argument("into", metavar="ID")
@_reason
@_wait
def merge(ident: str, into: str, reason: str, wait: float) -> None:
    """Take two milestones for one event: the first leads to the second from now on."""
    with _writing(wait) as (store, now):
        click.echo(store.merge(ident, into, reason=reason, now=now))


@milestones.command()
@click.argument("ident", metavar="ID")
@click.argument("article", nargs=-1, required=True)
@_reason
@_wait
def split(ident: str, article: tuple[str, ...], reason: str, wait: float) -> None:
    """Make what some articles (addresses or ids) tell an event of its own, and print its id."""
    with _writing(wait) as (store, now):
        click.echo(store.split(ident, article, reason=reason, now=now))


@milestones.command()
@click.argument("ident", metavar="ID")
@click.option("--undo", is_flag=True, help="Show it again.")
@_reason
@_wait
def hide(ident: str, undo: bool, reason: str, wait: float) -> None:
    """Take a milestone out of everything that is published."""
    with _writing(wait) as (store, now):
        milestone = store.hide(ident, hidden=not undo, reason=reason, now=now)
        click.echo(f"{milestone.id} {milestone.status}")


@milestones.command()
@click.argument("ident", metavar="ID")
@click.argument("field", type=click.Choice(["date", "kind", "places", "documents", "headline"]))
@click.argument("value", required=False)
@_reason
@_wait
def edit(ident: str, field: str, value: str | None, reason: str, wait: float) -> None:
    """Set a field, e.g. `edit ID date 2026-02-03`; without VALUE it follows the reports again."""
    with _writing(wait) as (store, now):
        click.echo(store.edit(ident, field, value, reason=reason, now=now).id)


@click.command()
@click.option(
    "--apply", is_flag=True, help="Change the database; without it only say what differs."
)
@_wait
@json_option
def reprocess(apply: bool, wait: float, as_json: bool) -> None:
    """Read every stored article again with this version; print which milestones differ."""
    from flows.lock import exclusive
    from flows.reprocessing import reprocess as read_stored_again

    settings = current_settings()
    with exclusive(settings.data, wait=wait), progress_bars() as progress:
        found = read_stored_again(settings, apply=apply, progress=progress)
    if as_json:
        print_json(found)
        return
    print_table(
        ("what", "date", "headline", "id", "changes"),
        [
            (
                d.verb,
                d.date,
                d.headline,
                d.milestone.removeprefix("urn:uuid:")[:8],
                "; ".join(f"{field}: {change}" for field, change in d.changes.items()),
            )
            for d in found
        ],
    )
    count = Counter(d.verb for d in found)
    told = ", ".join(f"{count[verb]} {verb}" for verb in ("added", "gone", "changed"))
    click.echo(told if apply else f"{told}; nothing is written without --apply")


@click.command()
@_wait
@json_option
def tidy(wait: float, as_json: bool) -> None:
    """Drop old pages and runs (`[retention]`), and compress the pages that are kept."""
    from flows.lock import exclusive
    from flows.upkeep import tidy as drop_what_is_old

    settings = current_settings()
    with exclusive(settings.data, wait=wait):
        done = drop_what_is_old(settings)
    if as_json:
        print_json(done)
    else:
        click.echo("  ".join(f"{name} {number}" for name, number in done.items()))


@contextmanager
def _writing(wait: float) -> Iterator[tuple[Store, datetime]]:
    """The database for one decision, and the time of it, under the lock of the data folder."""
    from flows.lock import exclusive
    from flows.steps import clock, open_store

    settings = current_settings()
    with open_store(settings, read_only=True):
        pass  # a decision needs a record: say so where there is none
    with exclusive(settings.data, wait=wait), open_store(settings) as store:
        yield store, clock()


COMMANDS = (milestones, reprocess, tidy)
