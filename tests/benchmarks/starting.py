"""How long a command takes to start, against importing click alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.benchmarks.measure import best_ratio, run_child

_MAIN = "from flows.cli import main; main()"


def measure() -> Iterator[tuple[str, str]]:
    """`coopfeed --help` and a command that loads settings and catalogue."""

    def wall(*arguments: str) -> float:
        return run_child([sys.executable, "-P", "-c", *arguments]).seconds

    def click() -> float:
        return wall("import click")

    yield (
        "coopfeed --help / import click",
        f"{best_ratio(lambda: wall(_MAIN, '--help'), click):.2f}",
    )
    ratio = best_ratio(lambda: wall(_MAIN, "sources", "list", "--json"), click)
    yield "coopfeed sources list / import click", f"{ratio:.2f}"
