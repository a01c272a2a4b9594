"""What crosses into the crawl process arrives as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.catalog import load_sources
from crawler.job import Job, dump_memory, load_memory, read_job, write_job
from pipeline_common.models import CrawlMemory, ListingMemory, Validator
from pipeline_common.settings import CrawlSettings

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("since", [None, date(2026, 1, 1)])
def test_round_trip(tmp_path: Path, since: date | None) -> None:
    url = "https://www.example.cn/zwzx/"
    job = Job(
        batch_id="b1",
        address=str(tmp_path / "b1.batch"),
        now=NOW,
        sources=tuple(load_sources().values()),
        memory=CrawlMemory(
            frozenset({"a/t:1_2", "键"}),
            {url: Validator(url, "a", etag='"1"')},
            {
                ("a", url): ListingMemory("a", url, "2026-11-24", owing=True),
                ("b", url): ListingMemory("b", url),
            },
        ),
        settings=CrawlSettings(delay=0.5, contact="crawl@example.org"),
        since=since,
        keep_listings=True,
    )
    write_job(job, tmp_path / "job.json")
    assert read_job(tmp_path / "job.json") == job
    assert job.backfill is (since is not None)


def test_memory_that_an_earlier_version_wrote() -> None:
    written = dump_memory(CrawlMemory(frozenset({"a/t:1_2"})))
    del written["listings"]
    assert load_memory(written) == CrawlMemory(frozenset({"a/t:1_2"}))
