"""From listing row to article: what came over the wire, and what is read from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pipeline_common.models.sources import Trust


class Origin(StrEnum):
    """Where a publication date was read; also the order in which we believe it."""

    META = "meta"
    JSON_LD = "json-ld"
    API = "api"  # a field of a JSON list or reply
    FEED = "feed"
    HEADER = "header"  # the line under the headline
    LISTING = "listing"
    ADDRESS = "address"
    TEXT = "text"
    GIVEN = "given"  # told by the caller


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date as far as it is known.

    `value` is ISO 8601: "2026", "2026-01", "2026-01-14" or "2026-01-14T08:30:00+08:00".
    """

    value: str
    origin: Origin = Origin.GIVEN

    def __post_init__(self) -> None:
        if not re.match(r"\d{4}(-\d\d(-\d\d(T.+)?)?)?$", self.value):
            raise ValueError(f"not an ISO date: {self.value!r}")

    @property
    def day(self) -> date | None:
        """The calendar day in China, where it is known to the day."""
        return date.fromisoformat(self.value[:10]) if len(self.value) >= 10 else None

    @property
    def instant(self) -> datetime | None:
        """The instant, where the page gave a time of day."""
        return datetime.fromisoformat(self.value) if "T" in self.value else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a listing page."""

    url: str
    title: str = ""
    published: Published | None = None
    outlet: str = ""
    body_html: str = ""  # where the list carries the whole text
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What came over the wire for one article, with the row that led to it."""

    source_id: str
    url: str  # after redirects
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    fetched_at: datetime
    row: Row | None = None
    backfill: bool = False
    more: tuple[bytes, ...] = ()  # bodies of pages 2, 3, ... of an article told over several


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or picture that an article links."""

    url: str
    title: str = ""
    kind: str = "file"  # or "image"


@dataclass(frozen=True, slots=True)
class Article:
    """An article as published; nothing in it is interpreted."""

    id: str  # `identity.article_key(url)`
    source_id: str
    url: str  # canonical
    title: str
    text: str  # paragraphs parted by "\n"
    published: Published | None = None
    outlet: str = ""
    encoding: str = ""
    family: str = ""
    home_place: str | None = None
    fetched_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    trust: Trust = Trust.NORMAL
    backfill: bool = False

    @property
    def content(self) -> str:
        """Headline and text: what milestones are read from and evidence offsets point into."""
        return f"{self.title}\n{self.text}" if self.title else self.text
