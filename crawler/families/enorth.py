"""Enorth webpublisher: `/system/2024/03/05/020422222.shtml`. Seen at jxnews.com.cn, jxcn.cn.

Archive pages of a column are numbered by age: the highest number is the newest.
"""

from __future__ import annotations

import re

from crawler.families.html import HtmlFamily
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from crawler.reading.page import absolute
from pipeline_common.models import Selectors

_ARCHIVE = re.compile(r"/system/count/[\w/]{1,80}/c\d{5,30}_(\d{9})\.shtml")


def by_archive(html: str, url: str, page: int) -> tuple[str, int | None]:
    """The archive page one older than this; from the column's front page the newest one."""
    here = _ARCHIVE.search(url)
    if here:
        number = int(here[1]) - 1
        return (f"{url[: here.start(1)]}{number:09d}.shtml" if number > 0 else ""), None
    newest = max(_ARCHIVE.finditer(html), key=lambda found: int(found[1]), default=None)
    return (absolute(url, newest[0]) if newest else ""), None


ENORTH = HtmlFamily(
    name="enorth",
    label="Enorth webpublisher",
    signs=(
        Sign(
            "article address system/<day>/<9 digits>",
            url=r"/system/\d{4}/\d\d/\d\d/\d{6,12}\.shtml$",
        ),
        Sign("block comments of the system", word="<!--enorth "),
        Sign("links to system/<day> files", links=r"/system/\d{4}/\d\d/\d\d/\d{6,12}\.shtml"),
    ),
    rows=(
        Selectors(row="li:has(a[href*='/system/2'])", link="a[href*='/system/2']"),
        Selectors(row="td:has(a[href*='/system/2'])", link="a[href*='/system/2']"),
        Selectors(row="a[href*='/system/2']", link="a[href*='/system/2']"),
    ),
    pager=by_archive,
    article=ArticlePreset(
        title=("div.BiaoTi",),
        date=("#pubtime_baidu",),
        outlet=("#source_baidu", "a.deepred"),
        body=("div.Content", "div.content", "#content"),
    ),
)
