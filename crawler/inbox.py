"""The inbox: where finished batches wait, a folder or a bucket, of one machine or of many."""

from __future__ import annotations

import fsspec

DAMAGED = "damaged"


def remove_batch(address: str) -> None:
    """Delete a batch that has been ingested; nothing when it is gone already."""
    filesystem, path = fsspec.core.url_to_fs(address)
    if filesystem.exists(path):
        filesystem.rm_file(path)


def move_aside(address: str) -> str:
    """Move a batch that cannot be read into `damaged` beside it; its new address."""
    folder, _, name = address.rpartition("/")
    target = f"{folder}/{DAMAGED}/{name}"
    filesystem, source = fsspec.core.url_to_fs(address)
    _, destination = fsspec.core.url_to_fs(target)
    filesystem.makedirs(destination.rpartition("/")[0], exist_ok=True)
    if filesystem.exists(source):
        filesystem.mv(source, destination)
    return target


def write_text(address: str, text: str) -> None:
    """Write a small file beside the batches; whoever opens it sees all of it or nothing."""
    filesystem, path = fsspec.core.url_to_fs(address)
    filesystem.makedirs(path.rpartition("/")[0], exist_ok=True)
    part = f"{path}.part"
    filesystem.pipe_file(part, text.encode("utf-8"))
    filesystem.mv(part, path)


def read_text(address: str) -> str:
    """The text of a small file. Raises FileNotFoundError."""
    filesystem, path = fsspec.core.url_to_fs(address)
    raw: bytes = filesystem.cat_file(path)
    return raw.decode("utf-8")
