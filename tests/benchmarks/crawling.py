"""Crawl, ingest and publish of 2,000 local articles, and a run that finds nothing new."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Cost, run_child
from tests.benchmarks.site import serving
from tests.benchmarks.workspace import coopfeed, write_settings

HOSTS = 16
PER_HOST = 125
ARTICLES = PER_HOST * HOSTS


def measure() -> Iterator[tuple[str, str]]:
    """Ours against bare Scrapy that reads only the title; same server, same run."""
    with tempfile.TemporaryDirectory() as folder, serving(PER_HOST, hosts=HOSTS) as listings:
        work = Path(folder)
        write_settings(work, listings)
        bare = min(
            (run_child([sys.executable, "-m", "tests.benchmarks.bare_scrapy", *listings])
             for _ in range(2)),
            key=lambda cost: cost.seconds,
        )  # fmt: skip
        crawl = coopfeed(work, "crawl", "--json")
        ingest = coopfeed(work, "ingest", "--json")
        publish = coopfeed(work, "publish", "--json")
        before = _files(work / "public")
        again = coopfeed(work, "run", "--json")
        written = sum(before.get(name) != at for name, at in _files(work / "public").items())
        report = json.loads(again.output)
        requests = sum(s.get("requests", 0) for s in report["crawls"][0]["sources"])
        database = (work / "data/coopfeed.sqlite").stat().st_size / 1e6

    def rate(cost: Cost) -> str:
        return (
            f"{ARTICLES / cost.seconds:,.0f} a second, {cost.seconds:.1f} s, {cost.peak_mb:.0f} MB"
        )

    total = crawl.seconds + ingest.seconds
    yield "bare Scrapy, title only", rate(bare)
    yield "crawl into the inbox", rate(crawl)
    yield "crawl / bare Scrapy (pages a second)", f"{bare.seconds / crawl.seconds:.2f}"
    yield "ingest (parse, extract, merge, store)", rate(ingest)
    yield "crawl + ingest / bare Scrapy (pages a second)", f"{bare.seconds / total:.2f}"
    yield "publish", f"{publish.seconds:.1f} s, {publish.peak_mb:.0f} MB"
    yield "database", f"{database:.1f} MB"
    yield "run with nothing new: requests for 16 listings", str(requests)
    yield "run with nothing new: seconds", f"{again.seconds:.1f}"
    yield "run with nothing new: files written", str(written)


def _files(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
