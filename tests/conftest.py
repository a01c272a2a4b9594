"""Fixtures that several folders of tests use."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings

# Deadlines measure the machine, not the code. In CI the examples are the same in every run.
settings.register_profile("coopfeed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("coopfeed")

Coopfeed = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def coopfeed() -> Coopfeed:
    """The command line in a process of its own: `coopfeed("run", cwd=folder)`."""

    def run(
        *arguments: str, cwd: Path | None = None, stdin: str = "", timeout: float = 60
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-c", "from flows.cli import main; main()", *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            env={**os.environ, "PYTHONWARNINGS": "error", "LC_ALL": "C.UTF-8"},
        )

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """One run of the demo, shared (do not change it): `.result` (DemoResult), `.folder`."""
    from flows.demo import run_demo

    folder = tmp_path_factory.mktemp("demo")
    return SimpleNamespace(result=run_demo(folder), folder=folder)


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


@pytest.fixture(scope="session")
def watching() -> SimpleNamespace:
    """Ways to start and watch processes: `.descendants`, `.free_port`, `.wait_for`."""
    return SimpleNamespace(descendants=descendants, free_port=free_port, wait_for=wait_for)
