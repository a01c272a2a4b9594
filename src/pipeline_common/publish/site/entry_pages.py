"""The page of each milestone: its sentence, every source with its snapshot, every change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from typing import Any

from pipeline_common.models import FeedEntry, Report, Status, Trust
from pipeline_common.publish import clean
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.entries import names_of, outlet_of
from pipeline_common.publish.labels import FIGURE_WORDS, N_, Labels
from pipeline_common.publish.places import safe_slug
from pipeline_common.publish.site.jsonld import event_markup
from pipeline_common.publish.site.page import make_page, render_page
from pipeline_common.publish.site.rows import row_of
from pipeline_common.publish.views import MAX_PARTIES, pair_key, pair_title, year_title
from pipeline_common.publish.wording import in_china
from pipeline_common.selection import year_of

#: What a field is called in the history.
_FIELDS = {
    "date": N_("日期"),
    "kind": N_("类别"),
    "places": N_("地区"),
    "documents": N_("文件"),
    "headline": N_("标题"),
    "evidence": N_("原文依据"),
    "reports": N_("来源"),
    "status": N_("状态"),
}


def entry_document(edition: Edition, entry: FeedEntry) -> Document:
    """The page of an entry."""
    page = entry_page(entry.id)

    def render() -> bytes:
        return render_page(
            edition,
            "entry.html",
            make_page(edition, page, entry.title),
            **_values(edition, entry),
        )

    return Document(page + "index.html", render)


def gone_document(edition: Edition, identity: str, survivor: str | None = None) -> Document:
    """What stands in place of a milestone that was merged into another, or taken away.

    It links the survivor and shows nothing of it, so that it need not change with it.
    """
    page, labels = entry_page(identity), edition.labels

    def render() -> bytes:
        words = labels("此条已并入另一条") if survivor else labels("此条不再公开")
        return render_page(
            edition,
            "gone.html",
            make_page(edition, page, words),
            survivor=entry_page(survivor) if survivor else "",
        )

    return Document(page + "index.html", render)


def _values(edition: Edition, entry: FeedEntry) -> dict[str, Any]:
    milestone, labels = entry.milestone, edition.labels
    row = row_of(milestone, edition)
    year = year_of(milestone)
    pairs = combinations(row.places, 2) if len(row.places) <= MAX_PARTIES else ()
    return {
        "row": row,
        "id": milestone.id,
        "year": (year, year_title(year, labels)),
        "withdrawn": milestone.status is Status.WITHDRAWN,
        "evidence": clean.line(milestone.evidence, 2000),
        "documents": labels.join(names_of(milestone.documents)),
        "attributes": [
            (labels(FIGURE_WORDS.get(name, "")) or clean.line(name, 60), clean.line(value))
            for name, value in sorted(milestone.attributes.items())
        ],
        "pairs": [
            (
                pair_key(one[0], other[0]),
                pair_title(one[1], other[1], labels),
            )
            for one, other in pairs
        ],
        "sources": [_source(report, labels) for report in milestone.reports],
        "history": list(_history(entry, labels)),
        "jsonld": event_markup(entry),
    }


def _source(report: Report, labels: Labels) -> dict[str, Any]:
    return {
        "url": clean.url_or_none(report.url),
        "title": clean.line(report.title) or labels("原文"),
        "outlet": outlet_of(report, labels),
        "view": f"source/{safe_slug(report.source_id)}",
        "published": clean.line(report.published.value[:10]) if report.published else "",
        "fetched": f"{in_china(report.fetched_at):%Y-%m-%d %H:%M}",
        "snapshot": clean.line(report.snapshot, 64),
        "evidence": clean.line(report.evidence, 2000),
        "low": report.trust is Trust.LOW,
    }


def _history(entry: FeedEntry, labels: Labels) -> Iterator[tuple[datetime, str]]:
    milestone = entry.milestone
    yield in_china(milestone.recorded), labels("首次读到")
    yield entry.published, labels("首次发布")
    for change in milestone.history:
        words = labels(_FIELDS.get(change.field, "")) or clean.line(change.field, 40)
        before, after = clean.line(change.before, 120), clean.line(change.after, 120)
        if before and after:
            text = labels(
                "{field}由“{before}”改为“{after}”", field=words, before=before, after=after
            )
        else:
            text = labels("{field}：{value}", field=words, value=after or before)
        yield in_china(change.at), text
