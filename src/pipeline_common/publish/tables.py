"""The record as CSV (RFC 4180), with a byte order mark, which spreadsheets need to see UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline_common.publish.lines import Form, Key, date_key

COLUMNS = (
    "id", "date", "date_precision", "earliest", "latest", "kind", "places", "documents",
    "headline", "evidence", "status", "published", "updated", "page", "outlets", "urls",
)  # fmt: skip
#: A spreadsheet takes a cell that starts so for a formula.
_FORMULA = ("=", "+", "-", "@")
_HEAD = "\ufeff" + ",".join(COLUMNS) + "\r\n"
_END = "\r\n"


class Table(Form):
    """A table with a line for each milestone; no cell holds a line break."""

    def split(self, document: str) -> list[str]:
        if not document.startswith(_HEAD) or not document.endswith(_END):
            raise ValueError("not a table of ours")
        return document[len(_HEAD) :].split(_END)[:-1]

    def join(self, lines: Iterable[str]) -> bytes:
        return (_HEAD + "".join(line + _END for line in lines)).encode()

    def name_of(self, line: str) -> str:
        name, comma, _ = line.partition(",")
        if not comma:
            raise ValueError(f"not a line of ours: {line[:80]!r}")
        return self.key_of(line)[1] if name.startswith('"') else name

    def key_of(self, line: str) -> Key:
        try:
            cells = next(csv.reader([line]), [])
        except csv.Error as error:
            raise ValueError(str(error)) from error
        if len(cells) != len(COLUMNS):
            raise ValueError(f"not a line of ours: {line[:80]!r}")
        return date_key(cells[1]), cells[0]


def table_line(row: Mapping[str, Any]) -> str:
    """The line of a milestone, as `data.row_of` gives it."""
    sources = row["sources"]
    flat = {
        **row,
        "outlets": [source["outlet"] for source in sources],
        "urls": [source["url"] for source in sources if source["url"]],
    }
    out = io.StringIO()
    csv.writer(out, lineterminator=_END).writerow([_cell(flat[name]) for name in COLUMNS])
    return out.getvalue().removesuffix(_END)


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
