"""`sources new` and `sources record`: a source file from an address, a fixture from a source."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from crawler import catalog
from crawler.probe import ProbeReport, fetch, find_source
from pipeline_common import codec
from pipeline_common.errors import NotFoundError, SourceSpecError
from pipeline_common.models import Article, Page, Row
from pipeline_common.settings import Settings

_REASON = "New; look at what `coopfeed sources test` shows, then ship it."


def write_source(
    url: str, *, ident: str, name: str, folder: Path, settings: Settings, now: datetime
) -> tuple[Path, ProbeReport]:
    """Write `<folder>/<ident>.toml` for the listing at `url`; the file and what the site showed.

    The family is the one that the page shows, or "auto". The source is off until somebody ships it.
    Raises SourceSpecError when the file is there already or the values do not make a source.
    """
    path = folder / f"{ident}.toml"
    if path.exists():
        raise SourceSpecError("is there already", subject=str(path), advice="choose another id")
    data = {"name": name, "family": "auto", "listings": [{"url": url}], "reason": _REASON}
    catalog.build_source(ident, data, origin=str(path))
    probed = fetch(find_source(url, settings), settings=settings, now=now)
    text = _source_file(name, url, probed.report, settings.profile)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SourceSpecError("cannot be written", subject=str(path)) from error
    catalog.load_source(path)
    return path, probed.report


def record(source_id: str, *, folder: Path, settings: Settings, now: datetime) -> list[Path]:
    """Save what the source shows today as test cases of its family, and return the files written.

    `<folder>/<family>/listing_<id>` and `.../article_<id>` each hold the page as it came
    (`input.html`), `meta.toml` (address, source, the row that led there) and `expected.json` (what
    is read from it now), which a person has to review. Raises NotFoundError for an unknown id, and
    when there is nothing to save.
    """
    probed = fetch(find_source(source_id, settings), settings=settings, now=now)
    report = probed.report
    if not probed.listings:
        raise NotFoundError(
            "nothing to record", subject=source_id, advice=report.evidence or "try again"
        )
    family = folder / report.family
    rows = [_flat_row(row) for row in report.rows]
    expected: dict[str, object] = {"found": bool(rows), "rows": rows}
    case = family / f"listing_{report.source.id}"
    written = _write_case(case, "listing", probed.listings[0], report, expected)
    if probed.articles and report.article:
        case = family / f"article_{report.source.id}"
        expected = _flat_article(report.article)
        written += _write_case(case, "article", probed.articles[0], report, expected)
    return written


def _source_file(name: str, url: str, report: ProbeReport, profile: str) -> str:
    """The text of a source file; a JSON string is a TOML basic string."""
    values = {
        "name": name,
        "family": report.family or "auto",
        "profiles": [profile],
        "advice": "verify",
        "reason": _REASON,
        "listings": [{"url": url}],
    }
    lines = [f"{key} = {_toml(value)}" for key, value in values.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_toml(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _flat_row(row: Row) -> dict[str, object]:
    date = row.published
    return {
        "url": row.url,
        "title": row.title,
        "date": date.value if date else None,
        "origin": date.origin.value if date else None,
    }


def _flat_article(article: Article) -> dict[str, object]:
    date = article.published
    return {
        "title": article.title,
        "published": date.value if date else None,
        "origin": date.origin.value if date else None,
        "outlet": article.outlet,
        "encoding": article.encoding,
        "text": article.text,
    }


def _write_case(
    folder: Path, kind: str, page: Page, report: ProbeReport, expected: object
) -> list[Path]:
    source = report.source
    tables: dict[str, dict[str, object]] = {"source": {"family": report.family}}
    if source.encoding:
        tables["source"]["encoding"] = source.encoding
    tables["source"] |= {
        name: dict(value)
        for name, value in (
            ("params", source.params),
            ("selectors", codec.dump(source.selectors)),
        )
        if value
    }
    if page.row:
        flat = _flat_row(page.row)
        tables["row"] = {name: value for name, value in flat.items() if value is not None}
    meta: dict[str, object] = {
        "url": page.url,
        "kind": kind,
        "content_type": page.headers.get("content-type", ""),
    }
    lines = [f"{name} = {_toml(value)}" for name, value in meta.items()]
    for title, table in tables.items():
        lines += ["", f"[{title}]", *(f"{name} = {_toml(value)}" for name, value in table.items())]
    files = {
        "input.html": page.body,
        "meta.toml": ("\n".join(lines) + "\n").encode("utf-8", "replace"),
        "expected.json": (json.dumps(expected, ensure_ascii=False, indent=2) + "\n").encode(
            "utf-8", "replace"
        ),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]
