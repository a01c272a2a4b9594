"""Starting and watching processes: ports, waiting, and what a process has started."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable
from typing import Any


def free_port(host: str = "127.0.0.1") -> int:
    """A port of a loopback address that nobody listened on a moment ago."""
    with socket.create_server((host, 0)) as server:
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
