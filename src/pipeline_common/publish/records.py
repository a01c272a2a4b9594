"""A milestone as plain data for machines: what `_milestone`, the data files and the search hold."""

from __future__ import annotations

from typing import Any

from pipeline_common.models import Milestone, Report
from pipeline_common.publish import clean
from pipeline_common.publish.entries import names_of
from pipeline_common.publish.wording import bounds, in_china


def record_of(milestone: Milestone) -> dict[str, Any]:
    """The facts of a milestone, JSON-ready.

    `date` is EDTF or null, `earliest` and `latest` the days it can mean, `sources` the reports,
    best first; every text is clean.
    """
    span = bounds(milestone.date)
    return {
        "date": milestone.date.edtf if milestone.date else None,
        "date_precision": milestone.date.precision if milestone.date else None,
        "earliest": span[0].isoformat() if span else None,
        "latest": span[1].isoformat() if span else None,
        "kind": milestone.kind.value,
        "places": list(names_of(milestone.places)),
        "documents": list(names_of(milestone.documents)),
        "evidence": clean.line(milestone.evidence, 2000),
        "status": milestone.status.value,
        "backfill": milestone.backfill,
        "attributes": {
            clean.line(name, 60): clean.line(value)
            for name, value in sorted(milestone.attributes.items())
        },
        "sources": [_source(report) for report in milestone.reports],
    }


def _source(report: Report) -> dict[str, Any]:
    return {
        "url": clean.url_or_none(report.url),
        "title": clean.line(report.title),
        "outlet": clean.line(report.outlet, 60),
        "published": report.published.value if report.published else None,
        "evidence": clean.line(report.evidence, 2000),
        "fetched": in_china(report.fetched_at).isoformat(),
        "snapshot": clean.line(report.snapshot, 64),
    }
