"""The search index: one file a year, read by the script of the search page.

Exact substrings over plain data: a segmenting index (Pagefind) found 0 of 65 pages for 医保.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping

from pipeline_common.models import Milestone
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.lines import Array, Key, date_key, in_order
from pipeline_common.publish.record import is_listed
from pipeline_common.publish.site.rows import row_of
from pipeline_common.selection import Selection, year_of

#: A row begins with its page and ends with its date.
_ARRAY = Array('["', lambda row: (row[-1], row[0]))


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
    fresh = (
        m
        for m in changed.values()
        if is_listed(m) and year_of(m) == year and edition.press.entry(m)
    )
    pages = {entry_page(identity) for identity in changed}
    lines = _ARRAY.replaced(before, pages, dict(_line(m, edition) for m in fresh))
    if lines is None:
        found = edition.latest(Selection(year=year))
        lines = in_order(dict(_line(m, edition) for m in found))
    return _ARRAY.join(lines)


def _line(milestone: Milestone, edition: Edition) -> tuple[Key, str]:
    row = row_of(milestone, edition)
    places = edition.labels.join(name for _, name in row.places)
    date = date_key(milestone.date.edtf if milestone.date else None)
    cells = [row.page, row.date, row.kind, row.kind_word, places,
             row.headline, row.evidence, row.outlets, date]  # fmt: skip
    return (date, row.page), json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
