"""The steps as plain functions."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from flows import steps
from pipeline_common.errors import NotFoundError, RegionProfileError, StoreError
from pipeline_common.models import CrawlReport, SourceReport, State
from pipeline_common.publish import PublishReport
from pipeline_common.settings import load_settings
from pipeline_common.store import IngestReport

NOW = datetime(2026, 5, 7, tzinfo=UTC)


def crawled(*states):
    sources = tuple(SourceReport(f"s{n}", state) for n, state in enumerate(states))
    return CrawlReport("b", NOW, NOW, sources)


@pytest.mark.parametrize(
    ("run", "complete"),
    [
        (steps.Run(), True),
        (steps.Run((crawled(State.OK, State.UNCHANGED),)), True),
        (steps.Run((crawled(State.OK, State.BLOCKED),)), False),
        (steps.Run((crawled(State.EMPTY),)), False),
        (steps.Run(ingested=(IngestReport("b", articles_new=3),)), True),
        (steps.Run(ingested=(IngestReport("b", set_aside=1),)), False),
        (steps.Run(damaged=("x.batch",)), False),
        (steps.Run(published=PublishReport(written=("a",))), True),
        (steps.Run(published=PublishReport(skipped=(("id", "why"),))), False),
    ],
)
def test_a_run_is_complete_when_nothing_failed(run, complete):
    assert run.complete is complete


def test_the_clock_is_aware():
    assert steps.clock().utcoffset() == timedelta(0)


def test_sources_are_those_named_else_those_of_the_settings_else_of_the_profile(demo):
    settings = demo.result.settings
    assert len(steps.load_sources(settings)) == 8
    assert [s.id for s in steps.load_sources(settings, ["demo_news"])] == ["demo_news"]
    chosen = settings.model_copy(update={"sources": ["demo_fuzhou"]})
    assert [s.id for s in steps.load_sources(chosen)] == ["demo_fuzhou"]
    with pytest.raises(NotFoundError, match="demo_news"):
        steps.load_sources(settings, ["demo_nwes"])


def test_reading_without_a_database_says_so_and_makes_none(tmp_path):
    (tmp_path / "coopfeed.toml").write_text("")
    settings = load_settings(tmp_path / "coopfeed.toml")
    with pytest.raises(StoreError, match="coopfeed run"):
        steps.open_store(settings, read_only=True)
    assert not settings.data.exists()


def test_progress_ends_at_the_total(demo, tmp_path):
    from flows.demo import run_demo

    seen = []
    run_demo(tmp_path, progress=lambda *step: seen.append(step))
    last = {stage: (done, total) for stage, done, total in seen}
    assert last["crawl"] == (8, 8)
    assert last["ingest"][0] == last["ingest"][1] > 30


def test_milestones_after_an_instant_are_those_of_the_runs_since(demo):
    settings = demo.result.settings
    published = sorted(m.published for m in demo.result.milestones)
    found = steps.milestones_after(settings, None)
    assert {m.id for m in found} == {m.id for m in demo.result.milestones}
    assert [m.published for m in steps.milestones_after(settings, published[-2])] == published[-1:]
    assert steps.last_published(settings) == published[-1]
    assert steps.milestones_after(settings, published[-1]) == []


def test_publishing_again_writes_nothing(demo, tmp_path):
    shutil.copytree(demo.folder, tmp_path / "copy")
    settings = load_settings(tmp_path / "copy" / "coopfeed.toml")
    assert steps.publish(settings).written == ()


def test_each_region_of_the_settings_has_a_feed(demo, tmp_path):
    shutil.copytree(demo.folder, tmp_path / "copy")
    settings = load_settings(tmp_path / "copy" / "coopfeed.toml")
    regions = ["middle_yangtze", "changjiufu", "middle_yangtze"]
    asked = settings.publish.model_copy(update={"regions": regions})
    steps.publish(settings.model_copy(update={"publish": asked}))
    titles = {
        path.stem: json.loads(path.read_bytes())["title"]
        for path in (settings.public / "feeds" / "region").glob("*.json")
    }
    assert set(titles) == {"changjiufu", "middle_yangtze"}
    assert titles["middle_yangtze"].endswith("：长江中游")


def test_a_region_that_is_none_is_told_before_anything_is_written(demo, tmp_path):
    shutil.copytree(demo.folder, tmp_path / "copy")
    settings = load_settings(tmp_path / "copy" / "coopfeed.toml")
    asked = settings.publish.model_copy(update={"regions": ["atlantis"]})
    with pytest.raises(RegionProfileError, match="atlantis"):
        steps.publish(settings.model_copy(update={"publish": asked}))
