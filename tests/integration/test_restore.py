"""A copy of the database on a new machine: the same feeds, byte for byte, and the same ids."""

import shutil
from pathlib import Path

import pytest

from flows import steps, upkeep
from pipeline_common.settings import load_settings


def files(public):
    """Bytes by path; the twins compressed anew are compared by what they hold."""
    return {
        path.relative_to(public).as_posix(): path.read_bytes()
        for path in sorted(public.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def installation(demo, tmp_path):
    """A copy of the demo's folder with its settings."""
    folder = shutil.copytree(demo.folder, tmp_path / "old")
    return load_settings(folder / "coopfeed.toml")


def restore(settings, copy, folder):
    """A new folder with the old settings file and nothing else but the copy."""
    old = settings.data.parent
    (folder / "data").mkdir(parents=True)
    shutil.copy(old / "coopfeed.toml", folder)
    shutil.copytree(old / "sources", folder / "sources")
    shutil.copy(copy, folder / "data" / "coopfeed.sqlite")
    return load_settings(folder / "coopfeed.toml")


def test_a_restored_copy_publishes_the_same_bytes(installation, tmp_path):
    copy = upkeep.make_backup(installation)
    restored = restore(installation, copy, tmp_path / "new")
    steps.publish(restored)
    assert files(restored.public) == files(installation.public)


def test_the_restored_record_is_sound_and_goes_on(installation, tmp_path):
    restored = restore(installation, upkeep.make_backup(installation), tmp_path / "new")
    with steps.open_store(restored) as store, steps.open_store(installation) as old:
        assert store.check() == []
        assert [m.id for m in store.milestones()] == [m.id for m in old.milestones()]
    assert steps.ingest(restored).ingested == ()


def test_only_the_last_copies_are_kept(installation):
    folder: Path = installation.backup.folder
    folder.mkdir(parents=True)
    for day in range(1, 10):
        (folder / f"coopfeed-2026010{day}T000000Z.sqlite").touch()
    newest = upkeep.make_backup(installation)
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == installation.backup.keep
    assert left[-1] == newest.name
    assert left[0] == "coopfeed-20260104T000000Z.sqlite"
