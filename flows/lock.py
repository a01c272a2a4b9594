"""One run at a time for each data folder: a lock that the kernel drops with its process.

Prefect's own concurrency slot stays taken for minutes after a crash, so it is not the guard.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline_common.errors import StoreError, StoreLockedError


@contextmanager
def exclusive(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold `folder/run.lock` inside the block; wait up to `wait` seconds for it.

    Raises StoreLockedError naming the process that holds it, StoreError when the folder cannot be
    written.
    """
    path = folder / "run.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            "the data folder cannot be written",
            subject=str(folder),
            advice="mend its permissions or name another one in coopfeed.toml (data)",
        ) from error
    try:
        _acquire(handle, path, wait)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)  # closing drops the lock


def _acquire(handle: int, path: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= deadline:
                holder = os.pread(handle, 20, 0).decode(errors="replace") or "another process"
                raise StoreLockedError(
                    f"process {holder} is running on this data",
                    subject=str(path.parent),
                    advice="wait until it is done (--wait SECONDS), or stop it",
                ) from None
            time.sleep(0.2)
        else:
            return
