"""The central government's portal, www.gov.cn: `/zhengce/content/202506/content_7030053.htm`.

`ZUIXINZHENGCE.json` is the gentlest list; the policy library answers with `searchVO.listVO`.
"""

from __future__ import annotations

from crawler.families.html import HtmlFamily
from crawler.families.records import Keys
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from pipeline_common.models import Selectors

GOV_CN = HtmlFamily(
    name="gov_cn",
    label="Central government portal",
    signs=(
        Sign("host of the portal", url=r"^https?://(?:www\.|sousuo\.www\.|big5\.)?gov\.cn/"),
        Sign("meta of the portal's articles", word="manuscriptId"),
    ),
    rows=(
        Selectors(row=".news_box .list li:not(.line)", date="span.date, span"),
        Selectors(row=".infolist li", date="span"),
    ),
    records=Keys(
        items="|searchVO.listVO",
        url="URL|url",
        title="TITLE|title",
        date="DOCRELPUBTIME|pubtimeStr|pubtime",
        outlet="puborg",
    ),
    article=ArticlePreset(
        title=("h1#ti",),
        date=("div.pages-date",),
        outlet=("div.pages-date span.font",),
        body=("#UCAP-CONTENT", ".pages_content"),
        remove=(".editor", ".pages_print"),
    ),
)
