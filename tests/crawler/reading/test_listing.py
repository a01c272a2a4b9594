"""Listing pages of every shape seen, one folder a case."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import RowsResult, read_rows
from pipeline_common.models import Selectors

CASES = sorted((Path(__file__).parent / "fixtures" / "listing").iterdir())


def read(folder: Path) -> RowsResult:
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    return read_rows((folder / "input.html").read_text(encoding="utf-8"), url=meta["url"])


def expected(folder: Path) -> dict:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_found(folder: Path) -> None:
    assert read(folder).found is expected(folder)["found"]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("field", ["url", "title", "published", "origin", "pinned"])
def test_rows(folder: Path, field: str) -> None:
    read_fields = {
        "url": lambda row: row.url,
        "title": lambda row: row.title,
        "published": lambda row: row.published.value if row.published else None,
        "origin": lambda row: row.published.origin if row.published else None,
        "pinned": lambda row: row.pinned,
    }
    assert [read_fields[field](row) for row in read(folder).rows] == [
        row[field] for row in expected(folder)["rows"]
    ]
