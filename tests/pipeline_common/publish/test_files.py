from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from pipeline_common.errors import OutputError
from pipeline_common.publish.files import Batch, OutputFolder


def test_a_file_and_its_twin(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "deep" / "public")
    assert folder.write("feeds/all.atom", b"<feed/>")
    assert (folder.root / "feeds/all.atom").read_bytes() == b"<feed/>"
    assert gzip.decompress((folder.root / "feeds/all.atom.gz").read_bytes()) == b"<feed/>"
    assert folder.exists("feeds/all.atom")
    assert not folder.exists("feeds/none.atom")


def test_same_bytes_touch_nothing(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("a.html", b"one")
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in tmp_path.iterdir()}
    assert not folder.write("a.html", b"one")
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in tmp_path.iterdir()} == before


def test_the_twin_does_not_depend_on_the_time(tmp_path: Path) -> None:
    twins = []
    for name in ("one", "two"):
        OutputFolder(tmp_path / name).write("a", b"text" * 100)
        twins.append((tmp_path / name / "a.gz").read_bytes())
    assert twins[0] == twins[1]
    assert twins[0][4:8] == b"\0\0\0\0"


@pytest.mark.parametrize("damage", [b"", b"not gzip", gzip.compress(b"other", mtime=0), None])
def test_a_damaged_twin_is_mended(tmp_path: Path, damage: bytes | None) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("a", b"text")
    twin = tmp_path / "a.gz"
    twin.unlink() if damage is None else twin.write_bytes(damage)
    assert folder.write("a", b"text")
    assert gzip.decompress(twin.read_bytes()) == b"text"


def test_removing(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("a", b"text")
    assert folder.remove("a")
    assert not folder.remove("a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", ""])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError, match="outside"):
        OutputFolder(tmp_path).write(path, b"x")


def test_a_full_disk_is_one_line_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("a", b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        folder.write("a", b"new")
    assert "No space left on device" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert folder.read("a") == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "a.gz"]


def test_a_file_where_a_folder_must_be(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("in the way")
    with pytest.raises(OutputError, match="feeds"):
        OutputFolder(tmp_path).write("feeds/all.atom", b"x")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="Permission denied"):
        OutputFolder(tmp_path).write("a", b"x")


def test_files_of_a_batch_appear_at_its_end_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    appeared: list[str] = []
    replace = Path.replace

    def seen(part: Path, target: Path) -> Path:
        appeared.append(target.name)
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", seen)
    names = [f"{n}.html" for n in range(40)]
    with Batch(OutputFolder(tmp_path)) as batch:
        for number, name in enumerate(names):
            batch.write(name, b"x" * (40 - number) * 1000)  # the first take longest
        assert not appeared
    assert appeared == [name for html in names for name in (f"{html}.gz", html)]


def test_large_files_do_not_wait_in_memory(tmp_path: Path) -> None:
    with Batch(OutputFolder(tmp_path)) as batch:
        for number in range(5):
            batch.write(f"{number}.json", bytes(4_000_000))
        assert (tmp_path / "0.json").exists()


def test_a_batch_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("a", b"old")

    def fail() -> None:
        with Batch(folder) as batch:
            batch.write("a", b"new" * 100_000)
            batch.write("deep/b", b"new")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        fail()
    assert folder.read("a") == b"old"
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["a", "a.gz"]
