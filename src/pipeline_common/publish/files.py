"""The output folder: files that appear whole or not at all, and only when their bytes changed.

Web servers derive ETags from time and size: a file rewritten with the same bytes would be fetched
again by every subscriber.
"""

from __future__ import annotations

import gzip
import os
import tempfile
import zlib
from pathlib import Path, PurePosixPath

from pipeline_common.errors import OutputError

_PART = ".part"


class OutputFolder:
    """The folder that a web server serves. Every file has a `.gz` twin for `gzip_static`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, data: bytes) -> bool:
        """Make the file at `path` hold `data`; whether anything had to be written.

        Raises OutputError; then the earlier file is still there, untouched.
        """
        changed = self.read(path) != data
        if changed or _unzip(self.read(path + ".gz")) != data:
            self.put(path + ".gz", gzip.compress(data, compresslevel=9, mtime=0))
            if changed:
                self.put(path, data)
            return True
        return False

    def put(self, path: str, data: bytes) -> None:
        """Write `data` to `path`, without a twin.

        Raises OutputError; then the earlier file is still there, untouched.
        """
        target = self._locate(path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, data)
        except OSError as error:
            raise OutputError(
                f"cannot be written: {error.strerror or error}",
                subject=str(target),
                advice="check space and permissions; what was published before is untouched",
            ) from None

    def read(self, path: str) -> bytes | None:
        """The bytes at `path`; None where there is no readable file."""
        try:
            return self._locate(path).read_bytes()
        except OSError:
            return None

    def exists(self, path: str) -> bool:
        """Whether file and twin are there."""
        target = f"{self.root}/{path}"  # no Path: this is asked for every file of every run
        return os.access(target, os.F_OK) and os.access(target + ".gz", os.F_OK)

    def remove(self, path: str) -> bool:
        """Take the file and its twin away; whether there was one.

        Raises OutputError.
        """
        target = self._locate(path)
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

    def _locate(self, path: str) -> Path:
        relative = PurePosixPath(path)
        if relative.is_absolute() or ".." in relative.parts or not relative.parts:
            raise OutputError("outside the output folder", subject=path)
        return self.root / relative


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target, flush to disk, then rename: readers see old or new, never half."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=_PART)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _unzip(data: bytes | None) -> bytes | None:
    try:
        return gzip.decompress(data) if data else None
    except (OSError, EOFError, zlib.error):
        return None
