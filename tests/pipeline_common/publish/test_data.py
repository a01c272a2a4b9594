from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import jsonschema
import pytest

from pipeline_common.models import EventDate, Milestone, Status
from pipeline_common.publish import data, tables
from pipeline_common.publish.edition import Edition

Make = Callable[..., Milestone]
EditionOf = Callable[..., Edition]


def made(
    edition: Edition,
    changed: tuple[Milestone, ...] = (),
    read: Callable[[str], bytes | None] = lambda path: None,
) -> dict[str, bytes]:
    years = {key.removeprefix("year/") for key in edition.views if key.startswith("year/")}
    found = data.data_documents(edition, years, {m.id: m for m in changed}, read)
    return {document.path: document.render() for document in found}


def test_a_changed_line_gives_the_same_file_as_all_lines(make: Make, edition_of: EditionOf) -> None:
    before = [make(n, f"2026-0{n + 1}") for n in range(5)]
    old = made(edition_of(*before))
    moved = replace(before[2], date=EventDate("2026-12-24"), headline="改过")
    gone = replace(before[3], status=Status.HIDDEN)
    after = [before[0], before[1], moved, gone, before[4], make(9, "2025")]
    edition = edition_of(*after)
    changed = (moved, gone, after[-1])
    assert made(edition, changed, old.get) == made(edition)
    damaged = old | {"data/2026.json": b"[\n{]\n"}
    assert made(edition, changed, damaged.get) == made(edition)


def test_the_data_fits_its_schema(make: Make, edition_of: EditionOf) -> None:
    milestones = [make(0), make(1, "2026-07"), make(2, None, reports=())]
    edition = edition_of(*milestones)
    schema = json.loads(data.render_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    rows = json.loads(made(edition)["data/milestones.json"])
    jsonschema.validate(rows, schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    assert [row["date"] for row in rows] == ["2026-10-28", "2026-07", None]
    assert [row["date"] for row in json.loads(made(edition)["data/2026.json"])] == [
        "2026-10-28",
        "2026-07",
    ]
    assert (rows[1]["earliest"], rows[1]["latest"]) == ("2026-07-01", "2026-07-31")
    assert made(edition_of())["data/milestones.json"] == b"[\n\n]\n"


def test_the_table_opens_in_a_spreadsheet(make: Make, edition_of: EditionOf) -> None:
    milestones = [make(0, headline="=HYPERLINK(1)"), make(1)]
    edition = edition_of(*milestones)
    document = made(edition)["data/2026.csv"]
    assert made(edition)["data/milestones.csv"] == document
    assert document.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"))))
    assert tuple(rows[0]) == tables.COLUMNS
    found = {row["urls"]: row for row in rows}
    assert found["https://news.example.cn/0.html"]["headline"] == "'=HYPERLINK(1)"
    assert found["https://news.example.cn/1.html"]["places"] == "南昌; 九江"


@pytest.mark.parametrize("name", ["id", "date", "kind", "places", "documents", "sources"])
def test_fields_are_explained(name: str) -> None:
    assert name in data.FIELD_NOTES
