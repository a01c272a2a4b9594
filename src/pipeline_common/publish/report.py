"""What a publication came to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishReport:
    """Paths written or removed, files left alone, ids left out, feeds still to be told of."""

    written: tuple[str, ...] = ()
    unchanged: int = 0
    skipped: tuple[tuple[str, str], ...] = ()  # id and reason
    cleaned: int = 0  # changed milestones whose texts held characters that are never published
    untold: tuple[tuple[str, str], ...] = ()  # feed the hub was not told of, and reason
