"""The deployments for several machines."""

from importlib import import_module
from pathlib import Path

import pytest
import yaml

DEPLOYMENTS = yaml.safe_load(
    (Path(__file__).parents[2] / "deploy" / "prefect.yaml").read_text()
)["deployments"]  # fmt: skip


@pytest.mark.prefect
@pytest.mark.parametrize("entry", DEPLOYMENTS, ids=lambda entry: entry["name"])
def test_every_deployment_names_a_flow_and_parameters_it_takes(entry):
    from prefect import Flow

    module, _, name = entry["entrypoint"].rpartition(".")
    flow = getattr(import_module(module), name)
    assert isinstance(flow, Flow)
    assert set(entry["parameters"]) <= set(flow.parameters.properties)


@pytest.mark.prefect
def test_a_spread_run_finds_the_deployment_that_crawls():
    from flows import cluster
    from flows.pipeline import collect

    flow_name, _, name = cluster.COLLECT.partition("/")
    (entry,) = [entry for entry in DEPLOYMENTS if entry["name"] == name]
    assert flow_name == collect.name
    assert entry["entrypoint"].endswith(".collect")


def test_what_works_on_the_database_runs_one_at_a_time_in_one_pool():
    for entry in DEPLOYMENTS:
        if entry["name"] != "any":
            assert entry["work_pool"]["name"] == "coopfeed-main"
            assert entry["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def test_times_are_of_china():
    times = [schedule for entry in DEPLOYMENTS for schedule in entry.get("schedules", ())]
    assert times
    assert {schedule["timezone"] for schedule in times} == {"Asia/Shanghai"}
