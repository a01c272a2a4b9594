"""The inbox on a local disk and on a storage that is none."""

from datetime import UTC, datetime

import fsspec
import pytest

from crawler import inbox
from crawler.batch import BatchWriter, batch_address, list_batches, read_batch
from pipeline_common.models import CrawlReport, Page

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(params=["local", "memory"])
def folder(request, tmp_path):
    """The address of an empty inbox."""
    if request.param == "local":
        yield str(tmp_path / "inbox")
        return
    memory = fsspec.filesystem("memory")
    yield f"memory://{tmp_path.name}/inbox"
    memory.store.clear()


def write(folder, ident):
    address = batch_address(folder, ident)
    with BatchWriter(address) as writer:
        writer.write_page(Page("s", "http://x/1", 200, {}, b"body", NOW))
        writer.finish(CrawlReport(ident, NOW, NOW, ()))
    return address


def test_a_finished_batch_is_listed_and_read(folder):
    address = write(folder, "b1")
    assert list_batches(folder) == [address]
    batch = read_batch(address)
    assert batch.report.batch_id == "b1"
    assert [page.body for page in batch.pages()] == [b"body"]


def test_an_unfinished_batch_is_not_there(folder):
    with BatchWriter(batch_address(folder, "b1")) as writer:
        writer.write_page(Page("s", "http://x/1", 200, {}, b"body", NOW))
        assert list_batches(folder) == []
    assert list_batches(folder) == []


def test_removing_twice_is_no_error(folder):
    address = write(folder, "b1")
    inbox.remove_batch(address)
    inbox.remove_batch(address)
    assert list_batches(folder) == []


def test_a_batch_moved_aside_is_out_of_the_way(folder):
    address = write(folder, "b1")
    target = inbox.move_aside(address)
    assert list_batches(folder) == []
    assert list_batches(f"{folder}/{inbox.DAMAGED}") == [target]


def test_a_small_file_is_replaced_whole(folder):
    address = f"{folder}/memory/papers.json"
    for text in ("一", "二"):
        inbox.write_text(address, text)
        assert inbox.read_text(address) == text
    with pytest.raises(FileNotFoundError):
        inbox.read_text(f"{folder}/memory/none.json")
