"""Files of one line a milestone: a changed one replaces its line, all others are kept as they are.

What the data files and the search index are made of. A year of thousands is neither read from the
database nor parsed to change one line of it: of a line that stays only its name is looked at, and
of few the date, to find the place of a new one among them.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

#: Date of the event (EDTF, "" where its year is open), and a name that stays.
Key = tuple[str, str]

_HEAD, _BETWEEN, _TAIL = "[\n", ",\n", "\n]\n"  # of an array


class Form(ABC):
    """How such files are written; what is read may be damaged, and then raises ValueError."""

    @abstractmethod
    def split(self, document: str) -> list[str]:
        """The lines of a file."""

    @abstractmethod
    def join(self, lines: Iterable[str]) -> bytes:
        """The file of these lines."""

    @abstractmethod
    def name_of(self, line: str) -> str:
        """The name in a line, found without parsing all of it."""

    @abstractmethod
    def key_of(self, line: str) -> Key:
        """The key of a line."""

    def replaced(
        self, document: bytes | None, gone: Collection[str], fresh: Mapping[Key, str]
    ) -> list[str] | None:
        """The lines of a file without those of the names in `gone`, with the fresh ones.

        None where it cannot be read.
        """
        known = {line: key for key, line in fresh.items()}

        def key_of(line: str) -> Key:
            if line not in known:
                known[line] = self.key_of(line)
            return known[line]

        try:
            lines = self.split((document or b"").decode())
            kept = [line for line in reversed(lines) if self.name_of(line) not in gone]
            for key, line in fresh.items():
                kept.insert(bisect_left(kept, key, key=key_of), line)
        except ValueError:
            return None
        return kept[::-1]


class Array(Form):
    """A JSON array, one value a line; `opening` is what each begins with, up to its name."""

    def __init__(self, opening: str, key_of: Callable[[Any], Key]) -> None:
        self._opening = opening
        self._key_of = key_of

    def split(self, document: str) -> list[str]:
        inner = document.removeprefix(_HEAD).removesuffix(_TAIL)
        if len(inner) + len(_HEAD + _TAIL) != len(document):
            raise ValueError("not an array of lines")
        return inner.split(_BETWEEN) if inner else []

    def join(self, lines: Iterable[str]) -> bytes:
        return (_HEAD + _BETWEEN.join(lines) + _TAIL).encode()

    def name_of(self, line: str) -> str:
        start = len(self._opening)
        if not line.startswith(self._opening):
            raise ValueError(f"not a line of ours: {line[:80]!r}")
        return line[start : line.index('"', start)]

    def key_of(self, line: str) -> Key:
        try:
            return self._key_of(json.loads(line))
        except (TypeError, LookupError) as error:
            raise ValueError(f"not a line of ours: {line[:80]!r}") from error


def in_order(lines: Mapping[Key, str]) -> list[str]:
    """The lines, the latest event first."""
    return [lines[key] for key in sorted(lines, reverse=True)]


def date_key(edtf: str | None) -> str:
    """What a line is ordered by: the date of the event, "" where its year is open."""
    return "" if not edtf or edtf.startswith("X") else edtf
