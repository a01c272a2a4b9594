"""The figures for Prometheus, read by its own parser."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.metrics import Figures, render
from pipeline_common.models import State
from pipeline_common.store import SourceStatus

parser = pytest.importorskip("prometheus_client.parser")
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def figures(*sources):
    return Figures(NOW, True, sources, {"article": 7}, 4096, 2, 10**12)


def source(ident, state=State.BLOCKED):
    return SourceStatus(ident, state, "why", NOW, NOW, None, "x", None, False, None)


def samples(text):
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in parser.text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_every_figure_is_there():
    found = samples(render(figures(source("a"))))
    assert found["coopfeed_run_finished_seconds", ()] == NOW.timestamp()
    assert found["coopfeed_source_state", (("source", "a"), ("state", "blocked"))] == 1
    assert found["coopfeed_source_state", (("source", "a"), ("state", "ok"))] == 0
    assert found["coopfeed_source_success_seconds", (("source", "a"),)] == NOW.timestamp()
    assert found["coopfeed_stored", (("what", "article"),)] == 7
    assert found["coopfeed_disk_free_bytes", ()] == 10**12
    assert not any(name == "coopfeed_source_new_seconds" for name, _ in found)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_name_of_a_source_is_read_back(name):
    found = samples(render(figures(source(name))))
    assert ("coopfeed_source_success_seconds", (("source", name),)) in found


def test_each_source_is_in_exactly_one_state():
    found = samples(render(figures(source("a", State.STALE), source("b", State.OK))))
    for ident in "ab":
        values = [v for (n, labels), v in found.items()
                  if n == "coopfeed_source_state" and ("source", ident) in labels]  # fmt: skip
        assert sorted(values)[-2:] == [0, 1]
