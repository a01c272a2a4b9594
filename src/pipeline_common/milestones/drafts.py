"""Drafts: claims with date, parties and documents, before repeats are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from pipeline_common.milestones.claims import Claim
from pipeline_common.milestones.layout import Part
from pipeline_common.milestones.places import Party
from pipeline_common.models import EventDate, Kind


class Footing(IntEnum):
    """How firmly the date of a draft stands; higher wins a merge."""

    NONE = 0
    PUBLISHED = 1  # no date word: on or shortly before the publication
    VAGUE = 2  # 近日, 日前
    INHERITED = 3  # of the sentence or event before
    RELATIVE = 4  # 当天, 同日
    OWN = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim that stands; offsets into the normalised text."""

    claim: Claim
    kind: Kind
    date: EventDate | None
    footing: Footing
    places: tuple[str, ...]
    documents: tuple[str, ...]
    start: int
    end: int
    part: Part
    words: str  # of its clause
    parties: tuple[Party, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
