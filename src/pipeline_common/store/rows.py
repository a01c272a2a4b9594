"""Domain values to columns and back."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pipeline_common.codec import dump, load
from pipeline_common.models import (
    Article,
    Attachment,
    EventDate,
    Kind,
    Mention,
    Origin,
    Published,
    Report,
    Trust,
)


def marks(values: Sequence[object]) -> str:
    """A mark for each of the values, for `in (..)`."""
    return ", ".join("?" * len(values))


def to_time(moment: datetime) -> str:
    """ISO 8601 in UTC, of one width, so that it sorts. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a time without zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_time(text: str) -> datetime:
    """The aware datetime of a stored time."""
    return datetime.fromisoformat(text)


def to_json(value: Iterable[str] | Mapping[str, str]) -> str:
    """JSON of names or of a mapping, Chinese as it is."""
    data = dict(value) if isinstance(value, Mapping) else list(value)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def to_names(text: str) -> tuple[str, ...]:
    """The names of a JSON list."""
    return tuple(json.loads(text))


def to_sketch(shingles: Sequence[int]) -> bytes:
    """Eight bytes a hash."""
    return struct.pack(f">{len(shingles)}q", *shingles)


def from_sketch(blob: bytes) -> tuple[int, ...]:
    """The hashes of a stored sketch."""
    return struct.unpack(f">{len(blob) // 8}q", blob)


def to_attachments(attachments: Iterable[Attachment]) -> str:
    """JSON of the attachments."""
    return json.dumps(dump(tuple(attachments)), ensure_ascii=False, separators=(",", ":"))


def to_article(row: sqlite3.Row) -> Article:
    """An article from all columns of its table."""
    return Article(
        id=row["key"],
        source_id=row["source"],
        url=row["url"],
        title=row["title"],
        text=row["body"],
        published=to_published(row["published"], row["published_from"]),
        outlet=row["outlet"],
        encoding=row["encoding"],
        family=row["family"],
        home_place=row["home_place"],
        fetched_at=from_time(row["changed"]),
        attachments=tuple(load(Attachment, a) for a in json.loads(row["attachments"])),
        trust=Trust(row["trust"]),
        backfill=bool(row["backfill"]),
    )


def to_published(value: str | None, origin: str | None) -> Published | None:
    """A publication date from its two columns."""
    return Published(value, Origin(origin)) if value and origin else None


def to_date(edtf: str | None) -> EventDate | None:
    """An event date from its column."""
    return EventDate(edtf) if edtf else None


def to_mention(row: sqlite3.Row) -> Mention:
    """A mention from the columns of its table."""
    return Mention(
        date=to_date(row["date"]),
        kind=Kind(row["kind"]),
        places=to_names(row["places"]),
        documents=to_names(row["documents"]),
        headline=row["headline"],
        evidence=row["evidence"],
        start=row["start"],
        end=row["end"],
        background=bool(row["background"]),
        attributes=json.loads(row["attributes"]),
    )


def from_mention(mention: Mention) -> dict[str, Any]:
    """The columns of a mention, without those that place it."""
    return {
        "start": mention.start,
        "end": mention.end,
        "kind": mention.kind.value,
        "date": mention.date.edtf if mention.date else None,
        "places": to_json(mention.places),
        "documents": to_json(mention.documents),
        "headline": mention.headline,
        "evidence": mention.evidence,
        "background": int(mention.background),
        "attributes": to_json(mention.attributes),
    }


def to_report(row: sqlite3.Row) -> Report:
    """A report from the columns that `milestones.read` joins."""
    return Report(
        article_id=row["key"],
        url=row["url"],
        title=row["title"],
        outlet=row["outlet"],
        source_id=row["source"],
        published=to_published(row["published"], row["published_from"]),
        evidence=row["evidence"],
        fetched_at=from_time(row["changed"]),
        snapshot=row["snapshot"] or "",
        trust=Trust(row["trust"]),
    )
