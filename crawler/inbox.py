"""The inbox: where finished batches wait, a folder or a bucket, of one machine or of many.

Everything in here raises InboxError when the storage is out of reach.
"""

from __future__ import annotations

from pathlib import Path

from crawler.batch import list_batches, read_batch
from crawler.storage import find_storage, make_folder, reaching
from pipeline_common.errors import BatchError
from pipeline_common.identity import article_key
from pipeline_common.models import CrawlMemory, listings_after

DAMAGED = "damaged"


def with_waiting(memory: CrawlMemory, inbox: Path | str) -> CrawlMemory:
    """`memory`, and what lies in batches that nobody has ingested yet: it came, so it is known.

    So a crawl that was cut short goes on where it ended, and what its listings lack is known too.
    Batches that cannot be read are passed over; whoever ingests them says so.
    """
    known, validators = set(memory.known), dict(memory.validators)
    listings = memory.listings
    for address in list_batches(inbox):
        try:
            batch = read_batch(address)
            known |= {article_key(page.row.url) for page in batch.pages() if page.row}
            validators |= {validator.url: validator for validator in batch.report.validators}
            listings = listings_after(listings, batch.report)
        except (BatchError, ValueError):
            continue
    return CrawlMemory(frozenset(known), validators, listings)


def remove_batch(address: str) -> None:
    """Delete a batch that has been ingested; nothing when it is gone already."""
    with reaching(address):
        filesystem, path = find_storage(address)
        if filesystem.exists(path):
            filesystem.rm_file(path)


def move_aside(address: str) -> str:
    """Move a batch that cannot be read into `damaged` beside it; its new address."""
    folder, _, name = address.rpartition("/")
    target = f"{folder}/{DAMAGED}/{name}"
    with reaching(address):
        filesystem, source = find_storage(address)
        _, destination = find_storage(target)
        make_folder(filesystem, destination.rpartition("/")[0])
        if filesystem.exists(source):
            filesystem.mv(source, destination)
    return target


def write_text(address: str, text: str) -> None:
    """Write a small file beside the batches; whoever opens it sees all of it or nothing."""
    with reaching(address):
        filesystem, path = find_storage(address)
        make_folder(filesystem, path.rpartition("/")[0])
        part = f"{path}.part"
        filesystem.pipe_file(part, text.encode("utf-8"))
        filesystem.mv(part, path)


def read_text(address: str) -> str:
    """The text of a small file. Raises FileNotFoundError."""
    with reaching(address):
        filesystem, path = find_storage(address)
        raw: bytes = filesystem.cat_file(path)
    return raw.decode("utf-8")
