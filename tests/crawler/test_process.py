"""Children that end with their parent, or when they are told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.process import end_group

CHILD = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + CHILD


def start(script: str) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    return child


@pytest.mark.parametrize(
    ("script", "ended_by"), [(CHILD, signal.SIGTERM), (STUBBORN, signal.SIGKILL)]
)
def test_child_is_asked_and_then_made_to_end(script: str, ended_by: signal.Signals) -> None:
    with start(script) as child:
        assert end_group(child, patience=0.3) == -ended_by
        assert end_group(child, patience=0.3) == -ended_by, "ending twice is harmless"


def test_grandchildren_end_too() -> None:
    script = (
        "import subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True
    ) as child:
        assert child.stdout is not None
        grandchild = int(child.stdout.readline())
        end_group(child, patience=1)
        assert gone(grandchild)


@pytest.mark.skipif(sys.platform != "linux", reason="a feature of Linux")
def test_child_ends_when_its_parent_is_killed() -> None:
    script = (
        "import subprocess, sys, time;"
        "code = 'import time; from crawler.process import die_with_parent; die_with_parent();'"
        "       'print(1, flush=True); time.sleep(60)';"
        "p = subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE);"
        "p.stdout.readline(); print(p.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    assert gone(child)


def gone(pid: int) -> bool:
    """Whether a process ends within two seconds (a zombie that nobody reaps has ended)."""
    for _ in range(100):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
            if stat.rpartition(")")[2].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False
