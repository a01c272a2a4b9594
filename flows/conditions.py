"""What needs a hand: sources that do not work, a damaged database, a full disk. Pure.

A source that was out of reach or half-read once is ordinary; it counts when it stays so for several
runs. A refusal, a redesign or silence counts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline_common.models import State
from pipeline_common.store import LETTERS, SourceStatus

#: Runs in a row after which a passing trouble counts.
PATIENCE = 3
_PASSING = (State.UNREACHABLE, State.PARTIAL)
_WELL = {LETTERS[State.OK], LETTERS[State.UNCHANGED]}


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that needs a hand.

    `kind` is "source", "run", "database" or "disk"; `subject` names the thing among its kind;
    `state` is what is compared between two looks, `detail` a line for a person.
    """

    kind: str
    subject: str
    state: str
    detail: str

    @property
    def key(self) -> str:
        """What it is about, under which it is remembered."""
        return f"{self.kind}:{self.subject}"


def of_sources(statuses: Iterable[SourceStatus]) -> list[Condition]:
    """The sources that need a person."""
    return [
        Condition("source", s.source_id, s.state.value, s.evidence)
        for s in statuses
        if s.state.needs_person and (s.state not in _PASSING or _stays(s.strip))
    ]


def of_disk(free: Mapping[str, int], limit: int) -> list[Condition]:
    """The folders on disks with fewer than `limit` bytes free; `free` in bytes, by folder."""
    return [
        Condition("disk", folder, "nearly full", f"{size // 1_000_000} MB free")
        for folder, size in free.items()
        if size < limit
    ]


def of_database(problems: Sequence[str]) -> list[Condition]:
    """The database, when its check found something."""
    if not problems:
        return []
    return [Condition("database", "coopfeed.sqlite", "damaged", "; ".join(problems[:3]))]


def of_run(name: str, failures: Sequence[str]) -> list[Condition]:
    """The run of that name, when it failed."""
    return [Condition("run", name, "failed", "; ".join(failures))] if failures else []


def _stays(strip: str) -> bool:
    last = strip[-PATIENCE:]
    return len(last) == PATIENCE and not _WELL.intersection(last)
