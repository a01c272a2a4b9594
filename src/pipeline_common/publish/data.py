"""The whole record for machines: JSON with a schema (2020-12), and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from pipeline_common.models import Kind, Milestone, Status
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.entries import title_of, updated_of
from pipeline_common.publish.labels import N_
from pipeline_common.publish.lines import Lines, date_key, join_lines, read_lines, replace_lines
from pipeline_common.publish.record import is_fed
from pipeline_common.publish.records import record_of
from pipeline_common.publish.wording import in_china
from pipeline_common.selection import Selection, year_of

#: Up to so many milestones there are also files of all of them; beyond, only those of the years.
WHOLE = 5_000
#: A spreadsheet takes a cell that starts so for a formula.
_FORMULA = ("=", "+", "-", "@")
COLUMNS = (
    "id", "date", "date_precision", "earliest", "latest", "kind", "places", "documents",
    "headline", "evidence", "status", "published", "updated", "page", "outlets", "urls",
)  # fmt: skip


def data_documents(
    edition: Edition,
    years: Collection[str],
    changed: Mapping[str, Milestone],
    read: Callable[[str], bytes | None],
) -> Iterator[Document]:
    """The files of these years of events, then those of everything, and the schema.

    `changed` are the milestones that changed, by id; `read` gives what a file holds now, None where
    all of it has to be made anew.
    """
    made: dict[str, Lines] = {}

    def lines(year: str) -> Lines:
        if year not in made:
            made[year] = _lines(edition, year, changed, read(data_file(year, "json")))
        return made[year]

    all_in_one = is_whole(edition)
    for year in sorted(years):
        yield Document(data_file(year, "json"), lambda y=year: join_lines(lines(y).values()))  # type: ignore[misc]
        yield Document(data_file(year, "csv"), lambda y=year: _csv(lines(y).values()))  # type: ignore[misc]
        if not all_in_one:
            made.clear()  # nobody asks for them again, and decades of them fill the memory
    if all_in_one:
        every = [key.removeprefix("year/") for key in edition.views if key.startswith("year/")]

        def whole() -> Iterator[str]:
            found = {key: text for year in every for key, text in lines(year).items()}
            return (found[key] for key in sorted(found, reverse=True))

        yield Document("data/milestones.json", lambda: join_lines(whole()))
        yield Document("data/milestones.csv", lambda: _csv(whole()))
    yield Document("data/schema.json", render_schema)


def data_file(year: str, suffix: str) -> str:
    """Path of the file of a year of events."""
    return f"data/{year}.{suffix}"


def is_whole(edition: Edition) -> bool:
    """Whether there are files of everything."""
    return sum(edition.record.months().values()) <= WHOLE


def row_of(milestone: Milestone, edition: Edition) -> dict[str, Any]:
    """A milestone as a mapping: identity and instants, then `record_of`."""
    updated = in_china(updated_of(milestone))
    return {
        "id": milestone.id,
        "headline": title_of(milestone, edition.labels),
        "page": edition.base(entry_page(milestone.id)),
        "published": in_china(milestone.published or updated).isoformat(),
        "updated": updated.isoformat(),
    } | record_of(milestone)


def _lines(
    edition: Edition, year: str, changed: Mapping[str, Milestone], before: bytes | None
) -> Lines:
    kept = read_lines(before, lambda row: (date_key(row["date"]), row["id"]))
    if kept is None:
        fresh: Iterable[Milestone] = edition.latest(Selection(year=year), listed=False)
        return replace_lines({}, (), dict(_line(m, edition) for m in fresh))
    fresh = [
        m for m in changed.values() if is_fed(m) and year_of(m) == year and edition.press.entry(m)
    ]
    return replace_lines(kept, changed, dict(_line(m, edition) for m in fresh))


def _line(milestone: Milestone, edition: Edition) -> tuple[tuple[str, str], str]:
    row = row_of(milestone, edition)
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return (date_key(row["date"]), milestone.id), text


def _csv(lines: Iterable[str]) -> bytes:
    """CSV (RFC 4180) with a byte order mark, which spreadsheets need to see UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in map(json.loads, lines):
        sources = row["sources"]
        flat = row | {
            "outlets": [source["outlet"] for source in sources],
            "urls": [source["url"] for source in sources if source["url"]],
        }
        writer.writerow([_cell(flat[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def render_schema() -> bytes:
    """The JSON Schema of the JSON files."""
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
    "id": N_("永久编号，不随更正、合并、搬家而变"),
    "date": N_("事件日期（EDTF，ISO 8601-2）；“~”表示或稍早，“X”表示未载"),
    "date_precision": N_("日期的精度：day、range、month、year、approx 等"),
    "earliest / latest": N_("日期可能的首日与末日"),
    "kind": N_("类别"),
    "places": N_("参与方，简称"),
    "documents": N_("文件，带书名号"),
    "headline / evidence": N_("标题与原文依据"),
    "status": N_("active 有效，withdrawn 已撤回"),
    "published / updated": N_("首次发布与最近更新的时间"),
    "backfill": N_("是否补录的历史"),
    "sources": N_("全部来源：地址、媒体、发布日期、存档时间、快照的 SHA-256"),
}
