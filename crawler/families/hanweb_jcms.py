"""Hanweb jcms with jpage: `/col/col11/index.html`, rows as XML records inside a script.

Further groups of records come from `dataproxy.jsp`; `endrecord` is inclusive, so that groups may
overlap by a row. Seen at jxfz.gov.cn, jiangsu.gov.cn and departments of Zhejiang.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.families.base import Document, ListingResult, Request
from crawler.families.fragments import between, cdata, read_pieces
from crawler.families.html import HtmlFamily
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from crawler.reading.page import absolute
from pipeline_common.models import Listing, Selectors, Source

#: Screens of rows that one call asks for, as the sites' own script does, and rows of a screen.
SCREENS = 3
SCREEN = 15

_DEFAULTS = {"col": "1", "appid": "1", "webid": "1", "path": "/", "sourceContentType": "1"}
_PATH = "/module/web/jpage/dataproxy.jsp"
_TOTAL = re.compile(r"(?:totalRecord\s*[:=]\s*[\"']?|<totalrecord>)\s*(\d{1,7})", re.I)
_PER_PAGE = re.compile(r"perPage\s*[:=]\s*[\"']?(\d{1,3})", re.I)
_SCRIPT_FIELD = re.compile(
    r"\b(columnid|unitid|webid|webname|appid|sourceContentType)\s*[:=]\s*[\"']?([^\"',;&\s}]{1,60})"
)
_FIELDS = frozenset((*_DEFAULTS, "columnid", "unitid", "webname", "permissiontype"))
_LINK = re.compile(r"""href=["']?([^"'\s>]+)""")
_COLUMN = re.compile(r"/col/col(\d+)/")


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
        last = int(document.told("endrecord") or len(records))
        done = not read.rows or (count is not None and last >= count)
        return ListingResult(
            found=True,
            rows=read.rows,
            next=None if done else _group(document, source, listing, last),
            rule=read.rule,
        )


def _group(document: Document, source: Source, listing: Listing, last: int) -> Request | None:
    """The request for the records after `last`; None where the unit is not known."""
    path, fields = _store(document, listing)
    fields |= {k: v for k, v in {**source.params, **listing.params}.items() if k in _FIELDS}
    if not fields.get("unitid"):
        return None
    told = _PER_PAGE.search(document.text)
    size = int(document.told("perpage") or (told[1] if told else 0)) or SCREEN
    end = last + SCREENS * size
    asked = {"startrecord": last + 1, "endrecord": end, "perpage": size}
    return Request(
        url=absolute(document.url, f"{path}?{urlencode(asked)}"),
        method="POST",
        form=tuple(fields.items()),
        headers={"Referer": listing.url, "X-Requested-With": "XMLHttpRequest"},
        context={"unitid": fields["unitid"], "perpage": str(size), "endrecord": str(end)},
    )


def _store(document: Document, listing: Listing) -> tuple[str, dict[str, str]]:
    """Path of the data store and the fields it wants; what is nearest to the list counts.

    That is the request that brought the group at hand, else the link to the next group, else the
    configuration in the scripts.
    """
    asked = document.request
    if asked and asked.form:
        return urlsplit(asked.url).path, dict(asked.form)
    path, fields = _PATH, dict(_DEFAULTS)
    if column := _COLUMN.search(listing.url):
        fields["columnid"] = column[1]
    fields |= dict(_SCRIPT_FIELD.findall(document.text))
    link = next(map(cdata, between(document.text, "<nextgroup>", "</nextgroup>")), "")
    if address := _LINK.search(link):
        parts = urlsplit(absolute(document.url, unescape(address[1])))
        path = parts.path or path
        fields |= {k: v for k, v in parse_qsl(parts.query) if k != "page"}
    return path, fields


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
