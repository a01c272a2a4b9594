"""Where a family of sites puts the parts of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["ArticlePreset"]


@dataclass(frozen=True, slots=True)
class ArticlePreset:
    """Ordered CSS selectors; the first that matches something with text counts.

    `between` holds pairs of literal marks in the source (comments, as a rule) that enclose a field;
    `patterns` holds regexes over the source with one group. Both are keyed "title", "date",
    "outlet" or "body" and are asked before the selectors.
    """

    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()  # parts of the body that are not text of the article
    between: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)
