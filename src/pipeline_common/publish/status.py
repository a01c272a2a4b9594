"""What the page of sources shows about each of them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_common.models import State


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How a watched source is doing; `newest` is an ISO day.

    Nothing here changes with a run that finds nothing new: no time of the last look, and a fine
    source has no evidence. `coopfeed status` shows those.
    """

    source_id: str
    name: str
    homepage: str = ""
    state: State | None = None  # None: never run
    evidence: str = ""
    newest: str | None = None  # newest article
