"""The batch file: what goes in comes out, and nothing half-written is taken for whole."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.batch import (
    BatchWriter,
    batch_address,
    list_batches,
    read_batch,
    remove_leftovers,
)
from pipeline_common.errors import BatchError
from pipeline_common.models import (
    CrawlReport,
    Origin,
    Page,
    Published,
    Row,
    SourceReport,
    State,
    Validator,
)

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
REPORT = CrawlReport(
    "b1",
    NOW,
    NOW,
    (SourceReport("a", State.OK, "3 new of 9 rows", articles=3),),
    validators=(Validator("https://a.example.cn/", "a", etag='"x"'),),
)


def page(url: str = "https://a.example.cn/t1.html", body: bytes = b"<p>", **fields: object) -> Page:
    return Page("a", url, 200, {"content-type": "text/html"}, body, NOW, **fields)  # type: ignore[arg-type]


def write(address: str, *pages: Page, report: CrawlReport = REPORT) -> None:
    with BatchWriter(address) as writer:
        for each in pages:
            writer.write_page(each)
        writer.finish(report)


@pytest.fixture(params=["file", "memory"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "inbox") if request.param == "file" else f"memory://{uuid4()}/inbox"


def test_what_goes_in_comes_out(inbox: str) -> None:
    row = Row("https://a.example.cn/t1.html", "签约\ud800", Published("2026-11", Origin.LISTING))
    pages = [
        page(body=bytes(range(256)) * 900, row=row, more=(b"", b"\npart 3\n"), backfill=True),
        page("https://a.example.cn/t2.html", b""),
    ]
    address = batch_address(inbox, "b1")
    write(address, *pages)
    batch = read_batch(address)
    assert batch.report == REPORT
    assert list(batch.pages()) == pages
    assert list(batch.pages()) == pages, "pages can be read again"
    assert list_batches(inbox) == [address]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.binary(max_size=300), st.lists(st.binary(max_size=50), max_size=3), st.text()),
        max_size=4,
    )
)
def test_any_bytes_and_titles_survive(
    tmp_path_factory: pytest.TempPathFactory, drawn: list
) -> None:  # type: ignore[type-arg]
    pages = [
        page(body=body, more=tuple(more), row=Row("https://a.example.cn/", title))
        for body, more, title in drawn
    ]
    address = batch_address(tmp_path_factory.mktemp("inbox"), "b1")
    write(address, *pages)
    assert list(read_batch(address).pages()) == pages


def test_batch_without_pages(inbox: str) -> None:
    address = batch_address(inbox, "b1")
    write(address)
    assert list(read_batch(address).pages()) == []


def test_nothing_is_seen_before_it_is_finished(inbox: str) -> None:
    address = batch_address(inbox, "b1")
    with BatchWriter(address) as writer:
        writer.write_page(page())
        assert list_batches(inbox) == []
    assert list_batches(inbox) == []


def test_writer_that_is_left_early_leaves_nothing(tmp_path: Path) -> None:
    with BatchWriter(batch_address(tmp_path, "b1")) as writer:
        writer.write_page(page())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [0, 3, 40, -1, -17, -200])
def test_file_that_ends_early(tmp_path: Path, keep: int) -> None:
    address = batch_address(tmp_path, "b1")
    write(address, page(body=bytes(range(256)) * 40))
    Path(address).write_bytes(Path(address).read_bytes()[:keep])
    with pytest.raises(BatchError, match="ends early") as caught:
        read_batch(address)
    assert caught.value.subject == address
    assert "crawl again" in caught.value.advice


def test_damaged_page_is_found_when_it_is_read(tmp_path: Path) -> None:
    address = batch_address(tmp_path, "b1")
    write(address, page(body=bytes(range(256)) * 40))
    raw = bytearray(Path(address).read_bytes())
    raw[60] ^= 0xFF
    Path(address).write_bytes(raw)
    batch = read_batch(address)
    assert batch.report == REPORT
    with pytest.raises(BatchError, match="damaged"):
        list(batch.pages())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_foreign_file_is_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("inbox") / "b1.batch"
    path.write_bytes(raw)
    with pytest.raises(BatchError):
        list(read_batch(path).pages())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_flipped_byte_never_passes_for_another_page(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    address = batch_address(tmp_path_factory.mktemp("inbox"), "b1")
    pages = [page(body=b"<p>" + bytes(range(256))), page("https://a.example.cn/t2.html")]
    write(address, *pages)
    raw = bytearray(Path(address).read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    Path(address).write_bytes(raw)
    try:
        batch = read_batch(address)
        assert (batch.report, list(batch.pages())) == (REPORT, pages)
    except BatchError:
        pass


def test_missing_batch(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="no such batch"):
        read_batch(tmp_path / "none.batch")


def test_no_inbox_yet(tmp_path: Path) -> None:
    assert list_batches(tmp_path / "none") == []
    assert remove_leftovers(tmp_path / "none") == []


def test_leftovers_of_the_dead_go_those_of_the_living_stay(tmp_path: Path) -> None:
    left = tmp_path / ".dead.batch.part"
    left.write_bytes(b"half a page")
    with BatchWriter(batch_address(tmp_path, "alive")) as writer:
        assert remove_leftovers(tmp_path) == [left]
        writer.finish(REPORT)
    assert list_batches(tmp_path) == [batch_address(tmp_path, "alive")]


def test_writer_starts_anew_over_what_was_left(tmp_path: Path) -> None:
    (tmp_path / ".b1.batch.part").write_bytes(b"x" * 10_000)
    write(batch_address(tmp_path, "b1"), page())
    assert len(list(read_batch(batch_address(tmp_path, "b1")).pages())) == 1


def test_unfinished_file_is_locked_by_its_writer(tmp_path: Path) -> None:
    with (
        BatchWriter(batch_address(tmp_path, "b1")),
        (tmp_path / ".b1.batch.part").open() as other,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_killed_writer_leaves_no_batch(tmp_path: Path) -> None:
    script = (
        "import os, sys; from crawler.batch import BatchWriter;"
        "w = BatchWriter(sys.argv[1]); os.kill(os.getpid(), 9)"
    )
    address = batch_address(tmp_path, "b1")
    subprocess.run([sys.executable, "-c", script, address], check=False)
    assert list_batches(tmp_path) == []
    assert [path.name for path in remove_leftovers(tmp_path)] == [".b1.batch.part"]
