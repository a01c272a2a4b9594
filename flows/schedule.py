"""When the flow runs: the schedule of the settings as Prefect deployments.

`python -m flows.schedule [SETTINGS FILE]` is the process that waits for the times and starts the
runs; `flows.service` keeps it alive.
"""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_common.settings import ScheduleSettings, load_settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the schedule: which groups of sources are run when (cron, five fields)."""

    name: str
    cron: str
    timezone: str
    groups: tuple[str, ...]


def plan(schedule: ScheduleSettings, groups: list[str]) -> list[Entry]:
    """A line for every group with a time of its own, one more for all the others."""
    own = [g for g in groups if g in schedule.groups]
    others = tuple(g for g in groups if g not in schedule.groups)
    entries = [Entry(g, schedule.groups[g], schedule.timezone, (g,)) for g in own]
    if others:
        entries.append(Entry("regular", schedule.cron, schedule.timezone, others))
    return entries


def deployment(entry: Entry, config: str | None) -> RunnerDeployment:
    """The entry for Prefect: one run at a time, one catch-up after a downtime, the rest dropped."""
    from prefect.client.schemas.objects import (
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows import pipeline

    made = pipeline.run.to_deployment(
        name=entry.name,
        schedule=Cron(entry.cron, timezone=entry.timezone),
        parameters={"config": config, "groups": list(entry.groups)},
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
        tags=["coopfeed"],
    )
    assert not isinstance(made, Coroutine)  # only inside a running event loop
    return made


def main(config: str | None) -> None:
    """Serve the deployments until stopped."""
    from prefect import serve

    from flows.pipeline import sources_by_group

    settings = load_settings(Path(config) if config else None)
    entries = plan(settings.schedule, list(sources_by_group(settings, None)))
    serve(*(deployment(entry, config) for entry in entries), print_starting_message=False)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
