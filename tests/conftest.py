"""Fixtures that several folders of tests use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings

from tests.watching import descendants, free_port, wait_for

# Deadlines measure the machine, not the code. In CI the examples are the same in every run.
settings.register_profile("coopfeed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("coopfeed")
# The hundreds of processes that tests start keep what they compile, as installed packages do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

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


@pytest.fixture(scope="session")
def watching() -> SimpleNamespace:
    """Ways to start and watch processes: `.descendants`, `.free_port`, `.wait_for`."""
    return SimpleNamespace(descendants=descendants, free_port=free_port, wait_for=wait_for)
