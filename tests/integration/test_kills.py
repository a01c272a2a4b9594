"""Killed at random moments of ingest and reprocess, the database ends as after a clean run.

`COOPFEED_KILLS` sets how many moments (200 before a release).
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.reprocessing import read_again
from pipeline_common.models import CrawlReport, Extraction, Reading
from pipeline_common.store import Store

KILLS = int(os.environ.get("COOPFEED_KILLS", "20"))
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def ingest(path: Path, readings: list[Reading]) -> None:
    with Store.open(path) as store:
        for number in range(4):
            report = CrawlReport(f"b{number}", NOW, NOW, ())
            store.ingest(report, readings[number::4])
        store.assign_publication(NOW)


def reprocess(path: Path, readings: list[Reading]) -> None:
    with Store.open(path) as store:
        store.reprocess(readings, now=NOW, apply=True)


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


@pytest.fixture(scope="module")
def context():
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["pipeline_common.store", "flows.reprocessing"])
    return made


def kill_again_and_again(
    work: Callable[[Path, list[Reading]], None],
    start: Path | None,
    readings: list[Reading],
    folder: Path,
    context,
) -> None:
    def fresh(name: str) -> Path:
        path = folder / name
        path.unlink(missing_ok=True)
        if start:
            shutil.copy(start, path)
        return path

    clean = fresh("clean")
    began = time.monotonic()
    work(clean, readings)
    lasted = time.monotonic() - began
    wanted = content(clean)
    moments = random.Random(20261120)
    interrupted = 0
    for number in range(KILLS // 2):
        path = fresh(f"killed{number}")
        process = context.Process(target=work, args=(path, readings))
        process.start()
        process.join(moments.uniform(0, 1.5) * lasted)
        interrupted += process.is_alive()
        process.kill()
        process.join()
        process.close()
        work(path, readings)
        assert content(path) == wanted, f"after kill {number}"
        for file in folder.glob(f"killed{number}*"):
            file.unlink()
    assert interrupted


def test_ingest(readings, tmp_path, context):
    kill_again_and_again(ingest, None, readings, tmp_path, context)


def test_reprocess(readings, tmp_path, context):
    """From what an extractor made that saw half of it."""
    older = [
        Reading(r.article, Extraction(r.extraction.relevant, r.extraction.mentions[::2]), r.shingles)
        for r in readings
    ]
    start = tmp_path / "older"
    ingest(start, older)
    with Store.open(start) as store:
        assert store.reprocess(readings, now=NOW, apply=False)
    kill_again_and_again(reprocess, start, readings, tmp_path, context)
