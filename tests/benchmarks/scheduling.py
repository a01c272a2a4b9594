"""What Prefect costs: a run as a flow, with and without a server, against plain steps."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flows.demo import SOURCES, write_settings
from flows.demo.catalog import write_catalog
from flows.demo.server import serve_sites
from flows.demo.sites import build_sites
from flows.demo.stories import load_stories
from flows.service import prefect_environment
from pipeline_common.settings import load_settings
from tests.benchmarks.measure import Cost, run_child
from tests.watching import free_port

ROUNDS = 3
_PLAIN = "from flows import steps; steps.run(load_settings(path))"
_FLOW = "from flows import pipeline; pipeline.run(sys.argv[1])"
_PROGRAM = (
    "import sys; from pathlib import Path; from pipeline_common.settings import load_settings\n"
    "if __name__ == '__main__':\n path = Path(sys.argv[1]); {}\n"
)


def measure() -> Iterator[tuple[str, str]]:
    """One run over the sample sites, each time from nothing."""
    stories = load_stories()
    names = list(dict.fromkeys(site for site, *_ in SOURCES.values()))
    with (
        tempfile.TemporaryDirectory() as top,
        serve_sites(names, 0, lambda address: build_sites(stories, address)) as address,
    ):
        home = Path(top) / "prefect"

        def run(what: str, **environment: str) -> Cost:
            folder = Path(tempfile.mkdtemp(dir=top))
            write_catalog(folder / "sources", address)
            program = folder / "program.py"
            program.write_text(_PROGRAM.format(what))
            settings = str(write_settings(folder))
            with _variables({"PREFECT_HOME": str(home), **environment}):
                return run_child([sys.executable, "-P", str(program), settings])

        plain = [run(_PLAIN) for _ in range(ROUNDS)]
        yield "plain steps: seconds, peak MB", _shown(plain)
        hidden = {
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",  # a busy machine is slow
        }
        first = run(_FLOW, **hidden)
        yield "flow, no server, first start: seconds, peak MB", _shown([first])
        alone = [run(_FLOW, **hidden) for _ in range(ROUNDS)]
        yield "flow, no server: seconds, peak MB", _shown(alone)
        with _server(Path(top)) as url:
            served = [run(_FLOW, PREFECT_API_URL=url) for _ in range(ROUNDS)]
        yield "flow, with a server: seconds, peak MB", _shown(served)
        yield (
            "flow without server / plain steps, seconds",
            f"{_seconds(alone) / _seconds(plain):.2f}",
        )
        yield "flow with server / plain steps, seconds", f"{_seconds(served) / _seconds(plain):.2f}"


def _seconds(costs: list[Cost]) -> float:
    return median(cost.seconds for cost in costs)


def _shown(costs: list[Cost]) -> str:
    return f"{_seconds(costs):.1f} s, {median(cost.peak_mb for cost in costs):.0f} MB"


@contextmanager
def _variables(values: dict[str, str]) -> Iterator[None]:
    given = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", **values}
    before = dict(os.environ)
    os.environ.update(given)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """A Prefect server as `coopfeed serve` starts it; its address."""
    port = free_port()
    (folder / "data" / "prefect").mkdir(parents=True)
    (folder / "coopfeed.toml").write_text(f"[serve]\nprefect_port = {port}\n")
    environment = prefect_environment(load_settings(folder / "coopfeed.toml"))
    command = [sys.executable, "-P", "-m", "prefect", "server", "start", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    try:
        _await(environment["PREFECT_API_URL"] + "/health")
        yield environment["PREFECT_API_URL"]
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _await(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the server does not answer")
