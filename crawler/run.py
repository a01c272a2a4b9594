"""The crawl process: `python -P -m crawler.run JOB.json`.

Reads the job, crawls, leaves one batch with its report. Standard output carries one JSON object a
line for each step of progress, standard error the log. Scrapy lives and dies in here; the exit
code proves nothing, the report in the batch does.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawler.batch import BatchWriter
from crawler.job import Job, read_job
from crawler.ledger import Ledger
from crawler.outcome import make_report
from crawler.pipelines import LOST
from crawler.process import die_with_parent
from crawler.settings import scrapy_settings
from crawler.spiders.sources import SourcesSpider


def run(job: Job, events: Callable[[str, dict[str, Any]], None]) -> None:
    """Crawl `job` in this process, once: a reactor cannot be started again."""
    clock = running_clock(job.now)
    ledger = Ledger(job)
    process = AsyncCrawlerProcess(scrapy_settings(job.settings, job.sources))
    logging.getLogger("scrapy").setLevel(logging.WARNING)  # its chat; our spider tells the rest
    logging.getLogger("scrapy.core.downloader.tls").setLevel(logging.ERROR)  # names in certificates
    crawler = process.create_crawler(SourcesSpider)
    with BatchWriter(job.address) as writer:
        process.crawl(crawler, ledger=ledger, writer=writer, clock=clock, events=events)
        process.start()
        if not crawler.stats.get_value(LOST):
            reason = str(crawler.stats.get_value("finish_reason", "shutdown"))
            writer.finish(make_report(ledger, finished=clock(), finish_reason=reason))


def running_clock(start: datetime) -> Callable[[], datetime]:
    """A clock that stood at `start` when this was called and goes on with the machine's."""
    origin = time.monotonic()
    return lambda: start + timedelta(seconds=round(time.monotonic() - origin, 3))


def _print_event(event: str, details: dict[str, Any]) -> None:
    """One line for the parent; without anybody who reads, the crawl goes on."""
    line = json.dumps({"event": event, **details}, ensure_ascii=False) + "\n"
    try:
        os.write(1, line.encode("utf-8", "replace"))
    except OSError:
        return


def main(arguments: list[str]) -> int:
    """Run the job whose file is named."""
    die_with_parent()
    run(read_job(Path(arguments[0])), _print_event)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
