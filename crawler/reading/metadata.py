"""What a page says about itself in its head: meta tags and JSON-LD.

The tags of Chinese government pages are set by 国办发〔2017〕47号 (政府网站发展指引): ArticleTitle,
PubDate, ContentSource on articles, ColumnName on columns. Their case varies, so names are read
case-blind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.blocks import tidy
from crawler.reading.tree import attribute, select

__all__ = ["Metadata", "read_metadata"]

_MAX_JSON = 400_000
_ARTICLES = ("Article", "Posting", "Report", "WebPage")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Meta tags by lower-case name, in page order, and the JSON-LD object of the article."""

    tags: Mapping[str, tuple[str, ...]]
    linked: Mapping[str, Any]

    def first(self, *names: str) -> str:
        """The first value under the first of `names` that has one."""
        return next((value for _, value in self.values(names)), "")

    def values(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Pairs of name and value, in the order of `names`."""
        for name in names:
            for value in self.tags.get(name, ()):
                yield name, value

    def linked_text(self, *path: str) -> str:
        """A text of the JSON-LD object, by key path; of a list, the first."""
        value: Any = self.linked
        for key in path:
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(key) if isinstance(value, dict) else None
        value = value[0] if isinstance(value, list) and value else value
        return tidy(value) if isinstance(value, str) else ""


def read_metadata(tree: LexborHTMLParser) -> Metadata:
    """Meta tags and JSON-LD of a page, wherever they stand in it."""
    tags: dict[str, tuple[str, ...]] = {}
    for node in select(tree, "meta"):
        value = tidy(attribute(node, "content"))
        if not value:
            continue
        for key in ("name", "property", "itemprop"):
            if name := attribute(node, key).lower().replace(" ", ""):
                tags[name] = (*tags.get(name, ())[:8], value)
    objects = [
        found
        for node in select(tree, "script[type='application/ld+json' i]")
        for found in _objects(node.text())
    ]
    return Metadata(tags, _article_of(objects))


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The objects of one JSON-LD script; what is not JSON holds none."""
    if len(text) > _MAX_JSON:
        return
    try:
        value = json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (o for o in graph if isinstance(o, dict)) if isinstance(graph, list) else ()


def _article_of(objects: list[dict[str, Any]]) -> Mapping[str, Any]:
    """The object that describes an article: by its type, else by what it holds."""
    for item in objects:
        if str(item.get("@type", "")).endswith(_ARTICLES) and "headline" in item:
            return item
    return next(
        (o for o in objects if "headline" in o or o.keys() & {"datePublished", "pubDate"}), {}
    )
