"""Article pages with every trap seen, one folder a case."""

import json
import tomllib
from pathlib import Path

import pytest

from crawler.reading import ReadArticle, read_article

CASES = sorted((Path(__file__).parent / "fixtures" / "article").iterdir())


def read(folder: Path) -> ReadArticle:
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    return read_article((folder / "input.html").read_text(encoding="utf-8"), url=meta["url"])


def expected(folder: Path) -> dict:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("field", ["title", "text", "outlet"])
def test_text_fields(folder: Path, field: str) -> None:
    assert getattr(read(folder), field) == expected(folder)[field]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_published(folder: Path) -> None:
    published = read(folder).published
    found = (published.value, published.origin.value) if published else (None, None)
    assert found == (expected(folder)["published"], expected(folder)["origin"])


@pytest.mark.parametrize(
    "folder", [c for c in CASES if "attachments" in expected(c)], ids=lambda folder: folder.name
)
def test_attachments(folder: Path) -> None:
    attachments = [[a.url, a.title, a.kind] for a in read(folder).attachments]
    assert attachments == expected(folder)["attachments"]
