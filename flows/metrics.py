"""Figures for Prometheus, as a text file for node_exporter's textfile collector.

Format: Prometheus text exposition format 0.0.4. Instants are Unix seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline_common.models import State
from pipeline_common.store import SourceStatus

FILE = "metrics.prom"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured after a run; sizes in bytes."""

    finished: datetime
    succeeded: bool
    sources: tuple[SourceStatus, ...]
    counts: Mapping[str, int]  # rows by table, as `Store.counts` gives them
    database: int
    waiting: int  # batches in the inbox
    free: int  # on the disk of the data folder


def render(figures: Figures) -> str:
    """The text of the file, ending with a newline."""
    families = [
        ("coopfeed_run_finished_seconds", "End of the last run.",
         [("", figures.finished.timestamp())]),
        ("coopfeed_run_succeeded", "Whether no step of the last run failed.",
         [("", float(figures.succeeded))]),
        ("coopfeed_source_state", "1 for the state a source is in.",
         [(_labels(source=s.source_id, state=state.value), float(s.state is state))
          for s in figures.sources for state in State]),
        ("coopfeed_source_success_seconds", "When the listing of a source was last readable.",
         [(_labels(source=s.source_id), s.last_success.timestamp())
          for s in figures.sources if s.last_success]),
        ("coopfeed_source_new_seconds", "When a source last had something new.",
         [(_labels(source=s.source_id), s.last_new.timestamp())
          for s in figures.sources if s.last_new]),
        ("coopfeed_stored", "Rows in the database.",
         [(_labels(what=name), float(number)) for name, number in figures.counts.items()]),
        ("coopfeed_database_bytes", "Size of the database.", [("", float(figures.database))]),
        ("coopfeed_inbox_batches", "Batches that wait.", [("", float(figures.waiting))]),
        ("coopfeed_disk_free_bytes", "Free on the disk of the data folder.",
         [("", float(figures.free))]),
    ]  # fmt: skip
    return "".join(f"{line}\n" for family in families for line in _lines(*family))


def _lines(name: str, meaning: str, samples: Iterable[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} gauge"
    for labels, value in samples:
        yield f"{name}{labels} {value:.15g}"


def _labels(**values: str) -> str:
    return "{" + ",".join(f'{name}="{_escape(v)}"' for name, v in values.items()) + "}"


def _escape(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
