"""What `coopfeed demo` prints at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flows.cli.output import print_table

if TYPE_CHECKING:
    from flows.demo import DemoResult


def print_result(result: DemoResult) -> None:
    """The milestones found, where feed and page are, and what to do next."""
    print_table(
        ("date", "kind", "places", "headline", "outlets"),
        [
            (
                m.date.edtf if m.date else "",
                m.kind,
                "、".join(m.places),
                m.headline,
                len({r.source_id for r in m.reports}),
            )
            for m in result.milestones
        ],
        title=f"{len(result.milestones)} milestones",
    )
    published = result.run.published
    files = len(published.written) if published else 0
    settings = result.settings
    click.echo(
        f"""
{f"{files} files written" if files else "nothing new: no file was written"}
  page    {settings.public / "index.html"}
  feeds   {settings.public / "feeds" / "all.rss"} (also .atom, .json)
  data    {settings.database}

The sample sites are invented. One is blocked and one was redesigned, on purpose: this is how a
source that needs a person shows.

next:
  coopfeed -c {result.settings_file} serve            open http://127.0.0.1:8080/
  coopfeed -c {result.settings_file} search 昌九       search, show ID, status
  coopfeed demo                                        again: nothing is fetched or written twice
  coopfeed init; coopfeed run                          the real sources of the profile"""
    )
