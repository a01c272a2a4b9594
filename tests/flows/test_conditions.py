"""What needs a hand, and what is only weather."""

from datetime import UTC, datetime

import pytest

from flows import conditions
from pipeline_common.models import State
from pipeline_common.store import SourceStatus

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def status(state, strip):
    return SourceStatus("s", state, "why", NOW, None, None, strip, None, False, None)


@pytest.mark.parametrize(
    ("state", "strip", "counts"),
    [
        (State.BLOCKED, "+x", True),
        (State.LIST_NOT_FOUND, "+?", True),
        (State.STALE, "==", True),
        (State.UNREACHABLE, "++!", False),
        (State.UNREACHABLE, "=!!", False),
        (State.UNREACHABLE, "!!!", True),
        (State.PARTIAL, "!~~", True),
        (State.OK, "xx+", False),
        (State.UNCHANGED, "!!=", False),
    ],
)
def test_passing_trouble_counts_when_it_stays(state, strip, counts):
    assert bool(conditions.of_sources([status(state, strip)])) is counts


def test_a_disk_below_the_limit_is_named_with_what_is_left():
    (found,) = conditions.of_disk({"/data": 5_000_000, "/big": 10**12}, limit=10**9)
    assert (found.kind, found.subject, found.detail) == ("disk", "/data", "5 MB free")


def test_a_database_is_damaged_when_its_check_says_so():
    assert conditions.of_database([]) == []
    assert conditions.of_database(["row 3 is gone"])[0].detail == "row 3 is gone"


def test_a_run_failed_when_a_step_did():
    assert conditions.of_run("all", []) == []
    assert conditions.of_run("all", ["a", "b"])[0].detail == "a; b"
