"""Crawl, ingest and publish of 2,000 local articles, and a run that finds nothing new."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Cost, run_child
from tests.benchmarks.site import HOSTS, serving

PER_HOST = 125
ARTICLES = PER_HOST * len(HOSTS)


def measure() -> Iterator[tuple[str, str]]:
    """Ours against bare Scrapy that reads only the title; same server, same run."""
    with tempfile.TemporaryDirectory() as folder, serving(PER_HOST) as listings:
        work = Path(folder)
        _write_settings(work, listings)
        bare = min(
            (run_child([sys.executable, "-m", "tests.benchmarks.bare_scrapy", *listings])
             for _ in range(2)),
            key=lambda cost: cost.seconds,
        )  # fmt: skip
        crawl = _coopfeed(work, "crawl", "--json")
        ingest = _coopfeed(work, "ingest", "--json")
        publish = _coopfeed(work, "publish", "--json")
        before = _files(work / "public")
        again = _coopfeed(work, "run", "--json")
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


def _coopfeed(work: Path, *arguments: str) -> Cost:
    main = "from flows.cli import main; main()"
    return run_child(
        [sys.executable, "-P", "-c", main, "-c", str(work / "coopfeed.toml"), *arguments]
    )


def _files(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def _write_settings(work: Path, listings: list[str]) -> None:
    folder = work / "sources" / "bench"
    folder.mkdir(parents=True)
    (work / "coopfeed.toml").write_text(
        'profile = "changjiufu"\ncatalog = "sources"\n[crawl]\ndelay = 0\nallow_private = true\n'
        "robots = false\nmax_articles = 5000\n"
    )
    for number, url in enumerate(listings):
        (folder / f"bench_{number}.toml").write_text(
            f'name = "bench {number}"\nfamily = "trs_wcm"\n'
            'profiles = ["changjiufu"]\nadvice = "ship"\nhome_place = "九江"\n'
            f'[[listings]]\nurl = "{url}"\n'
        )
