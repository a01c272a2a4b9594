"""A folder with settings and sources for the benchmark site, and the command line in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measure import Cost, run_child


def coopfeed(work: Path, *arguments: str) -> Cost:
    """Run one command with the settings in `work`."""
    main = "from flows.cli import main; main()"
    return run_child(
        [sys.executable, "-P", "-c", main, "-c", str(work / "coopfeed.toml"), *arguments]
    )


def write_settings(work: Path, listings: Sequence[str]) -> None:
    """Settings without delay, and one source for each listing."""
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
