"""The inbox on a local disk and on a storage that is none."""

from datetime import UTC, datetime, timedelta

import fsspec
import pytest

from crawler import inbox
from crawler.batch import BatchWriter, batch_address, list_batches, read_batch
from pipeline_common.models import CrawlMemory, CrawlReport, ListingMemory, ListingReport, Page

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


def test_waiting_batches_say_what_their_listings_lack_the_last_one_at_last(folder):
    one, two = "https://a.example.cn/1/", "https://a.example.cn/2/"
    for day, told in enumerate(
        [((one, True), (two, True)), ((one, False), (two, False)), ((two, True),)]
    ):
        with BatchWriter(batch_address(folder, f"b{day}")) as writer:
            listings = tuple(ListingReport("s", url, complete) for url, complete in told)
            started = NOW + timedelta(days=day)
            writer.finish(CrawlReport(f"b{day}", started, started, (), listings=listings))
    held = CrawlMemory(listings={("s", one): ListingMemory("s", one, "2026-11-20", owing=True)})
    assert inbox.with_waiting(held, folder).listings == {
        ("s", one): ListingMemory("s", one, "2026-11-25", owing=True),
        ("s", two): ListingMemory("s", two, "2026-11-27"),
    }
