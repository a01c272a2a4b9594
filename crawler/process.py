"""Child processes that end with us, and that we can end."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Have Linux send this process SIGTERM when its parent dies, however that happens.

    To be called in the child. The signal is tied to the thread that started the child, so that
    thread has to wait for it. Elsewhere than on Linux nothing happens.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def end_group(child: subprocess.Popen[bytes], *, patience: float = 10.0, asks: int = 1) -> int:
    """End `child`, the leader of a process group, and whatever it has started; its exit code.

    It is asked with SIGTERM, `asks` times within `patience` seconds (Scrapy drops what is under way
    when it is asked again); what is still there then gets SIGKILL.
    """
    for _ in range(asks):
        if child.poll() is not None:
            break
        _signal_group(child, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            return child.wait(patience / asks)
    if child.poll() is None:
        _signal_group(child, signal.SIGKILL)
    return child.wait()


def _signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)
