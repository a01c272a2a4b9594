"""Pages about the record: how to subscribe, find, check the sources, take the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline_common.models import State
from pipeline_common.publish import clean
from pipeline_common.publish.data import FIELD_NOTES, data_file, is_whole
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.labels import N_, STATE_WORDS
from pipeline_common.publish.places import safe_slug
from pipeline_common.publish.site.front import year_links
from pipeline_common.publish.site.lists import families
from pipeline_common.publish.site.page import make_page, render_missing, render_page
from pipeline_common.publish.status import SourceStatus

#: Feeds of a family that the page of subscriptions lists; all are reached by browsing.
_FEEDS_SHOWN = 60
_USES = (N_("推荐；多数阅读器"), N_("老式阅读器"), N_("程序与新式阅读器"), N_("日历软件"))


def guide_documents(edition: Edition) -> Iterator[Document]:
    """Subscribe, browse, search, sources, data and the page for wrong addresses."""
    labels = edition.labels
    yield _guide(edition, "subscribe", labels("订阅"), _subscribe)
    yield _guide(edition, "browse", labels("浏览"), lambda e: {"families": families(e)})
    yield _guide(edition, "search", labels("搜索"), _search)
    yield _guide(edition, "sources", labels("来源"), _sources)
    yield _guide(edition, "data", labels("数据"), _data)
    yield Document("404.html", lambda: render_missing(edition))


def _guide(
    edition: Edition, name: str, title: str, values: Callable[[Edition], dict[str, Any]]
) -> Document:
    path = f"{name}/"
    return Document(
        path + "index.html",
        lambda: render_page(
            edition,
            f"{name}.html",
            make_page(edition, path, title, section=path),
            **values(edition),
        ),
    )


def _subscribe(edition: Edition) -> dict[str, Any]:
    calendar = edition.base("feeds/all.ics")
    return {
        "uses": [edition.labels(use) for use in _USES],
        "webcal": "webcal" + calendar[calendar.index(":") :],
        "families": families(edition),
        "shown": _FEEDS_SHOWN,
        "window_days": edition.settings.window_days,
        "window_entries": edition.settings.window_entries,
    }


def _search(edition: Edition) -> dict[str, Any]:
    terms = filter(None, (clean.line(term, 40) for term in edition.terms))
    return {"all_years": year_links(edition), "terms": list(terms)}


def _data(edition: Edition) -> dict[str, Any]:
    labels = edition.labels
    whole = (
        ("data/milestones.csv", "CSV", labels("表格软件，UTF-8")),
        ("data/milestones.json", "JSON", labels("每行一条")),
    )
    return {
        "count": sum(edition.record.months().values()),
        "files": (
            *(whole if is_whole(edition) else ()),
            ("data/schema.json", "JSON Schema", labels("字段的形状")),
        ),
        "years": [
            (view.title, data_file(year, "csv"), data_file(year, "json"))
            for view in sorted(edition.views.values(), key=lambda v: v.key, reverse=True)
            if view.family == "year" and (year := view.key.removeprefix("year/"))
        ],
        "fields": [(name, labels(note)) for name, note in FIELD_NOTES.items()],
    }


def _source_counts(edition: Edition) -> dict[str, int]:
    return {key: count for family, _, views in families(edition) if family == "source"
            for key, _, count in views}  # fmt: skip


def _sources(edition: Edition) -> dict[str, Any]:
    counts = _source_counts(edition)
    rows = [_source_row(status, counts, edition) for status in edition.sources]
    bad = sum(row["tone"] == "bad" for row in rows)
    good = sum(row["tone"] == "good" for row in rows)
    return {"sources": rows, "bad": bad, "good": good}


def _source_row(status: SourceStatus, counts: dict[str, int], edition: Edition) -> dict[str, Any]:
    labels = edition.labels
    view = _source_view(status.source_id)
    return {
        "name": clean.line(status.name, 80) or clean.line(status.source_id, 80),
        "homepage": clean.url_or_none(status.homepage),
        "view": view,
        "state": labels(STATE_WORDS[status.state]) if status.state else labels("尚未运行"),
        "tone": _tone(status.state),
        "evidence": clean.line(status.evidence, 160),
        "newest": clean.line(status.newest or "—", 20),
        "count": counts.get(view, 0),
    }


def _source_view(source_id: str) -> str:
    return f"source/{safe_slug(source_id)}"


def _tone(state: State | None) -> str:
    if state is None:
        return "idle"
    return "bad" if state.needs_person else "good"
