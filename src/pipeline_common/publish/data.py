"""The whole record for machines: JSON with a schema (2020-12), and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline_common.models import Kind, Milestone, Status
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.entries import title_of
from pipeline_common.publish.records import record_of
from pipeline_common.publish.wording import in_china

#: A spreadsheet takes a cell that starts so for a formula.
_FORMULA = ("=", "+", "-", "@")
COLUMNS = (
    "id", "date", "date_precision", "earliest", "latest", "kind", "places", "documents",
    "headline", "evidence", "status", "published", "updated", "page", "outlets", "urls",
)  # fmt: skip


def rows(milestones: Iterable[Milestone], edition: Edition) -> Iterator[dict[str, Any]]:
    """One mapping a milestone: identity and instants, then `record_of`."""
    for milestone in milestones:
        updated = edition.instants[milestone.id]
        yield {
            "id": milestone.id,
            "headline": title_of(milestone, edition.labels),
            "page": edition.base(entry_page(milestone.id)),
            "published": in_china(milestone.published or updated).isoformat(),
            "updated": updated.isoformat(),
        } | record_of(milestone)


def render_json(milestones: Iterable[Milestone], edition: Edition) -> bytes:
    """A JSON array, one milestone a line, UTF-8."""
    found = rows(milestones, edition)
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in found)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def render_csv(milestones: Iterable[Milestone], edition: Edition) -> bytes:
    """CSV (RFC 4180) with a byte order mark, which spreadsheets need to see UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(milestones, edition):
        sources = row["sources"]
        flat = row | {
            "outlets": [source["outlet"] for source in sources],
            "urls": [source["url"] for source in sources if source["url"]],
        }
        writer.writerow([_cell(flat[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def render_schema() -> bytes:
    """The JSON Schema of `render_json`."""
    return (json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n").encode()


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


_TEXT = {"type": "string"}
_OPTIONAL = {"type": ["string", "null"]}
_INSTANT = {"type": "string", "format": "date-time"}
_DAY = {"type": ["string", "null"], "format": "date"}
_LIST = {"type": "array", "items": _TEXT}
_SOURCE = {
    "url": _OPTIONAL,
    "title": _TEXT,
    "outlet": _TEXT,
    "published": _OPTIONAL,
    "evidence": _TEXT,
    "fetched": _INSTANT,
    "snapshot": _TEXT,
}
_FIELDS: dict[str, Any] = {
    "id": {"type": "string", "format": "uri"},
    "headline": _TEXT,
    "page": {"type": "string", "format": "uri"},
    "published": _INSTANT,
    "updated": _INSTANT,
    "date": {**_OPTIONAL, "description": "EDTF (ISO 8601-2); null: none was given"},
    "date_precision": _OPTIONAL,
    "earliest": _DAY,
    "latest": _DAY,
    "kind": {"enum": [kind.value for kind in Kind]},
    "places": _LIST,
    "documents": _LIST,
    "evidence": _TEXT,
    "status": {"enum": [status.value for status in Status]},
    "backfill": {"type": "boolean"},
    "attributes": {"type": "object", "additionalProperties": _TEXT},
    "sources": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": _SOURCE,
            "required": list(_SOURCE),
            "additionalProperties": False,
        },
    },
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Milestones",
    "type": "array",
    "items": {
        "type": "object",
        "properties": _FIELDS,
        "required": list(_FIELDS),
        "additionalProperties": False,
    },
}

#: What each field means, for the page of the data.
FIELD_NOTES = {
    "id": "永久编号，不随更正、合并、搬家而变",
    "date": "事件日期（EDTF，ISO 8601-2）；“~”表示或稍早，“X”表示未载",
    "date_precision": "日期的精度：day、range、month、year、approx 等",
    "earliest / latest": "日期可能的首日与末日",
    "kind": "类别",
    "places": "参与方，简称",
    "documents": "文件，带书名号",
    "headline / evidence": "标题与原文依据",
    "status": "active 有效，withdrawn 已撤回",
    "published / updated": "首次发布与最近更新的时间",
    "backfill": "是否补录的历史",
    "sources": "全部来源：地址、媒体、发布日期、存档时间、快照的 SHA-256",
}
