"""Guangdong's joint platform (nfcms) and its disclosure pages (gkmlpt): `post_<number>.html`.

Seen at gd.gov.cn, gz.gov.cn, cnbayarea.org.cn, southcn.com.
"""

from __future__ import annotations

from crawler.families.html import HtmlFamily
from crawler.families.pager import by_link, by_number, first_of
from crawler.families.records import Keys
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from pipeline_common.models import Selectors

GD_NFCMS = HtmlFamily(
    name="gd_nfcms",
    label="Guangdong joint platform",
    signs=(
        Sign("article address post_<number>", url=r"/m?post_\d+\.html$"),
        Sign("answer of the disclosure service", word='"articles"', text=r"\A\s*\{"),
        Sign("links to post_<number> files", links=r"/content/m?post_\d+\.html"),
        Sign("disclosure pages", url=r"/gkmlpt/"),
    ),
    rows=(
        Selectors(row="div.viewList ul > li", link="a[href*='post_']"),
        Selectors(row="ul.gl_list1 > li", link="a[href*='post_']", date="span.gl_list_date"),
        Selectors(row="li:has(a[href*='post_'])", link="a[href*='post_']"),
    ),
    records=Keys(items="articles", url="url|post_url", date="date|publish_time|created_at"),
    pager=first_of(by_link, by_number("")),
    article=ArticlePreset(
        title=(".zw-title",),
        date=("#pubtime_baidu",),
        outlet=("#source_baidu",),
        body=(
            ".article-content",
            "div.zw",
            "div.content#content",
            ".m-article .content",
            "[wzades='正文']",
        ),
    ),
)
