"""The flow for Prefect: names, retries, artifacts; the work is in `flows.steps`.

Imported only by the process that runs flows: importing Prefect takes most of a second.
"""

from __future__ import annotations

from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import steps
from flows.lock import exclusive
from pipeline_common.errors import CrawlProcessError
from pipeline_common.models import CrawlReport, Milestone, Source
from pipeline_common.settings import Settings, load_settings

#: Seconds that a scheduled run waits for one started by hand.
LOCK_WAIT = 1800.0


@task(name="crawl", task_run_name="crawl {group}", retries=1, retry_delay_seconds=30,
      cache_policy=NO_CACHE, persist_result=False)  # fmt: skip
def crawl_group(settings: Settings, group: str, sources: list[Source]) -> CrawlReport:
    """Crawl one group of sources; a crawl process that died is tried once more."""
    return steps.crawl(settings, sources, name=group)


@task(name="ingest", cache_policy=NO_CACHE, persist_result=False)
def ingest(settings: Settings) -> steps.Run:
    """Take every batch of the inbox into the database."""
    return steps.ingest(settings)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(settings: Settings) -> steps.Run:
    """Write feeds and pages."""
    return steps.Run(published=steps.publish(settings))


@flow(name="coopfeed", flow_run_name="run {groups}", persist_result=False)
def run(config: str | None = None, groups: list[str] | None = None) -> State[None]:
    """Crawl the groups, ingest, publish; a group that fails does not stop the others.

    `config` is the path of the settings file. Without `groups` all of them are crawled. Fails when
    a step failed; sources that need a person are named in the final message.
    """
    log = get_run_logger()
    settings = load_settings(Path(config) if config else None)
    by_group = sources_by_group(settings, groups)
    crawls: list[CrawlReport] = []
    failures: list[str] = []
    with exclusive(settings.data, wait=LOCK_WAIT):
        for group, sources in by_group.items():
            try:
                crawls.append(crawl_group(settings, group, sources))
            except CrawlProcessError as error:
                log.error("%s", error)
                failures.append(str(error))
        started = steps.clock()
        taken = ingest(settings)
        published = publish(settings)
        new = steps.milestones_since(settings, started)
    result = steps.Run(tuple(crawls), taken.ingested, taken.damaged, published.published)
    report(result, new)
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


def report(result: steps.Run, new: list[Milestone]) -> None:
    """Leave artifacts that a person reads: the sources with their states, the new milestones."""
    rows = [
        {"source": s.source_id, "state": s.state.value, "rows": s.rows, "new": s.rows_new,
         "evidence": s.evidence}
        for crawled in result.crawls
        for s in crawled.sources
    ]  # fmt: skip
    if rows:
        create_table_artifact(rows, key="sources", description="Sources and their states")
    if new:
        lines = [f"- **{m.date.edtf if m.date else ''}** [{m.headline}]({m.reports[0].url})"
                 for m in new if m.reports]  # fmt: skip
        create_markdown_artifact("\n".join(lines), key="milestones", description="New milestones")


def summary(result: steps.Run, new: list[Milestone]) -> str:
    """One line for the list of runs."""
    waiting = [s.source_id for c in result.crawls for s in c.sources if s.state.needs_person]
    text = f"{len(new)} new milestones"
    return f"{text}; a person should look at {', '.join(waiting)}" if waiting else text
