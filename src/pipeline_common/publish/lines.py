"""Files of one line a milestone: a changed one replaces its line, all others are kept as they are.

What the data files and the search index are made of; a year of thousands need not be read from the
database to change one line of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

#: Date of the event (EDTF, "" where its year is open) and a name that stays -> the line.
Lines = dict[tuple[str, str], str]


def read_lines(document: bytes | None, key_of: Callable[[Any], tuple[str, str]]) -> Lines | None:
    """The lines of a JSON array of one value a line; None where it cannot be read."""
    try:
        lines = (document or b"").decode().splitlines()
        if not lines or lines[0] != "[" or lines[-1] != "]":
            return None
        texts = [line.removesuffix(",") for line in lines[1:-1]]
        return {key_of(json.loads(text)): text for text in texts if text}
    except (ValueError, TypeError, LookupError):
        return None


def replace_lines(
    lines: Lines, gone: Collection[str], fresh: Mapping[tuple[str, str], str]
) -> Lines:
    """The lines without those of the names in `gone`, with the fresh ones; latest first."""
    kept = {key: text for key, text in lines.items() if key[1] not in gone}
    return dict(sorted((kept | dict(fresh)).items(), reverse=True))


def date_key(edtf: str | None) -> str:
    """What a line is ordered by: the date of the event, "" where its year is open."""
    return "" if not edtf or edtf.startswith("X") else edtf


def join_lines(lines: Iterable[str]) -> bytes:
    """A JSON array, one value a line."""
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()
