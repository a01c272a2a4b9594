"""Pagers that lie: where reading back ends when the site does not say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pipeline_common.models import State

LIST = "/zwzx/"
CALL = "<script>createPageHTML({}, {}, 'index', 'html');</script>"


def path_of(page: int) -> str:
    return f"{LIST}index_{page}.html" if page else LIST


def listing(page: int, *, pages: int = 9, first: int | None = None) -> str:
    """Three rows a page, from number `first` on."""
    start = page * 3 if first is None else first
    rows = "".join(
        f"<li><a href='/zwzx/202611/t20261114_{1000 + n}.html'>两市签署第{n}号协议</a>"
        f"<span>2026-11-{14 - n % 9:02d}</span></li>"
        for n in range(start, start + 3)
    )
    return f"<html><body><ul>{rows}</ul>{CALL.format(pages, page)}</body></html>"


def stub(site: Any) -> None:
    """Page 2 is there and says nothing."""
    site.put(path_of(1), "<html><body><script>var currentPage = 1;</script></body></html>")


def missing(site: Any) -> None:
    """The pager counts more pages than there are."""
    site.put(path_of(1), listing(1))


def repeating(site: Any) -> None:
    """Every number shows the first page."""
    for page in range(1, 9):
        site.put(path_of(page), listing(page, first=0))


def overlapping(site: Any) -> None:
    """A new row has pushed the others down while we read."""
    for page in range(1, 4):
        site.put(path_of(page), listing(page, pages=4, first=page * 2))


def shorter(site: Any) -> None:
    """The last page holds one row only, and the count is right."""
    site.put(LIST, listing(0, pages=2))
    row = "<li><a href='/zwzx/202610/t20261001_2001.html'>旧协议一份</a><i>2026-10-01</i></li>"
    site.put(path_of(1), f"<html><ul>{row}</ul>{CALL.format(2, 1)}</html>")


def failing(site: Any) -> None:
    """Page 3 is a server's error: what came is kept, and the run is not whole."""
    site.put(path_of(1), listing(1))
    site.put(path_of(2), "busy", status=502)


#: What builds the site; pages that are asked for, articles that come, how it ends.
SITES: dict[str, tuple[Callable[[Any], None], int, int, State]] = {
    "stub": (stub, 2, 3, State.OK),
    "missing": (missing, 3, 6, State.OK),
    "repeating": (repeating, 2, 3, State.OK),
    "overlapping": (overlapping, 4, 9, State.OK),
    "shorter": (shorter, 2, 4, State.OK),
    "failing": (failing, 3, 6, State.PARTIAL),
}


@pytest.fixture(scope="module")
def crawled(
    new_site: Callable[[], Any], source_of: Callable[..., Any], new_crawls: Callable[[], Any]
) -> Any:
    sites, sources = {}, []
    for name, (build, *_) in SITES.items():
        site = sites[name] = new_site()
        site.put(LIST, listing(0))
        build(site)
        for number in (*range(1000, 1040), 2001):
            month = "202610" if number == 2001 else "202611"
            day = "01" if number == 2001 else "14"
            site.put(f"/zwzx/{month}/t{month}{day}_{number}.html", "<p>两市签署协议</p>" * 20)
        sources.append(replace(source_of(site), id=name))
    report = new_crawls().run(*sources, max_pages=20)
    return sites, {ended.source_id: ended for ended in report.sources}


@pytest.mark.parametrize("name", SITES)
def test_reading_back_ends(crawled: Any, name: str) -> None:
    sites, ended = crawled
    _, pages, articles, state = SITES[name]
    asked = {path for path in sites[name].pages_asked() if "/t2026" not in path}
    assert (len(asked), ended[name].articles) == (pages, articles)
    assert ended[name].state is state, ended[name].evidence
