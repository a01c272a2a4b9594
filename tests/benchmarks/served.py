"""Whether a service that is up for years stays small: `coopfeed serve`, run after run.

A third of the runs stands for eight days each: then everything that Prefect's database holds is
dated back by eight days, so that the retention of `coopfeed serve` meets it as it would, and the
server is given the time to tidy. Only how often it looks is shortened.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flows.demo import SOURCES, write_settings
from flows.demo.catalog import write_catalog
from flows.demo.server import serve_sites
from flows.demo.sites import build_sites
from flows.demo.stories import load_stories
from tests.benchmarks.week import resident
from tests.watching import free_port, wait_for

#: Runs in each third.
RUNS = int(os.environ.get("COOPFEED_SERVED_RUNS", "10"))
#: Seconds between two looks of the server for what is to be deleted, of either kind.
LOOK = 5
_ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
_PATIENCE = 120.0  # seconds until the server has to answer, a run to end, history to be tidied
#: Columns by which what is old is told from what is not.
_DATES = (
    ("flow_run", "end_time"),
    ("events", "occurred"),
    ("event_resources", "occurred"),
    ("automation_held_event", "updated"),
    ("automation_bucket", "end"),
)


class Served:
    """A running service: its process, the API and the database of its Prefect server."""

    def __init__(self, process: subprocess.Popen[bytes], api: str, database: Path) -> None:
        self.process = process
        self.api = api
        self.database = database

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """GET, or POST with a body; raises OSError."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.api + path, data, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def run(self) -> str:
        """Make one run as the schedule would; the state it ended in, and why if not well."""
        found = wait_for(lambda: self.ask("/deployments/name/run/regular"), _PATIENCE)
        path = f"/deployments/{found['id']}/create_flow_run"
        wanted = {
            "state": {"type": "SCHEDULED"},
            "parameters": {**found["parameters"], "jitter": 0},
            "idempotency_key": str(uuid.uuid4()),  # the server answers 503 while it is busy
        }
        made = wait_for(lambda: self.ask(path, wanted), _PATIENCE)
        run = f"/flow_runs/{made['id']}"
        state = wait_for(lambda: (s := self.ask(run)["state"])["type"] in _ENDED and s, _PATIENCE)
        well = state["type"] == "COMPLETED"
        return "COMPLETED" if well else f"{state['type']} ({state['message']})"

    def processes(self) -> dict[str, int]:
        """The long-lived processes by what they are; resident set in kB."""
        listed = subprocess.run(
            ["ps", "--ppid", str(self.process.pid), "-o", "pid=,args="],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        names = {self.process.pid: "serve"}
        for line in listed.splitlines():
            pid, command = line.split(None, 1)
            names[int(pid)] = "schedule" if "flows.schedule" in command else "server"
        return {name: resident(pid) for pid, name in names.items()}

    def rows(self) -> Counter[str]:
        """Rows of each table of Prefect's database."""
        with closing(sqlite3.connect(self.database, timeout=60)) as connection:
            tables = connection.execute("select name from sqlite_master where type = 'table'")
            return Counter(
                {
                    name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
                    for (name,) in tables.fetchall()
                }
            )

    def sizes(self) -> str:
        """What the database takes on disk, what of it is in use, and its log of changes."""
        with closing(sqlite3.connect(self.database, timeout=60)) as connection:
            page, pages, free = (
                connection.execute(f"pragma {name}").fetchone()[0]
                for name in ("page_size", "page_count", "freelist_count")
            )
        log = self.database.with_name("prefect.db-wal").stat().st_size
        figures = (page * pages, page * (pages - free), log)
        return ", ".join(f"{figure // 1000}" for figure in figures)

    def date_back(self, days: int) -> None:
        """Have everything be older by so many days."""
        with closing(sqlite3.connect(self.database, timeout=60)) as connection, connection:
            for table, column in _DATES:
                connection.execute(
                    f'update {table} set "{column}" ='
                    f" strftime('%Y-%m-%d %H:%M:%S.000000', \"{column}\", '-{days} days')"
                )

    def is_tidy(self) -> bool:
        """Whether nothing that ended is left."""
        with closing(sqlite3.connect(self.database, timeout=60)) as connection:
            query = "select count(*) from flow_run where end_time < date('now', '-7 days')"
            return bool(connection.execute(query).fetchone()[0] == 0)


@contextmanager
def _serving(folder: Path) -> Iterator[Served]:
    ports = free_port(), free_port()
    never = "0 0 1 1 *"
    with write_settings(folder).open("a", encoding="utf-8") as file:
        file.write(
            f"\n[serve]\nport = {ports[0]}\nprefect_port = {ports[1]}\n[schedule]\n"
            f'cron = "{never}"\nhealth = "{never}"\nbackup = "{never}"\n'
        )
    environment = {
        **os.environ,
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": str(LOOK),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ORPHAN_CLEANUP_LOOP_SECONDS": str(LOOK),
    }
    program = "from flows.cli import main; main()"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", program, "-c", str(folder / "coopfeed.toml"), "serve"],
            env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        api = f"http://127.0.0.1:{ports[1]}/api"
        yield Served(process, api, folder / "data/prefect/prefect.db")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(90)


def measure() -> Iterator[tuple[str, str]]:
    """Database and memory after each third of the runs."""
    stories = load_stories()
    names = list(dict.fromkeys(site for site, *_ in SOURCES.values()))
    with (
        tempfile.TemporaryDirectory() as top,
        serve_sites(names, 0, lambda address: build_sites(stories, address)) as address,
    ):
        write_catalog(Path(top) / "sources", address)
        with _serving(Path(top)) as served:
            ended: Counter[str] = Counter()
            tables = []
            for third in ("first", "second", "last"):
                ended.update(served.run() for _ in range(RUNS))
                yield f"{third} {RUNS} runs: file, in use, log of changes, kB", served.sizes()
                served.date_back(8)
                wait_for(served.is_tidy, _PATIENCE)
                time.sleep(3 * LOOK)  # logs and artifacts are deleted after their runs
                tables.append(served.rows())
                yield "  after retention", served.sizes()
                memory = served.processes()
                shown = ", ".join(f"{name} {kb // 1000}" for name, kb in memory.items())
                yield "  resident, MB", shown
            yield "states of the runs", ", ".join(f"{s} {n}" for s, n in ended.items())
            grown = tables[-1] - tables[-2]
            yield "rows that the last third added for good", _most(grown) or "none"


def _most(rows: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in rows.most_common(8))
