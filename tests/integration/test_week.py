"""A compressed week: scheduled runs while faults of the sites come and go."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
RUNS = 12
PROGRAM = """
import dataclasses, json, pathlib, sys
from tests.benchmarks.week import live
if __name__ == "__main__":
    week = live(pathlib.Path(sys.argv[1]), int(sys.argv[2]), period=6, lasts=3)
    print(json.dumps(dataclasses.asdict(week)))
"""


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    command = [sys.executable, "-c", PROGRAM, str(tmp_path_factory.mktemp("week")), str(RUNS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return SimpleNamespace(**json.loads(done.stdout.splitlines()[-1]))


def test_every_fault_shows_as_a_state(week):
    assert {"ok", "unchanged", "blocked", "list-not-found", "unreachable"} <= set(week.states)


def test_there_is_one_message_for_each_change(week):
    assert len(week.told) == len(week.expected)
    assert any("no longer" in line for line in week.told)


def test_nothing_is_lost_and_nothing_doubled(week):
    assert len(set(week.milestones)) == 1


def test_the_database_does_not_grow_by_runs_that_find_nothing(week):
    assert week.sizes[-1] < week.sizes[0] * 1.5
