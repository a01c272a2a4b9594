"""One batch: the durable file that a crawl leaves in the inbox, and the only thing it leaves.

`<batch_id>.batch` is a sequence of zstd frames (RFC 8878), one a record: a line of JSON, then the
raw bodies it announces. Pages come first, the report last; a skippable frame at the very end says
where the report starts, so that it is read without the pages. A file without that footer was
never finished. `zstd -dc` shows everything in it.

A batch is written under another name and renamed when it is whole: what carries the name is
complete. The unfinished file is locked while its writer lives, so that what a killed crawl left
behind can be told from what a running one is writing.
"""

from __future__ import annotations

import fcntl
import json
import os
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import zstandard

from crawler.storage import find_storage, local_path, make_folder, reaching, require_bucket
from pipeline_common import codec
from pipeline_common.errors import BatchError, InboxError
from pipeline_common.models import CrawlReport, Page

SUFFIX = ".batch"
_PART = ".part"
_LEVEL = 3  # measured: 26 KB of HTML in 0.08 ms, 10 KB
_FOOTER = struct.Struct("<IIQ")  # skippable frame: magic, length of the rest, offset of the report
_SKIPPABLE = 0x184D2A50
_CHUNK = 1 << 16
_ADVICE = "move it out of the inbox and crawl again"


@dataclass(frozen=True, slots=True)
class Batch:
    """A finished batch: its report at once, its pages when asked for."""

    address: str
    report: CrawlReport
    end: int  # offset behind the last page

    def pages(self) -> Iterator[Page]:
        """The pages in the order they came. Raises BatchError where the file is damaged."""
        with _opened(self.address) as file:
            for header, bodies in _records(file, self.end, self.address):
                yield _page(header, bodies, self.address)


