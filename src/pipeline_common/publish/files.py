"""The output folder: files that appear whole or not at all, and only when their bytes changed.

Web servers derive ETags from time and size: a file rewritten with the same bytes would be fetched
again by every subscriber.
"""

from __future__ import annotations

import gzip
import os
import tempfile
import zlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from types import TracebackType

from pipeline_common.errors import OutputError

_PART = ".part"
#: Files flushed to disk together: 256 one by one took 0.59 s, by eight threads 0.04 s.
_BATCH = 256
_HELD = 12_000_000  # bytes of files that wait in memory
_THREADS = 8
_LARGE = 500_000  # bytes


class OutputFolder:
    """The folder that a web server serves. Every file has a `.gz` twin for `gzip_static`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, data: bytes) -> bool:
        """Make the file at `path` hold `data`; whether anything had to be written.

        Raises OutputError; then the earlier file is still there, untouched.
        """
        with Batch(self) as batch:
            return batch.write(path, data)

    def put(self, path: str, data: bytes) -> None:
        """Write `data` to `path`, without a twin. Raises OutputError as `write` does."""
        with Batch(self) as batch:
            batch.put(path, data)

    def read(self, path: str) -> bytes | None:
        """The bytes at `path`; None where there is no readable file."""
        try:
            return self.locate(path).read_bytes()
        except OSError:
            return None

    def exists(self, path: str) -> bool:
        """Whether file and twin are there."""
        target = f"{self.root}/{path}"  # no Path: this is asked for every file of every run
        return os.access(target, os.F_OK) and os.access(target + ".gz", os.F_OK)

    def count(self, path: str) -> int:
        """How many entries the folder at `path` has; none where there is no folder."""
        try:
            return len(os.listdir(self.locate(path)))  # noqa: PTH208 (100,000 names)
        except OSError:
            return 0

    def remove(self, path: str) -> bool:
        """Take the file and its twin away; whether there was one.

        Raises OutputError.
        """
        target = self.locate(path)
        found = target.exists()
        try:
            target.unlink(missing_ok=True)
            target.with_name(target.name + ".gz").unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"cannot be removed: {error.strerror}", subject=str(target)) from None
        return found

    def sweep(self) -> None:
        """Remove what a writer that was killed left half-written."""
        for part in self.root.rglob(f".*{_PART}"):
            part.unlink(missing_ok=True)

    def locate(self, path: str) -> Path:
        """Where a path below the folder lies. Raises OutputError for one that leads out of it."""
        relative = PurePosixPath(path)
        if relative.is_absolute() or ".." in relative.parts or not relative.parts:
            raise OutputError("outside the output folder", subject=path)
        return self.root / relative


class Batch:
    """Files that reach the disk together and then appear in the order they were written.

    A context manager: what is waiting appears at its end, or never if an exception ends it. Files
    are compressed and written by threads, beside the making of the next ones.
    """

    def __init__(self, folder: OutputFolder) -> None:
        self._folder = folder
        self._pool = ThreadPoolExecutor(_THREADS)
        self._waiting: list[tuple[Path, Future[Path]]] = []  # target, complete file beside it
        self._held = 0  # bytes of what is waiting

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._flush()
        finally:
            self._pool.shutdown(cancel_futures=True)
            for _, part in self._waiting:
                if not part.cancelled() and part.exception() is None:
                    part.result().unlink(missing_ok=True)

    def write(self, path: str, data: bytes) -> bool:
        """As `OutputFolder.write`."""
        changed = self._folder.read(path) != data
        if changed or _unzip(self._folder.read(path + ".gz")) != data:
            self.put(path + ".gz", data, _zip)
            if changed:
                self.put(path, data)
            return True
        return False

    def put(
        self, path: str, data: bytes, written_as: Callable[[bytes], bytes] | None = None
    ) -> None:
        """As `OutputFolder.put`; `written_as` makes of the data what the file holds."""
        target = self._folder.locate(path)
        part = self._pool.submit(_write_beside, target, data, written_as)
        self._waiting.append((target, part))
        self._held += len(data)
        if len(self._waiting) >= _BATCH or self._held >= _HELD:
            self._flush()

    def _flush(self) -> None:
        """To the disk first, then into place: readers see old or new, never half."""
        for target, part in self._waiting:
            if error := part.exception():
                raise _refused(target, error) from None
        while self._waiting:
            target, part = self._waiting[0]
            try:
                part.result().replace(target)
            except OSError as error:
                raise _refused(target, error) from None
            del self._waiting[0]
        self._held = 0


def _refused(target: Path, error: BaseException) -> BaseException:
    if not isinstance(error, OSError):
        return error
    return OutputError(
        f"cannot be written: {error.strerror or error}",
        subject=str(target),
        advice="check space and permissions; what was published before is untouched",
    )


def _write_beside(target: Path, data: bytes, written_as: Callable[[bytes], bytes] | None) -> Path:
    """Write a file beside its target and to the disk; where it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=_PART)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(written_as(data) if written_as else data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _zip(data: bytes) -> bytes:
    level = 9 if len(data) < _LARGE else 6  # of a large file the last percent costs most
    return gzip.compress(data, compresslevel=level, mtime=0)


def _unzip(data: bytes | None) -> bytes | None:
    try:
        return gzip.decompress(data) if data else None
    except (OSError, EOFError, zlib.error):
        return None
