"""The flows around the runs: the daily look, the copy of the database, reading all again."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import upkeep
from flows.artifacts import report_differences, report_health
from flows.lock import exclusive
from flows.pipeline import LOCK_WAIT, publish_feeds
from flows.reprocessing import reprocess as read_stored_again
from pipeline_common.settings import load_settings


@flow(name="health", timeout_seconds=1800, retries=1, retry_delay_seconds=60, persist_result=False)
def health(config: str | None = None) -> State:
    """Look at sources, database and disks; tell the operator what changed."""
    found = upkeep.examine_health(load_settings(Path(config) if config else None))
    report_health(found)
    if not found:
        return Completed(message="nothing needs a hand")
    return Completed(message="; ".join(f"{c.kind} {c.subject}: {c.state}" for c in found))


@flow(name="backup", timeout_seconds=3600, retries=1, retry_delay_seconds=300, persist_result=False)
def backup(config: str | None = None) -> State:
    """Copy the database, also while a run is under way; then drop what is no longer kept."""
    settings = load_settings(Path(config) if config else None)
    target = upkeep.make_backup(settings)
    with exclusive(settings.data, wait=LOCK_WAIT):
        upkeep.tidy(settings)
    return Completed(message=f"wrote {target}")


@flow(name="reprocess", timeout_seconds=6 * 3600, persist_result=False)
def reprocess(config: str | None = None, apply: bool = False) -> State:
    """Read every stored article with this version; written and published only with `apply`."""
    settings = load_settings(Path(config) if config else None)
    with exclusive(settings.data, wait=LOCK_WAIT):
        found = read_stored_again(settings, apply=apply)
        if apply:
            publish_feeds(settings)
    report_differences(found)
    done = "written" if apply else "nothing written"
    return Completed(message=f"{len(found)} milestones differ; {done}")
