"""A disk without room: a clear error, and nothing of what was stored is lost."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline_common.errors import StoreError
from pipeline_common.store import Store


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path, make: SimpleNamespace) -> None:
    path = small_disk / "coopfeed.sqlite"
    with Store.open(path) as store:
        store.ingest(make.report("first"), [make.reading("first")])
        many = [make.reading(f"a{i}", text=f"{i}个字" * 3000) for i in range(60)]
        with pytest.raises(StoreError, match="the disk is full"):
            store.ingest(make.report("many"), many)
        assert store.counts()["article"] == 1
    with Store.open(path) as store:
        assert store.check() == []
        assert not store.is_ingested("many")
        with pytest.raises(StoreError, match=r"full|written"):
            _copy_until_full(store, small_disk)
        assert not list(small_disk.glob("*.partial"))
        assert store.check() == []


def _copy_until_full(store: Store, folder: Path) -> None:
    for number in range(20):
        store.backup(folder / f"copy{number}.sqlite")


LIMITED = """
import pickle, resource, signal, sys
from pathlib import Path
from pipeline_common.errors import StoreError
from pipeline_common.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
report, readings = pickle.load(sys.stdin.buffer)
try:
    with Store.open(Path(sys.argv[1])) as store:
        store.ingest(report, readings)
except StoreError as error:
    print(error)
"""


def test_a_file_that_must_not_grow_loses_nothing(path: Path, make: SimpleNamespace) -> None:
    with Store.open(path) as store:
        store.ingest(make.report("first"), [make.reading("first")])
    many = [make.reading(f"a{i}", text=f"{i}个字" * 3000) for i in range(60)]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)],
        input=pickle.dumps((make.report("many"), many)), capture_output=True, check=True,
    )  # fmt: skip
    message = done.stdout.decode()
    assert str(path) in message
    assert message.count("\n") == 1
    with Store.open(path) as store:
        assert store.check() == []
        assert store.counts()["article"] == 1
        store.ingest(make.report("many"), many)
        assert store.counts()["article"] == 61
