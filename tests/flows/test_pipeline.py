"""The Prefect flow around the same steps, on the sample sites."""

from __future__ import annotations

import asyncio

import pytest

from flows.demo import SOURCES, write_settings
from flows.demo.catalog import write_catalog
from flows.demo.server import serve_sites
from flows.demo.sites import build_sites
from flows.demo.stories import load_stories

pytestmark = pytest.mark.prefect


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The flow's final state, all artifacts by key, its folder, and states of the other flows."""
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    from flows import chores, pipeline

    folder = tmp_path_factory.mktemp("flow")
    stories = load_stories()
    sites = list(dict.fromkeys(site for site, *_ in SOURCES.values()))
    with (
        serve_sites(sites, 0, lambda address: build_sites(stories, address)) as address,
        prefect_test_harness(server_startup_timeout=120),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        write_catalog(folder / "sources", address)
        config = str(write_settings(folder))
        state = pipeline.run(config, return_state=True)
        others = {
            flow.name: flow(config, return_state=True)
            for flow in (
                pipeline.collect, pipeline.ingest, pipeline.publish,
                chores.health, chores.backup, chores.reprocess,
            )
        }  # fmt: skip

        async def read():
            async with get_client() as client:
                return await client.read_artifacts()

        artifacts = {artifact.key: artifact for artifact in asyncio.run(read())}
    return state, artifacts, folder, others


def test_the_flow_does_what_a_run_does(finished):
    state, _, folder, _ = finished
    assert state.is_completed(), state.message
    assert (folder / "public/feeds/all.atom").exists()


def test_its_message_names_who_needs_a_person(finished):
    state, *_ = finished
    assert "new milestones" in state.message
    assert "demo_blocked, demo_redesigned" in state.message


def test_artifacts_are_for_a_person(finished):
    _, artifacts, *_ = finished
    assert "demo_blocked" in str(artifacts["sources"].data)
    assert "《关于加快昌抚一体化发展的若干措施》" in artifacts["milestones"].data
    assert "](http" in artifacts["milestones"].data
    assert "demo_blocked" in str(artifacts["health"].data)
    assert artifacts["crawl"].type == "progress"


def test_every_step_is_a_flow_of_its_own(finished):
    *_, folder, others = finished
    assert {name: state.is_completed() for name, state in others.items()} == dict.fromkeys(
        ("collect", "ingest", "publish", "health", "backup", "reprocess"), True
    )
    assert "demo_redesigned: list-not-found" in others["health"].message
    assert "0 milestones differ; nothing written" in others["reprocess"].message
    (copy,) = (folder / "backups").iterdir()
    assert copy.name in others["backup"].message


def test_a_run_leaves_its_figures(finished):
    _, _, folder, _ = finished
    assert "coopfeed_run_succeeded 1" in (folder / "data/metrics.prom").read_text()
