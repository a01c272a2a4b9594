"""Where batches lie: a folder, or a bucket of an object store, reached by fsspec."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_common.errors import CoopfeedError, InboxError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

#: Protocols of object stores: they have buckets, and no folders that could be made.
_OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az", "oss"})


def find_storage(address: Path | str) -> tuple[AbstractFileSystem, str]:
    """The file system that an address is in, and the path there.

    Nothing listed is remembered: others write there, in this process's life too.
    """
    from fsspec.core import url_to_fs  # takes longer to load than most commands that need no batch

    filesystem, path = url_to_fs(str(address), use_listings_cache=False)
    return filesystem, path


@contextmanager
def reaching(address: Path | str) -> Iterator[None]:
    """Whatever the storage answers within the block as InboxError, but for what is not there.

    Every storage has errors of its own, and botocore's are not even OSErrors. FileNotFoundError
    passes, except where it is the bucket that is missing.
    """
    try:
        yield
    except CoopfeedError:
        raise
    except FileNotFoundError:
        require_bucket(address)
        raise
    except Exception as error:
        raise _out_of_reach(address) from error


def require_bucket(address: Path | str) -> None:
    """Raise InboxError where `address` is in a bucket that does not exist."""
    try:
        filesystem, path = find_storage(address)
        bucket = path.lstrip("/").partition("/")[0]
        if not _is_object_store(filesystem) or filesystem.exists(bucket):
            return
    except Exception as error:
        raise _out_of_reach(address) from error
    raise InboxError("no such bucket", subject=str(address), advice="mend shared_inbox")


def make_folder(filesystem: AbstractFileSystem, folder: str) -> None:
    """Make a folder; not in an object store, where a bucket would be made of a misspelt name."""
    if not _is_object_store(filesystem):
        filesystem.makedirs(folder, exist_ok=True)


def local_path(address: str) -> Path | None:
    """The path of an address on the local disk, None for any other."""
    with reaching(address):
        filesystem, path = find_storage(address)
    return Path(path) if "file" in _protocols(filesystem) else None


def _out_of_reach(address: Path | str) -> InboxError:
    advice = "look at shared_inbox, and at the keys of the storage"
    return InboxError("the inbox is out of reach", subject=str(address), advice=advice)


def _is_object_store(filesystem: AbstractFileSystem) -> bool:
    return not _OBJECT_STORES.isdisjoint(_protocols(filesystem))


def _protocols(filesystem: AbstractFileSystem) -> tuple[str, ...]:
    protocols: str | tuple[str, ...] = filesystem.protocol
    return (protocols,) if isinstance(protocols, str) else tuple(protocols)
