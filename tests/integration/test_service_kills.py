"""kill -9 of each process of `coopfeed serve` at random moments: the next run repairs everything.

By default the process of the flow, once; COOPFEED_KILLS=50 kills each of the three fifty times.
"""

import json
import os
import random
import shutil
import signal
import time

import pytest

from flows import steps
from flows.demo import write_settings
from flows.demo.catalog import write_catalog
from flows.lock import exclusive
from pipeline_common.settings import load_settings

pytestmark = pytest.mark.prefect

MOMENTS = int(os.environ.get("COOPFEED_KILLS", "1"))
#: A process by what stands in its command line.
TARGETS = {
    "flow": "prefect.engine",
    "crawl": "crawler.run",
    "server": "prefect server start",
}
LONGEST = 12.0  # seconds that a whole run takes here, or less


def entries(folder):
    """What the feed tells: each event with its parties, documents and all who reported it.

    Which of the reports came first, and so gives the words, is another after each kill.
    """
    feed = json.loads((folder / "public/feeds/all.json").read_text(encoding="utf-8"))
    told = [item["_milestone"] for item in feed["items"]]
    return sorted(
        (m["kind"], m["date"], sorted(m["places"]), sorted(m["documents"]), m["status"],
         sorted(source["url"] for source in m["sources"]))
        for m in told
    )  # fmt: skip


@pytest.fixture(scope="module")
def clean(tmp_path_factory, sample_sites):
    """What the feed says after an undisturbed run on the same sites."""
    folder = tmp_path_factory.mktemp("clean")
    write_catalog(folder / "sources", sample_sites)
    steps.run(load_settings(write_settings(folder)))
    return entries(folder)


def forget(folder):
    """Everything but Prefect's own history."""
    for path in (folder / "data").iterdir():
        if path.name != "prefect":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(folder / "public", ignore_errors=True)


def pick(service, mark, until):
    while time.monotonic() < until:
        for pid, command in service.processes().items():
            if mark in command:
                return pid
        time.sleep(0.05)
    return None


@pytest.mark.parametrize("target", TARGETS if "COOPFEED_KILLS" in os.environ else ["flow"])
def test_the_next_run_repairs_what_a_kill_left(service, clean, target):
    dice = random.Random(target)
    for moment in range(MOMENTS):
        run_killed_and_repaired(service, TARGETS[target], dice.uniform(0, LONGEST / 2))
        assert entries(service.folder) == clean, moment
        assert not list((service.folder / "data/inbox").glob(".*"))
        assert not list((service.folder / "data/inbox").glob("*.batch"))
        with exclusive(service.folder / "data"):
            """Nobody holds it."""
    assert not [c for c in service.processes().values() if "crawler.run" in c]


def run_killed_and_repaired(service, mark, delay):
    forget(service.folder)
    first = service.prefect.start_run("run/regular")
    pick(service, "prefect.engine", time.monotonic() + 60)  # the run has begun
    time.sleep(delay)
    if pid := pick(service, mark, time.monotonic() + 5):
        os.kill(pid, signal.SIGKILL)
    service.prefect.await_end(first)
    second = service.prefect.start_run("run/regular")
    assert service.prefect.await_end(second) == "COMPLETED"


def test_lines_of_the_crawl_are_in_the_log_of_the_run(service):
    run = service.prefect.start_run("run/regular")
    assert service.prefect.await_end(run) == "COMPLETED"

    time.sleep(2.5)  # lines are sent in batches
    wanted = {"flow_run_id": {"any_": [run]}}
    lines = service.prefect.post("/logs/filter", logs=wanted, limit=200)
    assert "coopfeed.crawl" in {line["name"] for line in lines}, lines


def test_artifacts_are_left(service):
    found = {a["key"] for a in service.prefect.post("/artifacts/latest/filter", limit=50)}
    assert {"crawl", "sources"} <= found


def test_a_cancelled_run_leaves_neither_crawl_nor_lock(service):
    forget(service.folder)
    run = service.prefect.start_run("run/regular")
    assert pick(service, "crawler.run", time.monotonic() + 60)
    service.prefect.post(
        f"/flow_runs/{run}/set_state", state={"type": "CANCELLING", "name": "Cancelling"}
    )
    assert service.prefect.await_end(run, 60) in ("CANCELLED", "COMPLETED")
    assert pick(service, "crawler.run", time.monotonic() + 1) is None
    settings = load_settings(service.folder / "coopfeed.toml")
    with exclusive(settings.data, wait=10):
        """Nobody holds it."""
