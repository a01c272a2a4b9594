"""The whole record for machines: JSON with a schema (2020-12), and CSV for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain
from typing import Any

from pipeline_common.models import Kind, Milestone, Status
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.entries import title_of, updated_of
from pipeline_common.publish.labels import N_
from pipeline_common.publish.lines import Array, Form, Key, date_key, in_order
from pipeline_common.publish.record import is_fed
from pipeline_common.publish.records import record_of
from pipeline_common.publish.tables import Table, table_line
from pipeline_common.publish.wording import in_china
from pipeline_common.selection import UNDATED, Selection, year_of

#: Up to so many milestones there are also files of all of them; beyond, only those of the years.
WHOLE = 5_000


def _key_of(row: Mapping[str, Any]) -> Key:
    return date_key(row["date"]), row["id"]


_ARRAY = Array('{"id":"', _key_of)
_TABLE = Table()


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
    years = sorted(years)
    files = _Files(edition, changed, read)
    all_in_one = is_whole(edition)
    for year in years:
        yield Document(data_file(year, "json"), lambda y=year: _ARRAY.join(files.array(y)))  # type: ignore[misc]
        yield Document(data_file(year, "csv"), lambda y=year: _TABLE.join(files.table(y)))  # type: ignore[misc]
        if not all_in_one:
            files.clear()  # nobody asks for them again, and decades of them fill the memory
    if all_in_one:
        every = [key.removeprefix("year/") for key in edition.views if key.startswith("year/")]
        every.sort(key=lambda year: year if year != UNDATED else "", reverse=True)
        yield Document("data/milestones.json", lambda: _ARRAY.join(chain(*map(files.array, every))))
        yield Document("data/milestones.csv", lambda: _TABLE.join(chain(*map(files.table, every))))
    yield Document("data/schema.json", render_schema)


class _Files:
    """The lines of the files of each year, made once."""

    def __init__(
        self,
        edition: Edition,
        changed: Mapping[str, Milestone],
        read: Callable[[str], bytes | None],
    ) -> None:
        self._edition = edition
        self._changed = changed
        self._read = read
        self._made: dict[str, list[str]] = {}  # by path
        self._fresh: dict[str, dict[Key, dict[str, Any]]] = {}  # by year: rows of what changed
        for milestone in changed.values():
            if is_fed(milestone) and edition.press.entry(milestone):
                row = row_of(milestone, edition)
                self._fresh.setdefault(year_of(milestone), {})[_key_of(row)] = row

    def clear(self) -> None:
        """Let go of all lines."""
        self._made.clear()

    def array(self, year: str) -> list[str]:
        """The lines of the JSON file of a year."""
        return self._lines(data_file(year, "json"), year, _ARRAY, _text, self._array_anew)

    def table(self, year: str) -> list[str]:
        """The lines of the CSV file of a year."""
        return self._lines(data_file(year, "csv"), year, _TABLE, table_line, self._table_anew)

    def _lines(
        self,
        path: str,
        year: str,
        form: Form,
        line_of: Callable[[Mapping[str, Any]], str],
        anew: Callable[[str], list[str]],
    ) -> list[str]:
        if path not in self._made:
            fresh = {key: line_of(row) for key, row in self._fresh.get(year, {}).items()}
            replaced = form.replaced(self._read(path), self._changed, fresh)
            self._made[path] = anew(year) if replaced is None else replaced
        return self._made[path]

    def _array_anew(self, year: str) -> list[str]:
        found = self._edition.latest(Selection(year=year), listed=False)
        rows = (row_of(m, self._edition) for m in found)
        return in_order({_key_of(row): _text(row) for row in rows})

    def _table_anew(self, year: str) -> list[str]:
        return [table_line(json.loads(line)) for line in self.array(year)]


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


def _text(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def render_schema() -> bytes:
    """The JSON Schema of the JSON files."""
    return (json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n").encode()


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
