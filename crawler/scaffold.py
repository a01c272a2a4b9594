"""`sources new` and `sources record`: a source file from an address, a fixture from a source."""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from pathlib import Path

from crawler import catalog
from crawler.probe import Probe, ProbeReport, fetch, find_source
from pipeline_common import codec
from pipeline_common.errors import NotFoundError, SourceSpecError
from pipeline_common.models import Page, Source
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
    """Save what the source shows today as fixtures below `folder`, and return the files written.

    `<folder>/<id>/listing` and `.../article` each hold the page as it came (gzip), `meta.json`
    (source, address, content type, time) and `expected.json` (what is read from it now), which a
    person has to review. Raises NotFoundError for an unknown id, and when there is nothing to save.
    """
    source = find_source(source_id, settings)
    probed = fetch(source, settings=settings, now=now)
    if not probed.listings:
        raise NotFoundError(
            "nothing to record", subject=source_id, advice=probed.report.evidence or "try again"
        )
    written = _write_case(folder / source.id / "listing", probed.listings[0], source, _rows(probed))
    if probed.articles and probed.report.article:
        article = codec.dump(probed.report.article)
        case = folder / source.id / "article"
        written += _write_case(case, probed.articles[0], source, article)
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


def _rows(probed: Probe) -> dict[str, object]:
    return {"rows": codec.dump(probed.report.rows)}


def _write_case(folder: Path, page: Page, source: Source, expected: object) -> list[Path]:
    meta = {
        "url": page.url,
        "content_type": page.headers.get("content-type", ""),
        "fetched_at": codec.dump(page.fetched_at),
        "source": codec.dump(source),
        "row": codec.dump(page.row),
    }
    files = {
        "input.gz": gzip.compress(page.body, mtime=0),
        "meta.json": _pretty(meta),
        "expected.json": _pretty(expected),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _pretty(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
