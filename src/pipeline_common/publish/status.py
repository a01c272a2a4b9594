"""What the page of sources shows about each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_common.models import State


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How a watched source is doing; instants aware, `newest` an ISO day."""

    source_id: str
    name: str
    homepage: str = ""
    state: State | None = None  # None: never run
    evidence: str = ""
    checked: datetime | None = None  # last run
    succeeded: datetime | None = None  # last run that read the list
    newest: str | None = None  # newest article
