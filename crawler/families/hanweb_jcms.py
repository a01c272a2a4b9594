"""Hanweb jcms with jpage: `/col/col11/index.html`, rows as XML records inside a script.

Further groups of records come from `dataproxy.jsp` (see `jpage`). Seen at jxfz.gov.cn,
jiangsu.gov.cn and departments of Zhejiang.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from crawler.families.base import Document, ListingResult
from crawler.families.fragments import between, cdata, read_pieces
from crawler.families.html import HtmlFamily
from crawler.families.jpage import next_group
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from pipeline_common.models import Listing, Selectors, Source

_TOTAL = re.compile(r"(?:totalRecord\s*[:=]\s*[\"']?|<totalrecord>)\s*(\d{1,7})", re.I)


class HanwebJcms(HtmlFamily):
    """Reads the records of a column page or of a dataproxy answer."""

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """Rows of the records; a page without records is read as plain HTML."""
        if "&lt;record&gt;" in document.text:  # some templates write the store as text
            document = replace(document, text=unescape(document.text))
        if "<recordset" not in document.text and "<record>" not in document.text:
            if document.told("unitid") or "<datastore" in document.text:
                return ListingResult(found=True, rule="empty group after the last record")
            return super().read_listing(document, source, listing, page)
        records = tuple(map(cdata, between(document.text, "<record>", "</record>")))
        read = read_pieces(records, document.url, "records of the jpage data store")
        told = _TOTAL.search(document.text)
        count = int(told[1]) if told else None
        rows_here = sum("<a" in record.lower() for record in records)  # the rest are separators
        last = int(document.told("endrecord") or rows_here)
        done = not read.rows or (count is not None and last >= count)
        return ListingResult(
            found=True,
            rows=read.rows,
            next=None if done else next_group(document, source, listing, last),
            rule=read.rule,
        )


HANWEB_JCMS = HanwebJcms(
    name="hanweb_jcms",
    label="Hanweb jcms (jpage)",
    signs=(
        Sign(
            "article address art_<column>_<number>",
            url=r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html",
        ),
        Sign("field comments of the system", word="<!--<$["),
        Sign("records of a jpage data store", word="<datastore>"),
        Sign("address of the jpage data store", word="/jpage/dataproxy.jsp"),
        Sign(
            "links to art_<column>_<number> files",
            links=r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html",
        ),
    ),
    rows=(
        Selectors(row="div.default_pgContainer > li"),
        Selectors(row="div.bt-mod-wzpb-02 ul > li", date="span.bt-data-time"),
    ),
    article=ArticlePreset(
        between={
            field: (f"<!--<$[{name}]>begin-->", f"<!--<$[{name}]>end-->")
            for field, name in (("title", "标题"), ("outlet", "信息来源"), ("body", "信息内容"))
        },
        body=(
            "#zoom",
            ".main-txt",
            ".bt-content",
            ".bt-article-02",
            ".article_content",
            ".Custom_UnionStyle",
            ".art_con",
            ".artile_zw",
            ".zc_article_con",
            ".TRS_Editor",
        ),
    ),
)
