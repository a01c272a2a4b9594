"""Start a crawl in a process of its own, and believe nothing but the report it leaves.

Scrapy's reactor starts once in a process, keeps its memory, and exits 0 whatever happened; a
process ends cleanly, returns all memory, and can be killed.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from crawler.batch import batch_address, read_batch, remove_leftovers
from crawler.job import Job, write_job
from crawler.process import end_group
from pipeline_common.errors import BatchError, CrawlProcessError
from pipeline_common.models import CrawlMemory, CrawlReport, Source
from pipeline_common.settings import CrawlSettings

log = logging.getLogger("coopfeed.crawl")

#: Told of the progress: event ("page", "source"), details ({"source": id, ...}).
Progress = Callable[[str, Mapping[str, Any]], None]

#: Seconds that the process gets beyond its own time limit, and after it was asked to end.
_GRACE, _PATIENCE = 60.0, 10.0
_LOOK = 0.05
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def crawl(
    sources: Sequence[Source],
    *,
    memory: CrawlMemory,
    settings: CrawlSettings,
    inbox: Path | str,
    batch_id: str,
    now: datetime,
    since: date | None = None,
    max_pages: int | None = None,
    keep_listings: bool = False,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> CrawlReport:
    """Crawl `sources` into one batch of `inbox` and return its report.

    `since` (a day) or `max_pages` (of each listing) make it a back-fill. Setting `cancel` ends the
    crawl early; what came until then is in the batch, and the report says so. With `keep_listings`
    the batch holds the listing pages too, as pages without a row. Without sources nothing is
    started and no batch is left.

    Raises CrawlProcessError when the process died or left no report; the inbox is then as before.
    """
    if not sources:
        return CrawlReport(batch_id, now, now, (), backfill=since is not None)
    address = batch_address(inbox, batch_id)
    job = Job(
        batch_id=batch_id,
        address=address,
        now=now,
        sources=tuple(sources),
        memory=memory,
        settings=settings,
        since=since,
        max_pages=max_pages,
        keep_listings=keep_listings,
    )
    remove_leftovers(inbox)
    with tempfile.TemporaryDirectory(prefix="coopfeed-") as folder:
        path = Path(folder) / "job.json"
        write_job(job, path)
        ended, last_lines = _run(path, settings.time_limit, progress, cancel)
    try:
        return read_batch(address).report
    except BatchError:
        remove_leftovers(inbox)
        raise CrawlProcessError(
            f"the crawl process left no report; {ended}{_quoted(last_lines)}",
            subject=batch_id,
            advice="nothing was kept of it; crawl again",
        ) from None


def _run(
    job: Path, time_limit: float, progress: Progress | None, cancel: threading.Event | None
) -> tuple[str, Sequence[str]]:
    """Run the process to its end; how it ended, and the last lines of its log."""
    last_lines: deque[str] = deque(maxlen=5)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "crawler.run", str(job)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as child:
        # In a copy of our context, so that a log handler still knows whose run the lines are of.
        pumps = (
            threading.Thread(target=copy_context().run, args=(_pump_log, child.stderr, last_lines)),
            threading.Thread(
                target=copy_context().run, args=(_pump_events, child.stdout, progress)
            ),
        )
        for pump in pumps:
            pump.start()
        try:
            ended = _wait(child, time_limit + _GRACE, cancel)
        finally:
            end_group(child, patience=_PATIENCE, asks=2)
            for pump in pumps:
                pump.join(_PATIENCE)
    return ended, last_lines


def _wait(child: subprocess.Popen[bytes], longest: float, cancel: threading.Event | None) -> str:
    """Wait until the process ends, or end it when it is time; how it ended."""
    deadline = time.monotonic() + longest
    while True:
        try:
            return _exit_words(child.wait(_LOOK if cancel else longest))
        except subprocess.TimeoutExpired:
            if cancel and cancel.is_set():
                end_group(child, patience=_PATIENCE, asks=2)
                return "it was cancelled"
            if time.monotonic() >= deadline:
                end_group(child, patience=_PATIENCE, asks=2)
                return f"it was ended after {longest:.0f} s"


def _exit_words(code: int) -> str:
    return f"it was killed by signal {-code}" if code < 0 else f"it ended with code {code}"


def _pump_log(stream: IO[bytes], last_lines: deque[str]) -> None:
    """Lines of the child's log into ours, each at its own level."""
    level = logging.INFO
    for raw in stream:
        line = raw.decode("utf-8", "replace").rstrip()
        first, _, rest = line.partition(" ")
        if first in _LEVELS:
            level = logging.getLevelNamesMapping()[first]
            line = rest
        if line:
            last_lines.append(line)
            log.log(level, "%s", line)


def _pump_events(stream: IO[bytes], progress: Progress | None) -> None:
    """Progress lines of the child; one that is none is passed over.

    The lines are read to the end whatever `progress` does: a full pipe would stop the crawl.
    """
    for raw in stream:
        try:
            details = json.loads(raw)
            event = details.pop("event")
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        try:
            if progress is not None:
                progress(event, details)
        except Exception:  # whoever watches must not cost the crawl
            log.exception("progress is told no more")
            progress = None


def _quoted(lines: Sequence[str]) -> str:
    return f"; its last line: {lines[-1][:300]}" if lines else ""
