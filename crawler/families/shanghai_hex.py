"""Shanghai's platform: `/nw4411/20260105/<32 hex>.html`; lists hold commented-out rows."""

from __future__ import annotations

from crawler.families.html import HtmlFamily
from crawler.families.pager import by_link, by_number, first_of
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from pipeline_common.models import Selectors

SHANGHAI_HEX = HtmlFamily(
    name="shanghai_hex",
    label="Shanghai municipal platform",
    signs=(
        Sign("article address <column>/<day>/<32 hex>", url=r"/nw\d+/\d{8}/[0-9a-f]{32}\.html$"),
        Sign("links to <column>/<day>/<32 hex>", links=r"/nw\d+/\d{8}/[0-9a-f]{32}\.html"),
        Sign("container of the platform's article", word="ivs_content"),
    ),
    rows=(Selectors(row="li:has(a[href*='/nw'])", link="a[href*='/nw']"),),
    pager=first_of(
        by_number(r"totalPage[\"']?\s*[:=]\s*[\"']?(\d{1,5})"),
        by_number(r"pagination\(\s*[\"']setPage[\"']\s*,\s*\d+\s*,\s*(\d{1,5})"),
        by_link,
    ),
    article=ArticlePreset(
        title=("#ivs_title",),
        body=("#ivs_content", ".Article_content", ".TRS_Editor"),
    ),
)
