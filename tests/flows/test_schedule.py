"""The schedule of the settings as a plan."""

from flows.schedule import plan
from pipeline_common.settings import ScheduleSettings


def test_groups_without_their_own_time_run_together():
    schedule = ScheduleSettings(cron="0 6 * * *", groups={"papers": "0 7 * * *"})
    entries = plan(schedule, ["default", "papers", "national"])
    assert [(e.name, e.cron, e.groups) for e in entries] == [
        ("papers", "0 7 * * *", ("papers",)),
        ("regular", "0 6 * * *", ("default", "national")),
    ]
    assert {e.timezone for e in entries} == {"Asia/Shanghai"}


def test_a_group_that_no_source_is_in_is_not_planned():
    schedule = ScheduleSettings(groups={"papers": "0 7 * * *"})
    assert [e.name for e in plan(schedule, ["default"])] == ["regular"]


def test_no_entry_for_the_others_when_there_are_none():
    schedule = ScheduleSettings(groups={"papers": "0 7 * * *"})
    assert [e.name for e in plan(schedule, ["papers"])] == ["papers"]
