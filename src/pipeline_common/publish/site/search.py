"""The search index: one file a year, read by the script of the search page.

Exact substrings over plain data: a segmenting index (Pagefind) found 0 of 65 pages for 医保.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from pipeline_common.models import Milestone
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.lines import Lines, date_key, join_lines, read_lines, replace_lines
from pipeline_common.publish.record import is_listed
from pipeline_common.publish.site.rows import row_of
from pipeline_common.selection import Selection, year_of


def search_documents(
    edition: Edition,
    years: Collection[str],
    changed: Mapping[str, Milestone],
    read: Callable[[str], bytes | None],
) -> Iterator[Document]:
    """The index of each of these years of events; arguments as of `data.data_documents`.

    A JSON array of rows: [page, date, kind, kind word, places, headline, evidence, outlets, EDTF].
    """
    for year in sorted(years):
        path = f"search/{year}.json"
        yield Document(path, lambda y=year, p=path: _index(edition, y, changed, read(p)))  # type: ignore[misc]


def _index(
    edition: Edition, year: str, changed: Mapping[str, Milestone], before: bytes | None
) -> bytes:
    lines = read_lines(before, lambda row: (row[-1], row[0]))
    if lines is None:
        fresh: Iterable[Milestone] = edition.latest(Selection(year=year))
        lines = {}
    else:
        fresh = [
            m
            for m in changed.values()
            if is_listed(m) and year_of(m) == year and edition.press.entry(m)
        ]
    pages = {entry_page(identity) for identity in changed}
    found: Lines = dict(_line(m, edition) for m in fresh)
    return join_lines(replace_lines(lines, pages, found).values())


def _line(milestone: Milestone, edition: Edition) -> tuple[tuple[str, str], str]:
    row = row_of(milestone, edition)
    places = edition.labels.join(name for _, name in row.places)
    date = date_key(milestone.date.edtf if milestone.date else None)
    cells = [row.page, row.date, row.kind, row.kind_word, places,
             row.headline, row.evidence, row.outlets, date]  # fmt: skip
    return (date, row.page), json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
