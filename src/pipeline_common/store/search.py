"""Finding milestones by words and properties."""

from __future__ import annotations

import sqlite3
from datetime import date

from pipeline_common.store import words as index
from pipeline_common.store.filters import Filter
from pipeline_common.store.reading import find, to_milestones
from pipeline_common.store.values import SearchHit

_EARLIEST = date(1949, 1, 1)
_LATEST = date(2099, 12, 31)
_LOOKED_AT = 500  # hits that are put in order; of more, the last recorded


def search(db: sqlite3.Connection, words: str, wanted: Filter, limit: int) -> list[SearchHit]:
    """Milestones that hold all words, the latest event first; without words, what the filter finds.

    Words that hold no letter find nothing.
    """
    if not words.strip():
        return [SearchHit(m, m.headline) for m in find(db, wanted, limit)]
    phrases = index.phrases(words)
    if not phrases:
        return []
    conditions, values = wanted.conditions()
    rows = db.execute(
        "select m.* from milestone_words w join milestone m on m.id = w.rowid"
        f" where {' and '.join(['milestone_words match ?', *conditions])}"
        " order by w.rowid desc limit ?",
        [_query(phrases, wanted), *values, max(limit, _LOOKED_AT)],
    ).fetchall()
    rows.sort(key=lambda row: row["urn"])
    rows.sort(key=lambda row: row["sort_key"], reverse=True)
    return [
        SearchHit(m, _excerpt(phrases, [m.headline, m.evidence, *(r.title for r in m.reports)]))
        for m in to_milestones(db, rows[:limit])
    ]


def _query(phrases: list[str], wanted: Filter) -> str:
    """The words, and of the filter what the index knows too, so that rare meets common quickly."""
    narrowed = [
        index.facet(name, str(value))
        for name, value in (
            ("kind", wanted.kind),
            ("source", wanted.source),
            *(("place", place) for place in wanted.places),
        )
        if value
    ]
    if wanted.since or wanted.until:
        times = index.times(wanted.since or _EARLIEST, wanted.until or _LATEST)
        narrowed.append(f"({' OR '.join(times)})")
    found = [f"words : ({phrase})" for phrase in phrases]
    return " AND ".join([*found, *(f"facets : {tokens}" for tokens in narrowed)])


def _excerpt(phrases: list[str], texts: list[str]) -> str:
    """The first text that holds the first of the words, else the first text."""
    wanted = phrases[0].strip('" *')
    return next((text for text in texts if index.holds(text, wanted)), texts[0])
