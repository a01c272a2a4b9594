"""UCAP (Kaipu), static edition: a month folder and a file named by 32 hex digits.

Seen at nc.gov.cn, yichun.gov.cn, zgsr.gov.cn, ganzhou.gov.cn, sc.gov.cn. There are no links to
further pages in the markup, only the pager call.
"""

from __future__ import annotations

from crawler.families.html import HtmlFamily
from crawler.families.records import Keys
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from pipeline_common.models import Selectors

UCAP_SHTML = HtmlFamily(
    name="ucap_shtml",
    label="UCAP static edition",
    signs=(
        Sign("article address <month>/<32 hex>", url=r"/\d{6}/[0-9a-f]{32}\.s?html$"),
        Sign("article address <day>/<32 hex>.shtml", url=r"/\d{1,2}/[0-9a-f]{32}\.shtml$"),
        Sign("links to <month>/<32 hex> files", links=r"/\d{6}/[0-9a-f]{32}\.s?html$"),
        Sign("links to <day>/<32 hex>.shtml files", links=r"/\d{1,2}/[0-9a-f]{32}\.shtml$"),
        Sign(
            "pager call with a container",
            word="createPageHTML(",
            text=r"createPageHTML\(\s*[\"']page_div[\"']",
        ),
    ),
    rows=(
        Selectors(row="li:has(.span_date)", date=".span_date"),
        Selectors(row="#dash-table a"),
        Selectors(row="div.infoList li", link="h4 a"),
        Selectors(row="div.publicList li"),
    ),
    records=Keys(
        items="results|infolist|data.infolist",
        url="url|link",
        date="publishedTimeStr|publishedTime|pubtime",
    ),
    article=ArticlePreset(
        date=("#articleattribute li",),
        body=(
            "#UCAP-CONTENT",
            "ucapcontent",
            ".article-content",
            "#cmsArticleContent",
            ".cmsArticleContent",
            ".detail_content",
            ".show-text",
        ),
    ),
)
