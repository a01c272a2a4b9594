from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import jsonschema
import pytest

from pipeline_common.models import Milestone
from pipeline_common.publish import data
from pipeline_common.publish.edition import Edition

Make = Callable[..., Milestone]
EditionOf = Callable[..., Edition]


def test_the_data_fits_its_schema(make: Make, edition_of: EditionOf) -> None:
    milestones = [make(0), make(1, "2026-07"), make(2, None, reports=())]
    edition = edition_of(*milestones)
    schema = json.loads(data.render_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    rows = json.loads(data.render_json(milestones, edition))
    jsonschema.validate(rows, schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    assert [row["date"] for row in rows] == ["2026-10-28", "2026-07", None]
    assert (rows[1]["earliest"], rows[1]["latest"]) == ("2026-07-01", "2026-07-31")
    assert data.render_json((), edition) == b"[\n\n]\n"


def test_the_table_opens_in_a_spreadsheet(make: Make, edition_of: EditionOf) -> None:
    milestones = [make(0, headline="=HYPERLINK(1)"), make(1)]
    edition = edition_of(*milestones)
    document = data.render_csv(milestones, edition)
    assert document.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"))))
    assert tuple(rows[0]) == data.COLUMNS
    assert rows[0]["headline"] == "'=HYPERLINK(1)"
    assert rows[1]["places"] == "南昌; 九江"
    assert rows[1]["urls"] == "https://news.example.cn/1.html"


@pytest.mark.parametrize("name", ["id", "date", "kind", "places", "documents", "sources"])
def test_fields_are_explained(name: str) -> None:
    assert name in data.FIELD_NOTES
