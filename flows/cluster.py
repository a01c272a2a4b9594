"""One run over several machines: groups crawled wherever a worker is free, ingested in one place.

    run-spread   on the machine with the database
    |- collect   a group on any worker -> batch in the shared inbox       (in parallel)
    '- ingest, publish                                                    (once, here)

A worker that dies takes its crawl with it; the group is handed out once more. A crawl that had
finished after all leaves a second batch, and ingesting the same pages twice changes nothing.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.deployments import arun_deployment

from flows.lock import exclusive
from flows.memory import write_memory
from flows.pipeline import LOCK_WAIT, finish, name_run, sources_by_group
from pipeline_common.settings import Settings, load_settings

#: Times that a group is handed out.
ATTEMPTS = 2
#: Deployment that crawls a group, as `deploy/prefect.yaml` names it.
COLLECT = "collect/any"
#: Seconds between two looks at a crawl elsewhere, and that one may wait for a worker.
_LOOK, _QUEUE = 3.0, 900.0


@flow(name="run-spread", flow_run_name=name_run, persist_result=False)
async def run_spread(config: str | None = None, groups: list[str] | None = None) -> State:
    """Have every group crawled by some worker, then ingest and publish here.

    `config` is the path of the settings file, here and on every worker. A group that no worker
    could crawl does not stop the others, but the run fails at its end.
    """
    settings = load_settings(Path(config) if config else None)
    with exclusive(settings.data, wait=LOCK_WAIT):
        told = {
            group: write_memory(settings, group, sources)
            for group, sources in sources_by_group(settings, groups).items()
        }
        failures = await asyncio.gather(
            *(_crawl_elsewhere(settings, config, group, told[group]) for group in told)
        )
        failed = [failure for failure in failures if failure]
        name = " ".join(groups or ["all"])
        return await asyncio.to_thread(finish, settings, [], failed, name=name)


async def _crawl_elsewhere(
    settings: Settings, config: str | None, group: str, memory: str
) -> str | None:
    """Hand one group out; None when its batch is in the inbox, else what went wrong."""
    limit = settings.crawl.time_limit + _QUEUE
    ended = "never started"
    for _ in range(ATTEMPTS):
        done = await arun_deployment(
            COLLECT,
            parameters={"config": config, "group": group, "memory": memory},
            timeout=limit,
            poll_interval=_LOOK,
            tags=["coopfeed", group],
        )
        if done.state and done.state.is_completed():
            return None
        ended = f"{done.state.name}: {done.state.message}" if done.state else "no state"
        get_run_logger().warning("group %s: %s", group, ended)
    return f"group {group} was not crawled; {ended}"
