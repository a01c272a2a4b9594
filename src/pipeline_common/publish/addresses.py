"""Where everything is published: one place for paths below the output folder and their addresses.

Paths are part of the promise to subscribers: a feed keeps its address, whatever else changes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_URN = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")

#: Suffix of a feed's file, by format.
SUFFIXES = {"rss": "rss", "atom": "atom", "jsonfeed": "json", "ical": "ics"}


def is_id(text: str) -> bool:
    """Whether a milestone id is an ASCII URI, as every feed format wants it (RFC 3986)."""
    return _ID.fullmatch(text) is not None


def entry_name(milestone_id: str) -> str:
    """The folder of an entry's page below `m/`."""
    found = _URN.fullmatch(milestone_id)
    return found[1] if found else hashlib.sha256(milestone_id.encode()).hexdigest()[:32]


def entry_page(milestone_id: str) -> str:
    """Path of the page of one milestone."""
    return f"m/{entry_name(milestone_id)}/"


def view_page(key: str) -> str:
    """Path of the page of a view: "kind/agreement/"; that of all is the front page, ""."""
    return "" if key == "all" else f"{key}/"


def feed_file(key: str, suffix: str) -> str:
    """Path of the feed of a view in one format: "feeds/kind/agreement.atom"."""
    return f"feeds/{key}.{suffix}"


def archive_key(month: str) -> str:
    """Key of the archive document (RFC 5005, 4) of a month of first publication, "2026-10"."""
    return f"archive/{month}"


@dataclass(frozen=True, slots=True)
class Base:
    """The public address of the output folder; `root` has no slash at its end."""

    root: str

    def __call__(self, path: str) -> str:
        """The address of a path below the folder; a page's path ends with a slash."""
        return f"{self.root}/{path}"
