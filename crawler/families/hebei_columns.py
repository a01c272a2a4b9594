"""Hebei's platform: `/columns/<uuid>/202601/05/<uuid>.html`; further pages are fragments."""

from __future__ import annotations

import re

from crawler.families.html import HtmlFamily
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from crawler.reading.page import absolute
from pipeline_common.models import Selectors

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_BLOCK = re.compile(rf"/columns/{_UUID}/templates/{_UUID}/blocks/{_UUID}")


def by_block(html: str, url: str, page: int) -> tuple[str, int | None]:
    """The fragment with the next rows: the block that the page, or this address, names."""
    block = _BLOCK.search(url) or _BLOCK.search(html)
    return (absolute(url, f"{block[0]}?page={page + 1}&fix=0") if block else ""), None


HEBEI_COLUMNS = HtmlFamily(
    name="hebei_columns",
    label="Hebei columns",
    signs=(
        Sign("article address of two identifiers", url=rf"/columns/{_UUID}/\d{{6}}/\d\d/{_UUID}"),
        Sign("address of a column", url=rf"/columns/{_UUID}/"),
        Sign("links to files of a column", links=rf"/columns/{_UUID}/.*"),
    ),
    rows=(Selectors(row="li:has(a[href*='/columns/'])", link="a[href*='/columns/']", date="span"),),
    pager=by_block,
    article=ArticlePreset(body=("div.content", "#zoom", ".incontent")),
)
