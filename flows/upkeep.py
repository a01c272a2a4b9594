"""What is done around the runs: figures and alerts after each, the daily look, copies.

Like `flows.steps` these are plain functions; the command line and the flows call the same ones.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

from crawler.batch import list_batches
from flows import alerts, conditions, metrics
from flows.steps import Run, clock, load_sources, open_store, source_status
from pipeline_common.errors import CoopfeedError, StoreError
from pipeline_common.publish.files import OutputFolder
from pipeline_common.settings import Settings
from pipeline_common.store import SourceStatus

log = logging.getLogger("coopfeed")


def observe(
    settings: Settings, result: Run, *, failures: Sequence[str] = (), name: str = "all"
) -> list[str]:
    """After a run: write the figures, tell what changed; the lines told.

    `failures` are the steps of the run `name` that failed. What goes wrong in here is logged: a
    mail server that is down fails no run.
    """
    found = conditions.of_run(name, failures)
    crawled = {s.source_id for c in result.crawls for s in c.sources}
    try:
        if settings.database.exists():
            found += conditions.of_sources(
                s
                for s in _write_figures(settings, succeeded=not failures)
                if s.source_id in crawled
            )
    except CoopfeedError as error:
        # Whatever made the run fail is told below; that the database is ill too is in `health`.
        log.debug("%s", error)
    try:
        return alerts.tell(settings, found, kinds=("source", "run"), subjects=crawled | {name})
    except CoopfeedError as error:
        log.error("%s", error)
        return []


def examine_health(settings: Settings) -> list[conditions.Condition]:
    """Look at every source, at the database from end to end and at the disks; tell what changed.

    Raises SettingsError where the addresses of the alerts cannot be read.
    """
    found = conditions.of_disk(free_space(settings), settings.alerts.free_disk)
    kinds = ["disk", "database"]
    try:
        with open_store(settings, read_only=True) as store:
            found += conditions.of_database(store.check())
            watched = {source.id for source in load_sources(settings)}
            statuses = source_status(store, settings, now=clock())
        found += conditions.of_sources(s for s in statuses if s.source_id in watched)
        kinds.append("source")
    except StoreError as error:
        found += conditions.of_database([str(error)])
    alerts.tell(settings, found, kinds=kinds)
    return found


def free_space(settings: Settings) -> dict[str, int]:
    """Bytes free where the program writes, by folder; folders on one disk count once."""
    found: dict[int, tuple[str, int]] = {}
    for folder in (settings.data, settings.public, settings.backup.folder):
        existing = next(p for p in (folder, *folder.parents) if p.exists())
        device = existing.stat().st_dev
        found.setdefault(device, (str(folder), shutil.disk_usage(existing).free))
    return dict(found.values())


def make_backup(settings: Settings) -> Path:
    """Copy the database into the folder of the copies, drop the oldest; the new file.

    Raises StoreError when there is no database or the folder cannot be written.
    """
    folder = settings.backup.folder
    target = folder / f"coopfeed-{clock():%Y%m%dT%H%M%SZ}.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open_store(settings, read_only=True) as store:
            store.backup(target)
        for old in sorted(folder.glob("coopfeed-*.sqlite"))[: -settings.backup.keep]:
            old.unlink()
    except OSError as error:
        raise StoreError("cannot be written", subject=str(folder)) from error
    return target


def tidy(settings: Settings) -> dict[str, int]:
    """Drop what `[retention]` no longer keeps; how much. The caller holds the lock of the data."""
    with open_store(settings) as store:
        return store.tidy(settings.retention, now=clock())


def _write_figures(settings: Settings, *, succeeded: bool) -> tuple[SourceStatus, ...]:
    now = clock()
    with open_store(settings, read_only=True) as store:
        figures = metrics.Figures(
            finished=now,
            succeeded=succeeded,
            sources=tuple(source_status(store, settings, now=now)),
            counts=store.counts(),
            database=settings.database.stat().st_size,
            waiting=len(list_batches(settings.inbox)),
            free=shutil.disk_usage(settings.data).free,
        )
    OutputFolder(settings.data).put(metrics.FILE, metrics.render(figures).encode("utf-8"))
    return figures.sources
