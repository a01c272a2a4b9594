"""The index of words: Chinese in overlapping pairs of characters, everything else word by word.

SQLite's own tokenizers do not serve: `unicode61` takes a whole sentence for a word, and `trigram`
finds nothing for words of two characters such as 昌九 or 高铁. Of a run of Chinese every pair is
indexed and the last character; a word is found as a phrase of its pairs.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from pipeline_common.models import EventDate
from pipeline_common.text import normalise

_MONTHS = 24  # a longer span is asked for by its years
_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[^\W_\u3400-\u9fff]+")


def write(db: sqlite3.Connection, row: int, texts: Iterable[str], facets: str) -> None:
    """Index a milestone by its texts and facets, unless it is indexed so already."""
    tokens = " ".join(_index(text) for text in dict.fromkeys(texts))
    stored = db.execute(
        "select words, facets from milestone_words where rowid = ?", [row]
    ).fetchone()
    if stored is None:
        db.execute(
            "insert into milestone_words(rowid, words, facets) values (?, ?, ?)",
            [row, tokens, facets],
        )
    elif tuple(stored) != (tokens, facets):
        db.execute(
            "update milestone_words set words = ?, facets = ? where rowid = ?",
            [tokens, facets, row],
        )


def remove(db: sqlite3.Connection, row: int) -> None:
    """Take a milestone out of the index."""
    db.execute("delete from milestone_words where rowid = ?", [row])


def facets(kind: str, places: Iterable[str], sources: Iterable[str], when: EventDate | None) -> str:
    """The tokens of what a search is narrowed by."""
    bounds = when.bounds if when else None
    return " ".join(
        sorted(
            {facet("kind", kind)}
            | {facet("place", place) for place in places}
            | {facet("source", source) for source in sources}
            | (set(years(*bounds)) | set(months(*bounds)) if bounds else set())
        )
    )


def times(first: date, last: date) -> list[str]:
    """The tokens of which a milestone has one if its date touches a span of days."""
    few = (last.year - first.year) * 12 + last.month - first.month < _MONTHS
    return months(first, last) if few else years(first, last)


def years(first: date, last: date) -> list[str]:
    """The tokens of the years that a span of days touches."""
    return [facet("year", str(year)) for year in range(first.year, last.year + 1)]


def months(first: date, last: date) -> list[str]:
    """The tokens of the months that a span of days touches."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [facet("month", f"{month // 12}-{month % 12 + 1:02}") for month in numbers]


def facet(name: str, value: str) -> str:
    """One token for one property; letters and digits only, so that it is one word of the index."""
    return f"x{blake2b(f'{name} {value}'.encode(), digest_size=8).hexdigest()}"


def phrases(words: str) -> list[str]:
    """The query of each run of letters in what a person typed; marks and spaces only part them.

    Every one is quoted, so that nothing typed is syntax of the index.
    """
    return [_phrase(run) for run in _runs(words)]


def holds(text: str, tokens: str) -> bool:
    """Whether a text would be found by these tokens in this order."""
    return tokens in _index(text)


def _phrase(run: str) -> str:
    tokens = _tokens(run)
    if len(run) == 1:
        return f'"{run}" *'  # first of a pair, or last of a run
    if len(tokens) > 1:
        tokens = tokens[:-1]
    return f'"{" ".join(tokens)}"'


@lru_cache(maxsize=1 << 14)
def _index(text: str) -> str:
    return " ".join(token for run in _runs(text) for token in _tokens(run))


def _runs(text: str) -> list[str]:
    return _RUN.findall(normalise(text).text.lower())


def _tokens(run: str) -> list[str]:
    if not _is_chinese(run) or len(run) == 1:
        return [run]
    return [*(run[i : i + 2] for i in range(len(run) - 1)), run[-1]]


def _is_chinese(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff" or run[0] >= "\U00020000"
