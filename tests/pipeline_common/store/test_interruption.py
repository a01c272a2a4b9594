"""A process that is killed while it ingests leaves nothing half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from pipeline_common.codec import dumps
from pipeline_common.models import Reading
from pipeline_common.store import Store

INGEST = """
import sys
from pathlib import Path
from pipeline_common.codec import loads
from pipeline_common.models import CrawlReport, Reading
from pipeline_common.store import Store
lines = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
with Store.open(Path(sys.argv[1])) as store:
    print("open", flush=True)
    store.ingest(loads(CrawlReport, lines[0]), [loads(Reading, line) for line in lines[1:]])
"""


def test_killed_and_run_again_equals_one_clean_run(tmp_path: Path, make: SimpleNamespace) -> None:
    readings = [
        Reading(r.article, r.extraction, r.shingles)
        for i in range(300)
        for r in [
            make.reading(
                f"a{i}",
                make.mention(f"2026-02-{1 + i % 28:02}", "湖州 宣城", f"签署第{i % 5}号协议"),
                minute=i,
            )
        ]
    ]
    report = make.report(minute=999)
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(map(dumps, [report, *readings])), encoding="utf-8")
    with Store.open(tmp_path / "clean") as store:
        began = time.monotonic()
        store.ingest(report, readings)
        lasted = time.monotonic() - began
        clean = make.dump(store)
    moments = random.Random(20260301)
    for attempt in range(5):
        path = tmp_path / f"killed{attempt}"
        process = subprocess.Popen(
            [sys.executable, "-c", INGEST, str(path), str(batch)], stdout=subprocess.PIPE
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(moments.uniform(0.05, 1.0) * lasted)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with Store.open(path) as store:
            assert store.check() == []
            assert store.counts()["article"] in (0, 300)
            store.ingest(report, readings)
            assert store.check() == []
            assert make.dump(store) == clean
