"""Runs whose process is gone but that Prefect still takes for running.

A process that was killed together with what watched over it can report nothing; its run would stay
`Running` for ever and keep its slot. Two cures: at the start of the schedule every run is ended
that cannot be alive any more; while a server is up, an automation ends what has sent no heartbeat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from prefect.automations import AutomationCore
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.states import Crashed

from flows.lock import exclusive
from pipeline_common.errors import StoreLockedError

#: Heartbeats come every 30 s (`flows.service`); three of them may be missed.
SILENCE = timedelta(seconds=90)
NAME = "runs without a heartbeat"
_ENDED = ("Completed", "Failed", "Cancelled", "Crashed")
_ALIVE = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)


def ensure_automation() -> None:
    """Have the server end runs that went silent; replaces an older one of the same name."""
    event = "prefect.flow-run"
    wanted = AutomationCore(
        name=NAME,
        trigger=EventTrigger(
            # A worker may die between taking a run up and its first heartbeat.
            after={f"{event}.{sign}" for sign in ("Pending", "Running", "heartbeat")},
            expect={f"{event}.{sign}" for sign in ("Running", "heartbeat", *_ENDED)},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENCE,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message="no sign of life")],
    )
    asyncio.run(_replace(wanted))


async def _replace(wanted: AutomationCore) -> None:
    async with get_client() as client:
        for old in await client.read_automations_by_name(NAME):
            await client.delete_automation(old.id)
        await client.create_automation(wanted)


def end_lost_runs(data: Path) -> int:
    """End every run that Prefect takes for running while nobody holds the data; how many.

    For the start of a schedule that has a server of its own: no run can be under way then, unless
    an earlier one still holds the lock; in that case nothing is touched.
    """
    try:
        with exclusive(data):
            return asyncio.run(_end_runs())
    except StoreLockedError:
        return 0


async def _end_runs() -> int:
    wanted = FlowRunFilter.model_validate({"state": {"type": {"any_": [*_ALIVE]}}})
    async with get_client() as client:
        lost: Sequence[FlowRun] = await client.read_flow_runs(flow_run_filter=wanted)
        for run in lost:
            state: State[None] = Crashed(message="its process is gone")
            await client.set_flow_run_state(run.id, state, force=True)
    return len(lost)


if __name__ == "__main__":
    ensure_automation()