class BatchWriter:
    """Writes a batch record by record; nothing is seen of it before `finish`.

    `address` is the batch file, a local path or any fsspec address. Outside the local disk the
    file is put together in the temporary folder and uploaded whole.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._local = local_path(address)
        self._part = self._part_path()
        self._file = _open_locked(self._part)
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)

    def write_page(self, page: Page) -> None:
        """Append one page."""
        header = codec.dump(replace(page, body=b"", more=()))
        header.pop("body")
        self._write("page", header, (page.body, *page.more))

    def finish(self, report: CrawlReport) -> None:
        """Append the report and give the file its name; durable when this returns.

        Raises InboxError when the storage is out of reach.
        """
        start = self._file.tell()
        self._write("report", codec.dump(report), ())
        self._file.write(_FOOTER.pack(_SKIPPABLE, _FOOTER.size - 8, start))
        self._file.flush()
        os.fsync(self._file.fileno())
        if self._local:
            self._part.replace(self._local)
            _sync_folder(self._local.parent)
        else:
            self._upload()
            self._part.unlink()
        self._file.close()

    def discard(self) -> None:
        """Drop what was written; nothing after `finish`."""
        if not self._file.closed:
            self._part.unlink(missing_ok=True)
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()

    def _upload(self) -> None:
        with reaching(self.address):
            # Under a hidden name first: not every storage shows an upload only when it is whole.
            filesystem, path = find_storage(self.address)
            folder, _, name = path.rpartition("/")
            make_folder(filesystem, folder)
            filesystem.put_file(str(self._part), f"{folder}/.{name}{_PART}")
            filesystem.mv(f"{folder}/.{name}{_PART}", path)

    def _part_path(self) -> Path:
        if self._local:
            self._local.parent.mkdir(parents=True, exist_ok=True)
            return self._local.with_name(f".{self._local.name}{_PART}")
        handle, name = tempfile.mkstemp(suffix=SUFFIX + _PART)
        os.close(handle)
        return Path(name)

    def _write(self, kind: str, header: dict[str, Any], bodies: tuple[bytes, ...]) -> None:
        record = {"type": kind, "sizes": [len(b) for b in bodies], "value": header}
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        raw = b"".join((line.encode("utf-8", "surrogatepass"), b"\n", *bodies))
        self._file.write(self._compressor.compress(raw))


def batch_address(inbox: Path | str, batch_id: str) -> str:
    """Where the batch of that id belongs."""
    return f"{str(inbox).rstrip('/')}/{batch_id}{SUFFIX}"


def list_batches(inbox: Path | str) -> list[str]:
    """Addresses of the finished batches, by name; none where the inbox does not exist yet.

    Raises InboxError when the storage is out of reach.
    """
    with reaching(inbox):
        filesystem, path = find_storage(inbox)
        if not filesystem.isdir(path):
            require_bucket(inbox)
            return []
        names = sorted(Path(p).name for p in filesystem.ls(path, detail=False))
    return [
        f"{str(inbox).rstrip('/')}/{name}"
        for name in names
        if name.endswith(SUFFIX) and not name.startswith(".")
    ]


def remove_leftovers(inbox: Path | str) -> list[Path]:
    """Delete what killed crawls left unfinished in a local inbox; returns what was deleted.

    A file that a living crawl is writing is locked and stays.
    """
    folder = local_path(str(inbox))
    removed = []
    for path in sorted(folder.glob(f".*{SUFFIX}{_PART}")) if folder else ():
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            path.unlink(missing_ok=True)
            removed.append(path)
    return removed


def read_batch(address: Path | str) -> Batch:
    """Open a finished batch.

    Raises BatchError when it is missing, unfinished or damaged, InboxError when the storage is out
    of reach.
    """
    address = str(address)
    with _opened(address) as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _FOOTER.size))
        footer = file.read(_FOOTER.size)
        if len(footer) < _FOOTER.size:
            raise BatchError("ends early", subject=address, advice=_ADVICE)
        magic, length, start = _FOOTER.unpack(footer)
        end = size - _FOOTER.size
        if magic != _SKIPPABLE or length != _FOOTER.size - 8 or start >= end:
            raise BatchError("ends early", subject=address, advice=_ADVICE)
        file.seek(start)
        for header, _ in _records(file, end, address):
            try:
                report = codec.load(CrawlReport, header["value"])
            except (KeyError, TypeError, ValueError) as error:
                raise BatchError("no report in it", subject=address, advice=_ADVICE) from error
            return Batch(address, report, start)
    raise BatchError("no report in it", subject=address, advice=_ADVICE)


def _opened(address: str) -> BinaryIO:
    try:
        if local := local_path(address):
            return local.open("rb")
        with reaching(address):
            filesystem, path = find_storage(address)
            file: BinaryIO = filesystem.open(path, "rb")
            return file
    except FileNotFoundError:
        raise BatchError("no such batch", subject=address, advice="crawl first") from None
    except InboxError:  # that says nothing of the batch
        raise
    except OSError as error:
        raise BatchError("cannot be read", subject=address) from error


def _records(
    file: BinaryIO, end: int, address: str
) -> Iterator[tuple[dict[str, Any], tuple[bytes, ...]]]:
    """Header and bodies of each frame from here to offset `end`."""
    rest = b""
    left = end - file.tell()
    while left or rest:
        frame = zstandard.ZstdDecompressor().decompressobj()
        raw = bytearray()
        try:
            while not frame.eof:
                with reaching(address):
                    chunk, rest = rest or file.read(min(_CHUNK, left)), b""
                if not chunk:
                    raise BatchError("ends early", subject=address, advice=_ADVICE)
                raw += frame.decompress(chunk)
                rest = frame.unused_data
                left = end - file.tell()
            yield _split(bytes(raw))
        except (zstandard.ZstdError, ValueError, KeyError, TypeError) as error:
            raise BatchError("is damaged", subject=address, advice=_ADVICE) from error


def _split(raw: bytes) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    line, _, rest = raw.partition(b"\n")
    header = json.loads(line.decode("utf-8", "surrogatepass"))
    bodies = []
    for size in header["sizes"]:
        bodies.append(rest[:size])
        rest = rest[size:]
    return header, tuple(bodies)


def _page(header: dict[str, Any], bodies: tuple[bytes, ...], address: str) -> Page:
    try:
        return codec.load(Page, header["value"] | {"body": bodies[0], "more": bodies[1:]})
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise BatchError("is damaged", subject=address, advice=_ADVICE) from error


def _open_locked(path: Path) -> BinaryIO:
    """The file, empty and locked; again from the start if it was swept away before the lock."""
    while True:
        file = path.open("wb")
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
            return file
        file.close()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
