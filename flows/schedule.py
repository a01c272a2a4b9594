"""When the flows run: the schedule of the settings as Prefect deployments.

`python -m flows.schedule [SETTINGS FILE]` is the process that waits for the times and starts the
runs; `flows.service` keeps it alive.
"""

from __future__ import annotations

import sys
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.times import is_missed, parse_interval
from pipeline_common.settings import ScheduleSettings, Settings, load_settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the schedule: which flow runs when (see `ScheduleSettings`), with what."""

    name: str
    when: str
    timezone: str
    flow: str = "run"
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of sources that it crawls."""
        return tuple(self.parameters.get("groups", ()))


def plan(schedule: ScheduleSettings, groups: list[str]) -> list[Entry]:
    """A line for every group with a time of its own, one for all the others, and the chores."""

    def crawling(name: str, when: str, *groups: str) -> Entry:
        given = {"groups": list(groups), "jitter": schedule.jitter}
        return Entry(name, when, schedule.timezone, parameters=given)

    entries = [crawling(g, schedule.groups[g], g) for g in groups if g in schedule.groups]
    if others := [g for g in groups if g not in schedule.groups]:
        entries.append(crawling("regular", schedule.cron, *others))
    return [
        *entries,
        Entry("daily", schedule.health, schedule.timezone, flow="health"),
        Entry("copy", schedule.backup, schedule.timezone, flow="backup"),
    ]


def deployment(entry: Entry, config: str | None) -> RunnerDeployment:
    """The entry for Prefect: one run at a time; what comes due meanwhile is dropped."""
    from prefect import Flow
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows import chores, pipeline

    flows: dict[str, Flow[..., Any]] = {
        "run": pipeline.run,
        "health": chores.health,
        "backup": chores.backup,
    }
    made = flows[entry.flow].to_deployment(
        name=entry.name,
        schedule=_schedule(entry),
        parameters={"config": config, **entry.parameters},
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
        tags=["coopfeed", *entry.groups],
    )
    assert not isinstance(made, Coroutine)  # only inside a running event loop
    return made


def last_starts(settings: Settings, entries: list[Entry]) -> dict[str, datetime]:
    """When the sources of each entry were last crawled, by its name; unknown ones are left out."""
    from flows.pipeline import sources_by_group
    from flows.steps import clock, open_store

    if not settings.database.exists():
        return {}
    with open_store(settings, read_only=True) as store:
        seen = {s.source_id: s.last_run for s in store.source_status(now=clock(), history=1)}
    by_group = sources_by_group(settings, None)
    found = {}
    for entry in entries:
        times = [seen[s.id] for g in entry.groups for s in by_group.get(g, ()) if s.id in seen]
        if times:
            found[entry.name] = max(times)
    return found


def main(config: str | None) -> None:
    """Serve the deployments until stopped; what a downtime made miss runs once, at once."""
    from prefect import serve
    from prefect.deployments import run_deployment

    from flows.pipeline import sources_by_group
    from flows.steps import clock
    from flows.zombies import end_lost_runs, ensure_automation

    settings = load_settings(Path(config) if config else None)
    ensure_automation()
    end_lost_runs(settings.data)
    entries = plan(settings.schedule, list(sources_by_group(settings, None)))
    served = {entry.name: deployment(entry, config) for entry in entries}
    last = last_starts(settings, entries)
    for entry in entries:
        if entry.name in last and is_missed(entry.when, entry.timezone, last[entry.name], clock()):
            served[entry.name].apply()
            run_deployment(f"{entry.flow}/{entry.name}", timeout=0, as_subflow=False)
    serve(*served.values(), print_starting_message=False)


def _schedule(entry: Entry) -> Schedule:
    from prefect.schedules import Cron, Interval

    interval: timedelta | None = parse_interval(entry.when)
    if interval is None:
        return Cron(entry.when, timezone=entry.timezone)
    return Interval(interval, timezone=entry.timezone)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
