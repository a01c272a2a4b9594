"""An installation under `coopfeed serve` on the sample sites, and ways to look at it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
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


class Prefect:
    """The API of a Prefect server."""

    def __init__(self, address: str, watching: SimpleNamespace) -> None:
        self.address = address
        self._watching = watching

    def post(self, path: str, **body: Any) -> Any:
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:
            return json.load(answer)

    def start_run(self, deployment: str, **parameters: Any) -> str:
        """Start a run of that deployment now, with other parameters where given; its id."""
        flow, _, name = deployment.partition("/")
        found = self._watching.wait_for(lambda: self.get(f"/deployments/name/{flow}/{name}"), 90)
        wanted = {"state": {"type": "SCHEDULED"}, "parameters": found["parameters"] | parameters}
        path = f"/deployments/{found['id']}/create_flow_run"
        # Its database may be busy for a moment (503), and then nothing was made.
        made = self._watching.wait_for(lambda: self.post(path, **wanted), 30)
        return str(made["id"])

    def state(self, run: str) -> str:
        return str(self.get(f"/flow_runs/{run}")["state_type"])

    def await_end(self, run: str, seconds: float = 120) -> str:
        return str(self._watching.wait_for(lambda: (s := self.state(run)) in ENDED and s, seconds))


class Service:
    """`coopfeed serve` in a folder; `.prefect` is its API."""

    def __init__(self, folder: Path, ports: tuple[int, int], watching: SimpleNamespace) -> None:
        self.folder = folder
        self._watching = watching
        self.web = f"http://127.0.0.1:{ports[0]}"
        self.prefect = Prefect(f"http://127.0.0.1:{ports[1]}/api", watching)
        program = "from flows.cli import main; main()"
        settings = str(folder / "coopfeed.toml")
        with (folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", program, "-c", settings, "serve"],
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        watching.wait_for(self.is_up, 120)

    def is_up(self) -> bool:
        with urllib.request.urlopen(self.web + "/healthz", timeout=5) as answer:
            return bool(answer.status == 200)

    def processes(self) -> dict[int, str]:
        """Command lines of everything below the service, by process id."""
        found: dict[int, str] = self._watching.descendants(self.process.pid)
        return found

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
def service(tmp_path_factory, sample_sites, watching):
    """`coopfeed serve` on the sample sites, with a schedule that never comes due."""
    folder = tmp_path_factory.mktemp("serve")
    ports = (watching.free_port(), watching.free_port())
    write_catalog(folder / "sources", sample_sites)
    settings = write_settings(folder)
    text = settings.read_text(encoding="utf-8").replace("[crawl]", "[crawl]\nretry_delay = 1")
    settings.write_text(
        f"{text}\n[serve]\nport = {ports[0]}\nprefect_port = {ports[1]}\n"
        f'[schedule]\ncron = "{NEVER}"\nhealth = "{NEVER}"\nbackup = "{NEVER}"\njitter = 0\n',
        encoding="utf-8",
    )
    running = Service(folder, ports, watching)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def prefect_at(watching) -> Callable[[str], Prefect]:
    """The API of the Prefect server at an address."""
    return lambda address: Prefect(address, watching)
