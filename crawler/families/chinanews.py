"""China News Service: real RSS, `/gn/2026/09-25/10451234.shtml`; Jiangxi edition in GB2312."""

from __future__ import annotations

from crawler.families.html import HtmlFamily
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from pipeline_common.models import Selectors

CHINANEWS = HtmlFamily(
    name="chinanews",
    label="China News Service",
    signs=(
        Sign("host of the agency", url=r"^https?://(?:[\w-]+\.)*chinanews\.com(?:\.cn)?/"),
        Sign("container of the agency's article", word="left_zw"),
    ),
    rows=(
        Selectors(row="li.item"),
        Selectors(row="div.content_list li:has(div.dd_bt)", link="div.dd_bt a", date="div.dd_time"),
    ),
    article=ArticlePreset(
        date=(".left-time .left-t", ".left-t", ".content_left_time"),
        body=("div.left_zw", ".content_maincontent_content", ".article-detail-inner"),
        remove=(".adEditor", ".channel", "#function_code_page"),
    ),
    parts=r"{stem}_(\d{1,3})\.shtml$",
)
