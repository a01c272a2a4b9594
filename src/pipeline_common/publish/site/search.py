"""The search index: one file a year, read by the script of the search page.

Exact substrings over plain data: a segmenting index (Pagefind) found 0 of 65 pages for 医保.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline_common.models import Milestone
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.site.rows import row_of


def render_index(milestones: Iterable[Milestone], edition: Edition) -> bytes:
    """A JSON array of rows: [page, date, kind, kind word, places, headline, evidence, outlets]."""
    rows = []
    for milestone in milestones:
        row = row_of(milestone, edition)
        places = edition.labels.join(name for _, name in row.places)
        rows.append(
            [row.page, row.date, row.kind, row.kind_word, places,
             row.headline, row.evidence, row.outlets]
        )  # fmt: skip
    return (json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
