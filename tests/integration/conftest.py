"""An installation under `coopfeed serve` on the sample sites, and ways to look at it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.demo import SOURCES, write_settings
from flows.demo.catalog import write_catalog
from flows.demo.server import serve_sites
from flows.demo.sites import build_sites
from flows.demo.stories import load_stories

NEVER = "0 0 1 1 *"
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for(what: Callable[[], Any], seconds: float) -> Any:
    """The first true answer of `what`; OSErrors are taken for "not yet"."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if found := what():
                return found
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"nothing came within {seconds} s")


def descendants(pid: int) -> dict[int, str]:
    """Command lines of everything that a process has started, by process id."""
    done = subprocess.run(
        ["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in done.stdout.splitlines()[1:]]
    found: dict[int, str] = {}
    queue = [pid]
    while queue:
        parent = queue.pop()
        children = {int(p): args for p, pp, args in rows if int(pp) == parent}
        queue += children.keys() - found.keys()
        found |= children
    return found


class Prefect:
    """The API of a Prefect server."""

    def __init__(self, address: str) -> None:
        self.address = address

    def post(self, path: str, **body: Any) -> Any:
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:
            return json.load(answer)

    def start_run(self, deployment: str) -> str:
        """Start a run of that deployment now; its id."""
        flow, _, name = deployment.partition("/")
        found = wait_for(lambda: self.get(f"/deployments/name/{flow}/{name}"), 90)
        made = self.post(f"/deployments/{found['id']}/create_flow_run", state={"type": "SCHEDULED"})
        return str(made["id"])

    def state(self, run: str) -> str:
        return str(self.get(f"/flow_runs/{run}")["state_type"])

    def await_end(self, run: str, seconds: float = 120) -> str:
        return str(wait_for(lambda: (s := self.state(run)) in ENDED and s, seconds))


class Service:
    """`coopfeed serve` in a folder; `.prefect` is its API."""

    def __init__(self, folder: Path, ports: tuple[int, int]) -> None:
        self.folder = folder
        self.web = f"http://127.0.0.1:{ports[0]}"
        self.prefect = Prefect(f"http://127.0.0.1:{ports[1]}/api")
        program = "from flows.cli import main; main()"
        settings = str(folder / "coopfeed.toml")
        with (folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", program, "-c", settings, "serve"],
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        wait_for(self.is_up, 120)

    def is_up(self) -> bool:
        with urllib.request.urlopen(self.web + "/healthz", timeout=5) as answer:
            return bool(answer.status == 200)

    def processes(self) -> dict[int, str]:
        """Command lines of everything below the service, by process id."""
        return descendants(self.process.pid)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(90)


@pytest.fixture(scope="session")
def sample_sites():
    """The addresses of the sample sites, by name, while the tests run."""
    stories = load_stories()
    sites = list(dict.fromkeys(site for site, *_ in SOURCES.values()))
    with serve_sites(sites, 0, lambda address: build_sites(stories, address)) as address:
        yield address


@pytest.fixture(scope="module")
def service(tmp_path_factory, sample_sites):
    """`coopfeed serve` on the sample sites, with a schedule that never comes due."""
    folder = tmp_path_factory.mktemp("serve")
    ports = (free_port(), free_port())
    write_catalog(folder / "sources", sample_sites)
    settings = write_settings(folder)
    text = settings.read_text(encoding="utf-8").replace("[crawl]", "[crawl]\nretry_delay = 1")
    settings.write_text(
        f"{text}\n[serve]\nport = {ports[0]}\nprefect_port = {ports[1]}\n"
        f'[schedule]\ncron = "{NEVER}"\nhealth = "{NEVER}"\nbackup = "{NEVER}"\njitter = 0\n',
        encoding="utf-8",
    )
    running = Service(folder, ports)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def watching() -> SimpleNamespace:
    """Ways to start and watch processes: Prefect, descendants, free_port, wait_for."""
    return SimpleNamespace(
        Prefect=Prefect, descendants=descendants, free_port=free_port, wait_for=wait_for
    )
