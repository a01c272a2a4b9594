"""A listing page to its rows: by a source's selectors, else by finding the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.blocks import tidy
from crawler.reading.groups import Group, find_groups
from crawler.reading.page import base_address
from crawler.reading.row import make_row
from crawler.reading.tree import parse, select
from pipeline_common.models import Row, Selectors

__all__ = ["RowsResult", "read_rows"]

MAX_ROWS = 5000
_MAX_LISTS = 50
_EMPTY = re.compile(
    r"暂无(?:相关)?(?:数据|内容|信息|记录|文章|稿件)|没有(?:找到|相关|更多)?(?:数据|内容|信息|记录)|共\s*0\s*条"
)
_LISTS = "[class*='list' i], [id*='list' i], [class*='news' i]"
_CONTENTS = "a, img, script, iframe, template, input"


@dataclass(frozen=True, slots=True)
class RowsResult:
    """What a listing page holds.

    `found` is False where the page holds no list at all (redesign, challenge page); an empty list
    is found and has no rows. `rule` says how: "selectors", "dated links", "links", "empty list".
    """

    found: bool
    rows: tuple[Row, ...] = ()
    rule: str = ""


def read_rows(html: str, *, url: str, selectors: Selectors | None = None) -> RowsResult:
    """The rows of a listing page in page order, each article once; never raises for its content.

    With `selectors.row` only that is read, otherwise the list is found by itself.
    """
    tree = parse(html)
    base = base_address(tree, url)
    if selectors and selectors.row:
        return _configured(tree, base, selectors)
    groups = find_groups(tree, base)
    rows = _once(_rows(groups, base))
    if rows:
        dated = any(group.dated >= 0.5 for group in groups)
        return RowsResult(True, rows, "dated links" if dated else "links")
    if _is_empty(tree):
        return RowsResult(True, rule="empty list")
    return RowsResult(False)


def _rows(groups: list[Group], base: str) -> Iterator[Row]:
    """The rows of all groups in page order."""
    placed = [
        (place, link, group)
        for group in groups
        for place, link in zip(group.places, group.links, strict=True)
    ]
    placed.sort(key=lambda each: each[0])
    for _, link, group in placed[:MAX_ROWS]:
        if row := make_row(group.row_of(link), link, base):
            yield row


def _configured(tree: LexborHTMLParser, base: str, selectors: Selectors) -> RowsResult:
    nodes = select(tree, selectors.row)[:MAX_ROWS]
    rows = _once(row for node in nodes if (row := _select_row(node, base, selectors)))
    if rows or nodes:
        return RowsResult(True, rows, "selectors")
    container = _container(selectors.row)
    return RowsResult(bool(select(tree, container)), rule="selectors" if container else "")


def _container(selector: str) -> str:
    """The selector of what holds the rows: "ul.list li" is held by "ul.list"."""
    parts = [
        re.sub(r"[\s>+~]*$", "", part.strip().rpartition(" ")[0]) for part in selector.split(",")
    ]
    return ", ".join(part for part in parts if part)


def _select_row(node: LexborNode, base: str, selectors: Selectors) -> Row | None:
    link = next(iter(select(node, selectors.link or "a[href]")), None)
    if node.tag == "a" and not selectors.link:
        link = node
    if link is None:
        return None
    return make_row(
        node, link, base, title=_text(node, selectors.title), date=_text(node, selectors.date)
    )


def _text(node: LexborNode, selector: str) -> str:
    return next((text for n in select(node, selector) if (text := tidy(n.text(separator=" ")))), "")


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each address once, at its first place, with the longest headline and the best date."""
    kept: dict[str, Row] = {}
    for row in rows:
        first = kept.get(row.url)
        if first is None or len(row.title) > len(first.title):
            kept[row.url] = row
    return tuple(kept.values())


def _is_empty(tree: LexborHTMLParser) -> bool:
    """Whether the page says that its list is empty, or has a list with nothing in it."""
    if tree.body is not None and _EMPTY.search(tree.body.text()):
        return True
    return any(
        not node.text(strip=True) and not select(node, _CONTENTS)
        for node in select(tree, _LISTS)[:_MAX_LISTS]
    )
