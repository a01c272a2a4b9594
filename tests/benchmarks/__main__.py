"""`make bench`: every figure of one run, as a table of ours against the named peer."""

from __future__ import annotations

import sys

from tests.benchmarks import (
    articles,
    crawling,
    extracting,
    publishing,
    scheduling,
    served,
    starting,
    storing,
    unchanged,
    week,
)

SECTIONS = {
    "start": starting.measure,
    "articles": articles.measure,
    "extract": extracting.measure,
    "crawl": crawling.measure,
    "unchanged": unchanged.measure,
    "store": storing.measure,
    "publish": publishing.measure,
    "flows": scheduling.measure,
    "week": week.measure,
    "served": served.measure,
}


def main() -> None:
    """Run the sections named on the command line, or all."""
    wanted = sys.argv[1:] or list(SECTIONS)
    for name in wanted:
        print(f"\n== {name}", flush=True)  # noqa: T201
        for what, value in SECTIONS[name]():
            print(f"{what:<62} {value}", flush=True)  # noqa: T201


main()
