"""A compressed week: scheduled runs while faults of the sites come and go."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
RUNS, LASTS = 12, 3
PROGRAM = """
import dataclasses, json, pathlib, sys
from tests.benchmarks.week import live
if __name__ == "__main__":
    week = live(pathlib.Path(sys.argv[1]), int(sys.argv[2]), period=6, lasts=int(sys.argv[3]))
    print(json.dumps(dataclasses.asdict(week)))
"""
#: What each fault has to look like: the state, and words of its evidence.
SHOWN = {
    "server error": ("unreachable", "status 500"),
    "challenge": ("blocked", "status 412"),
    "redesign": ("list-not-found", "no list in a page"),
    "absence": ("list-not-found", "status 404"),
    "silence": ("unreachable", "no whole answer in time"),
    "lost name": ("unreachable", "name cannot be resolved"),
}


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    folder = tmp_path_factory.mktemp("week")
    command = [sys.executable, "-c", PROGRAM, str(folder), str(RUNS), str(LASTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return SimpleNamespace(**json.loads(done.stdout.splitlines()[-1]))


def test_every_fault_was_tried(week):
    assert set(week.shown) == set(SHOWN)


@pytest.mark.parametrize("fault", SHOWN)
def test_a_fault_shows_as_one_state_with_its_own_evidence(week, fault):
    state, words = SHOWN[fault]
    ((line, times),) = week.shown[fault].items()
    assert line.startswith(f"{state}: ")
    assert words in line
    assert times == LASTS


def test_there_is_one_message_for_each_change(week):
    about = Counter(line.removeprefix("source ").partition(":")[0] for line in week.told)
    assert about == Counter(week.expected)
    over = [line for line in week.told if "no longer" in line]
    assert len(over) == len(SHOWN)


@pytest.mark.parametrize("words", [SHOWN["silence"][1], SHOWN["lost name"][1]])
def test_who_is_out_of_reach_is_told_once_and_why(week, words):
    assert sum(words in line for line in week.told) == 1


def test_nothing_is_lost_and_nothing_doubled(week):
    assert len(set(week.milestones)) == 1


def test_the_database_does_not_grow_by_runs_that_find_nothing(week):
    assert week.sizes[-1] < week.sizes[0] * 1.5
