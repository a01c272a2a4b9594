"""Time and peak memory of a child process, and of functions in one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, and peak resident set (MB) of the process and its children, largest first."""

    seconds: float
    peak_mb: float
    output: str


def run_child(command: Sequence[str], *, timeout: float = 900) -> Cost:
    """Run a command to its end; its standard output is kept.

    Bytecode may be kept, as it is of an installed package, whatever the environment says.
    """
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings)
    assert child.stdout is not None
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        raise RuntimeError(f"{command[:4]} ended with {child.returncode}")
    return Cost(time.perf_counter() - started, usage.ru_maxrss / 1024, output)


def run_python(code: str, **values: Any) -> Any:
    """Run `code` in a fresh interpreter with `values` in scope; what it puts into `answer` comes
    back.

    Keys `seconds` and `peak_mb` are added.
    """
    program = (
        "import json, resource, sys, time\n"
        f"globals().update(json.loads({json.dumps(json.dumps(values))}))\n"
        "answer = {}\n_started = time.perf_counter()\n"
        f"{code}\n"
        "answer['seconds'] = time.perf_counter() - _started\n"
        "answer['peak_mb'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(json.dumps(answer))\n"
    )
    done = run_child([sys.executable, "-c", program])
    return json.loads(done.output.splitlines()[-1])


def best_ratio(ours: Callable[[], float], peer: Callable[[], float], rounds: int = 5) -> float:
    """Median of ours / peer, taken pair by pair, so that a busy machine slows both."""
    return median(ours() / peer() for _ in range(rounds))
