"""Killed at random moments of ingest and reprocess, the database ends as after a clean run.

`COOPFEED_KILLS` sets how many moments (200 before a release).
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.reprocessing import read_again
from pipeline_common.models import Extraction, Reading
from pipeline_common.store import Store

KILLS = int(os.environ.get("COOPFEED_KILLS", "20"))
NOW = datetime(2026, 11, 20, tzinfo=UTC)


WORK = """
import pickle, sys
from pathlib import Path
from pipeline_common.models import CrawlReport
from pipeline_common.store import Store
what, path = sys.argv[1], Path(sys.argv[2])
readings, now = pickle.loads(Path(sys.argv[3]).read_bytes())
print("begins", flush=True)
with Store.open(path) as store:
    if what == "reprocess":
        store.reprocess(readings, now=now, apply=True)
    else:
        for number in range(4):
            store.ingest(CrawlReport(f"b{number}", now, now, ()), readings[number::4])
        store.assign_publication(now)
"""


def begin(what: str, path: Path, readings: Path) -> subprocess.Popen[bytes]:
    """The work in a process of its own, at the moment at which it opens the database."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, what, str(path), str(readings)], stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"begins\n"
    return process


def finish(what: str, path: Path, readings: Path) -> float:
    """Seconds that the work takes when nobody disturbs it."""
    process = begin(what, path, readings)
    began = time.monotonic()
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - began


def content(path: Path) -> list[str]:
    """All rows, but for the times of migrations; sound, or it fails."""
    with Store.open(path) as store:
        assert store.check() == []
    db = sqlite3.connect(path)
    try:
        return [line for line in db.iterdump() if '"_sqlite_migrations"' not in line]
    finally:
        db.close()


@pytest.fixture(scope="module")
def readings(demo) -> list[Reading]:
    with Store.open(demo.result.settings.database, read_only=True) as store:
        found = [read_again(article) for article in store.stored_articles()]
    assert all(isinstance(reading, Reading) for reading in found)
    return [reading for reading in found if isinstance(reading, Reading)]


def save(readings: list[Reading], path: Path) -> Path:
    path.write_bytes(pickle.dumps((readings, NOW)))
    return path


def kill_again_and_again(what: str, start: Path | None, readings: Path, folder: Path) -> None:
    def fresh(name: str) -> Path:
        if start:
            shutil.copy(start, folder / name)
        return folder / name

    clean = fresh("clean")
    lasted = finish(what, clean, readings)
    wanted = content(clean)
    moments = random.Random(20261120)
    interrupted = 0
    for number in range(KILLS // 2):
        path = fresh(f"killed{number}")
        process = begin(what, path, readings)
        time.sleep(moments.uniform(0, lasted))
        process.kill()
        process.communicate()
        interrupted += process.returncode == -signal.SIGKILL
        content(path)  # sound as it was left
        finish(what, path, readings)
        assert content(path) == wanted, f"after kill {number}"
        for file in folder.glob(f"killed{number}*"):
            file.unlink()
    assert interrupted


def test_ingest(readings, tmp_path):
    kill_again_and_again("ingest", None, save(readings, tmp_path / "readings"), tmp_path)


def test_reprocess(readings, tmp_path):
    """From what an extractor made that saw half of it."""
    older = [
        Reading(
            r.article,
            Extraction(r.extraction.relevant, r.extraction.mentions[::2]),
            r.shingles,
        )
        for r in readings
    ]
    start = tmp_path / "start"
    finish("ingest", start, save(older, tmp_path / "older"))
    with Store.open(start) as store:
        assert store.reprocess(readings, now=NOW, apply=False)
    newer = save(readings, tmp_path / "readings")
    kill_again_and_again("reprocess", start, newer, tmp_path)
