"""What was published last, kept beside the output: it makes the cost follow what changed.

    .coopfeed/state.json     the `Manifest`
    .coopfeed/ledger/..      what was published of each milestone (`publish.ledger`)
    .coopfeed/topics.json    feeds that a hub was not told of yet (`publish.topics`)
    .coopfeed/pending.json   what a publication is about to touch; there only while one runs

A publication that was cut off leaves `pending.json`: the next one makes again what that one had
begun, from the state before it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline_common.publish.files import OutputFolder

_STATE = ".coopfeed/state.json"
_PENDING = ".coopfeed/pending.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last finished publication; mappings are by key of a view or by id of a milestone."""

    seed: str = ""  # hash of all that every document depends on; another one: make everything
    revision: int = 0  # of the record
    sources: str = ""  # hash of what is shown of the sources
    live: bool = False  # whether anything but back-filled history was published
    pages: int = 0  # of milestones
    documents: Mapping[str, int] = field(default_factory=dict)  # all other files, each 1
    titles: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, list[str]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    archives: tuple[str, ...] = ()  # oldest first
    refused: Mapping[str, str] = field(default_factory=dict)  # id -> why it cannot be published
    faults: Mapping[str, str] = field(default_factory=dict)  # id -> why a format left it out

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """Id and reason of all that was left out somewhere."""
        return tuple({**self.faults, **self.refused}.items())


@dataclass(frozen=True, slots=True)
class Pending:
    """What a publication touches."""

    whole: bool = False
    ids: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)  # of those views
    names: Mapping[str, list[str]] = field(default_factory=dict)  # as in `Manifest`


def load_manifest(folder: OutputFolder) -> Manifest:
    """The manifest of the folder, empty where there is none that can be read."""
    try:
        data: dict[str, Any] = json.loads(folder.read(_STATE) or b"{}")
        return Manifest(**{**data, "archives": tuple(data.get("archives", ()))})
    except (ValueError, TypeError, AttributeError):
        return Manifest()


def save_manifest(folder: OutputFolder, manifest: Manifest) -> None:
    """Record a finished publication. Raises OutputError."""
    data = dataclasses.asdict(manifest)  # names are kept as they came: ASCII holds any of them
    folder.put(_STATE, json.dumps(data, sort_keys=True).encode())
    folder.remove(_PENDING)


def load_pending(folder: OutputFolder) -> Pending | None:
    """What a publication that was cut off was about to touch; None where none was."""
    raw = folder.read(_PENDING)
    if raw is None:
        return None
    folder.sweep()
    try:
        data: dict[str, Any] = json.loads(raw)
        return Pending(**{**data, "ids": tuple(data["ids"]), "views": tuple(data["views"])})
    except (ValueError, TypeError, KeyError):
        return Pending(whole=True)


def save_pending(folder: OutputFolder, pending: Pending) -> None:
    """Say what will be touched, before anything is. Raises OutputError."""
    folder.put(_PENDING, json.dumps(dataclasses.asdict(pending)).encode())
