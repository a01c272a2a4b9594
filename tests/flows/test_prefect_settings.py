"""What the environment of `coopfeed serve` means to Prefect: bounded history, nothing sent home."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from flows.service import prefect_environment
from pipeline_common.settings import load_settings

pytestmark = pytest.mark.prefect

#: Two finished runs, one of them of last month; then what the hourly vacuum does, and a count.
PROGRAM = """
import asyncio, json, sqlite3, sys
from datetime import timedelta
from prefect.settings.context import get_current_settings

async def main():
    from prefect.server import schemas
    from prefect.server.database import provide_database_interface
    from prefect.server.models import flow_runs, flows
    from prefect.server.services.db_vacuum import vacuum_old_flow_runs
    from prefect.types._datetime import now

    db = provide_database_interface()
    await db.create_db()
    async with db.session_context(begin_transaction=True) as session:
        flow = await flows.create_flow(session, schemas.core.Flow(name="run"))
        for age in (1, 30):
            ended = now("UTC") - timedelta(days=age)
            run = schemas.core.FlowRun(
                flow_id=flow.id, state=schemas.states.Completed(), end_time=ended
            )
            made = await flow_runs.create_flow_run(session, run)
            made.end_time = ended
    await vacuum_old_flow_runs(db=db)
    async with db.session_context() as session:
        return len(await flow_runs.read_flow_runs(session))

if __name__ == "__main__":
    server = get_current_settings().server
    print(json.dumps({
        "left": asyncio.run(main()),
        "enabled": sorted(server.services.db_vacuum.enabled_vacuum_types),
        "runs": server.services.db_vacuum.retention_period.total_seconds(),
        "events": server.events.retention_period.total_seconds(),
        "analytics": server.analytics_enabled,
        "ephemeral": server.ephemeral.enabled,
    }))
"""


@pytest.fixture(scope="module")
def meant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prefect")
    (folder / "coopfeed.toml").write_text("")
    (folder / "data/prefect").mkdir(parents=True)
    environment = prefect_environment(load_settings(folder / "coopfeed.toml"))
    # Deleting by the server's own function needs its database, not its address.
    environment.pop("PREFECT_API_URL")
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_history_is_kept_for_a_week(meant):
    assert "flow_runs" in meant["enabled"]
    assert "events" in meant["enabled"]
    assert meant["runs"] == timedelta(days=7).total_seconds()
    assert meant["events"] == timedelta(days=1).total_seconds()


def test_runs_of_last_month_are_deleted(meant):
    assert meant["left"] == 1


def test_no_report_and_no_hidden_server(meant):
    assert meant["analytics"] is False
    assert meant["ephemeral"] is False
