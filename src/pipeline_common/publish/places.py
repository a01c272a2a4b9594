"""Parties as lists name them: a stable ASCII slug and a clean name each."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

from pipeline_common.publish import clean

#: A place's slug and clean name: ("360100", "南昌").
Place = tuple[str, str]

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")


class Places:
    """The places of milestones; `slug` gives the stable ASCII name of one ("360100").

    The same parties come again and again, so each group of names is read once.
    """

    def __init__(self, slug: Callable[[str], str]) -> None:
        self._slug = slug
        self._known: dict[tuple[str, ...], tuple[Place, ...]] = {}

    def __call__(self, names: tuple[str, ...]) -> tuple[Place, ...]:
        """Slug and name of each, in order, none twice."""
        found = self._known.get(names)
        if found is None:
            found = self._known[names] = self._read(names)
        return found

    def _read(self, names: tuple[str, ...]) -> tuple[Place, ...]:
        found: dict[str, str] = {}
        for place in names:
            if name := clean.line(place, 60):
                found.setdefault(safe_slug(self._slug(name)), name)
        return tuple(found.items())


def safe_slug(text: str) -> str:
    """The text if it can be a folder's name everywhere, else a name made from its hash."""
    if _SLUG.fullmatch(text) and ".." not in text and len(text) <= 80:
        return text
    return "x" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
