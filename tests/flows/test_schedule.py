"""The schedule of the settings as a plan."""

import pytest

from flows.schedule import deployment, last_starts, plan
from pipeline_common.settings import ScheduleSettings, load_settings


def crawling(entries):
    return [(e.name, e.when, e.groups) for e in entries if e.flow == "run"]


def test_groups_without_their_own_time_run_together():
    schedule = ScheduleSettings(cron="0 6 * * *", groups={"papers": "0 7 * * *"})
    entries = plan(schedule, ["default", "papers", "national"])
    assert crawling(entries) == [
        ("papers", "0 7 * * *", ("papers",)),
        ("regular", "0 6 * * *", ("default", "national")),
    ]
    assert {e.timezone for e in entries} == {"Asia/Shanghai"}


def test_a_group_that_no_source_is_in_is_not_planned():
    schedule = ScheduleSettings(groups={"papers": "0 7 * * *"})
    assert [name for name, *_ in crawling(plan(schedule, ["default"]))] == ["regular"]


def test_no_entry_for_the_others_when_there_are_none():
    schedule = ScheduleSettings(groups={"papers": "0 7 * * *"})
    assert [name for name, *_ in crawling(plan(schedule, ["papers"]))] == ["papers"]


def test_the_daily_look_and_the_copy_have_their_times():
    entries = plan(ScheduleSettings(health="0 5 * * *", backup="every 2 days"), [])
    assert [(e.flow, e.when) for e in entries] == [
        ("health", "0 5 * * *"),
        ("backup", "every 2 days"),
    ]


@pytest.mark.prefect
def test_cron_and_interval_become_deployments_that_run_one_at_a_time():
    schedule = ScheduleSettings(jitter=7, groups={"national": "every 2 hours"})
    made = [deployment(e, "x.toml") for e in plan(schedule, ["national", "region"])]
    national, regular, health, _ = made
    assert national.schedules[0].schedule.interval.total_seconds() == 7200
    assert regular.schedules[0].schedule.cron == schedule.cron
    assert {m.schedules[0].schedule.timezone for m in made} == {"Asia/Shanghai"}
    assert {m.concurrency_limit for m in made} == {1}
    assert regular.parameters == {"config": "x.toml", "groups": ["region"], "jitter": 7}
    assert health.parameters == {"config": "x.toml"}
    assert [m.flow_name for m in made] == ["run", "run", "health", "backup"]
    assert "national" in national.tags


def test_the_last_start_of_an_entry_is_that_of_its_sources(demo):
    settings = demo.result.settings
    entries = plan(ScheduleSettings(groups={"papers": "0 7 * * *"}), ["default", "papers"])
    (crawl,) = demo.result.run.crawls
    assert last_starts(settings, entries) == {"regular": crawl.finished}


def test_what_never_ran_was_not_missed(tmp_path):
    (tmp_path / "coopfeed.toml").write_text("")
    settings = load_settings(tmp_path / "coopfeed.toml")
    assert last_starts(settings, plan(settings.schedule, ["default"])) == {}
