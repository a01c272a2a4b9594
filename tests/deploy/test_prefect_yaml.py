"""The deployments for several machines."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from crawler.catalog import load_sources
from flows.schedule import plan
from flows.times import parse_interval
from pipeline_common.settings import ScheduleSettings

DEPLOYMENTS = yaml.safe_load(
    (Path(__file__).parents[2] / "deploy" / "prefect.yaml").read_text()
)["deployments"]  # fmt: skip
GROUPS = sorted({source.group for source in load_sources().values()})


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


def crawling():
    """The deployments that start runs, by the groups they crawl."""
    return {
        tuple(entry["parameters"]["groups"]): entry
        for entry in DEPLOYMENTS
        if entry["entrypoint"].endswith(".run_spread")
    }


def test_every_group_of_the_catalogue_is_crawled_by_one_deployment():
    named = [group for groups in crawling() for group in groups]
    assert sorted(named) == GROUPS


def test_groups_and_chores_run_when_one_machine_would_run_them():
    """The times that docs/operations.md gives as the example, for several machines."""
    settings = ScheduleSettings(groups={"papers": "0 7 * * *", "national": "every 1 hours"})
    written = {entry["name"]: entry for entry in DEPLOYMENTS}
    for entry in plan(settings, GROUPS):
        (schedule,) = written[entry.name]["schedules"]
        interval = parse_interval(entry.when)
        if interval is None:
            assert schedule["cron"] == entry.when
        else:
            assert timedelta(seconds=schedule["interval"]) == interval
        assert schedule["timezone"] == entry.timezone
        assert tuple(written[entry.name]["parameters"].get("groups", ())) == entry.groups
