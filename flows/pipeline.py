"""The flows for Prefect: names, retries, time limits, artifacts; the work is in `flows.steps`.

    run        crawl group by group, ingest, publish          one machine
    collect    crawl one group into the inbox                 any machine
    ingest     what lies in the inbox into the database       where the database is
    publish    feeds and pages                                where the database is

Imported only by processes that run flows: importing Prefect takes most of a second.
"""

from __future__ import annotations

import logging
import random
import time
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import steps, upkeep
from flows.artifacts import progress_of, report_run, summary
from flows.lock import exclusive
from flows.memory import read_memory
from pipeline_common.errors import CoopfeedError, CrawlProcessError, StoreLockedError
from pipeline_common.models import CrawlReport, Source
from pipeline_common.settings import Settings, load_settings

# Prefect passes on what this level lets through: the lines of the crawl belong into its run's log.
logging.getLogger("coopfeed").setLevel(logging.INFO)

#: Seconds that a scheduled run waits for one started by hand.
LOCK_WAIT = 1800.0
#: Seconds that ingest and publish may take; a crawl has its limit in the settings.
TIME_LIMIT = 3600
#: Seconds beyond its own limit after which a crawl is given up.
_GRACE = 180


def name_run() -> str:
    """Name of a run: what it does, for which groups."""
    given = runtime.flow_run.parameters
    groups = given.get("groups") or [given.get("group") or "all"]
    return f"{runtime.flow_run.flow_name} {', '.join(groups)}"


def _may_help(task: Any, task_run: Any, state: State[Any]) -> bool:
    """Whether trying again can help: a process that died, a lock, a storage out of reach."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, (CrawlProcessError, StoreLockedError, OSError))


@task(name="crawl", task_run_name="crawl {group}", retries=2, retry_condition_fn=_may_help,
      cache_policy=NO_CACHE, persist_result=False)  # fmt: skip
def crawl_group(
    settings: Settings, group: str, sources: list[Source], memory: str | None = None
) -> CrawlReport:
    """Crawl one group of sources; `memory` is the address of what a run elsewhere knows."""
    known = read_memory(memory) if memory else None
    return steps.crawl(settings, sources, name=group, memory=known, progress=progress_of(group))


@task(name="ingest", retries=2, retry_delay_seconds=[10, 60], retry_condition_fn=_may_help,
      timeout_seconds=TIME_LIMIT, cache_policy=NO_CACHE, persist_result=False)  # fmt: skip
def ingest_inbox(settings: Settings) -> steps.Run:
    """Take every batch of the inbox into the database."""
    return steps.ingest(settings)


@task(name="publish", retries=2, retry_delay_seconds=[10, 60], retry_condition_fn=_may_help,
      timeout_seconds=TIME_LIMIT, cache_policy=NO_CACHE, persist_result=False)  # fmt: skip
def publish_feeds(settings: Settings) -> steps.Run:
    """Write feeds and pages."""
    return steps.Run(published=steps.publish(settings))


@flow(name="collect", flow_run_name=name_run, persist_result=False)
def collect(config: str | None = None, group: str = "default", memory: str | None = None) -> State:
    """Crawl one group into the inbox, and nothing else.

    With `memory` (the address of a file that `flows.memory` wrote) no database is needed, and the
    caller sees to it that a group is crawled by one at a time.
    """
    settings = load_settings(Path(config) if config else None)
    sources = sources_by_group(settings, [group]).get(group, [])
    if memory:
        crawled = _crawl(settings, group, sources, memory)
    else:
        with exclusive(settings.data, wait=LOCK_WAIT):
            crawled = _crawl(settings, group, sources)
    result = steps.Run((crawled,))
    report_run(result, [])
    return Completed(message=summary(result, []))


@flow(name="ingest", persist_result=False)
def ingest(config: str | None = None) -> None:
    """Take what lies in the inbox into the database."""
    settings = load_settings(Path(config) if config else None)
    with exclusive(settings.data, wait=LOCK_WAIT):
        ingest_inbox(settings)


@flow(name="publish", persist_result=False)
def publish(config: str | None = None) -> None:
    """Write feeds and pages from the database."""
    settings = load_settings(Path(config) if config else None)
    with exclusive(settings.data, wait=LOCK_WAIT):
        publish_feeds(settings)


@flow(name="run", flow_run_name=name_run, persist_result=False)
def run(config: str | None = None, groups: list[str] | None = None, jitter: int = 0) -> State:
    """Crawl the groups, ingest, publish; a group that fails does not stop the others.

    `config` is the path of the settings file. Without `groups` all of them are crawled. Starts up
    to `jitter` seconds late. Fails when a step failed; sources that need a person are named in the
    final message.
    """
    time.sleep(random.uniform(0, jitter))
    settings = load_settings(Path(config) if config else None)
    crawls: list[CrawlReport] = []
    failures: list[str] = []
    with exclusive(settings.data, wait=LOCK_WAIT):
        for group, sources in sources_by_group(settings, groups).items():
            try:
                crawls.append(_crawl(settings, group, sources))
            except CrawlProcessError as error:
                get_run_logger().error("%s", error)
                failures.append(str(error))
        return finish(settings, crawls, failures, name=" ".join(groups or ["all"]))


def finish(
    settings: Settings, crawls: list[CrawlReport], failures: list[str], *, name: str
) -> State:
    """Ingest, publish, report and tell, after the crawls of the run `name`.

    Raises CoopfeedError when a crawl had failed or a step fails now.
    """
    before = steps.last_published(settings)
    result = steps.Run(tuple(crawls))
    try:
        taken = ingest_inbox(settings)
        published = publish_feeds(settings)
    except CoopfeedError as error:
        upkeep.observe(settings, result, failures=[*failures, str(error)], name=name)
        raise
    new = steps.milestones_after(settings, before)
    result = steps.Run(tuple(crawls), taken.ingested, taken.damaged, published.published)
    report_run(result, new)
    upkeep.observe(settings, result, failures=failures, name=name)
    if failures:
        raise CrawlProcessError("; ".join(failures))
    return Completed(message=summary(result, new))


def sources_by_group(settings: Settings, groups: list[str] | None) -> dict[str, list[Source]]:
    """The sources that are on, by group, in the order of the catalogue."""
    found: dict[str, list[Source]] = {}
    for source in steps.load_sources(settings):
        if groups is None or source.group in groups:
            found.setdefault(source.group, []).append(source)
    return found


def _crawl(
    settings: Settings, group: str, sources: list[Source], memory: str | None = None
) -> CrawlReport:
    delay = settings.crawl.retry_delay
    bounded = crawl_group.with_options(
        timeout_seconds=settings.crawl.time_limit + _GRACE, retry_delay_seconds=[delay, 4 * delay]
    )
    return bounded(settings, group, sources, memory)
