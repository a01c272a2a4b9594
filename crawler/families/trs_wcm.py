"""TRS WCM / Haiyun: static files named after the day, `t20260114_7149223.html`.

Seen at ndrc.gov.cn, jiujiang.gov.cn, tj.gov.cn, beijing.gov.cn, cq.gov.cn, wuhan.gov.cn, cnr.cn.
Lists are plain; some are written by script, one assignment block a row (Wuhan).
"""

from __future__ import annotations

import re

from crawler.families.base import Document
from crawler.families.html import HtmlFamily
from crawler.families.records import plain_text
from crawler.families.scripts import scripts
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset, RowsResult
from crawler.reading.dates import parse_date_text
from crawler.reading.page import absolute
from pipeline_common.models import Origin, Published, Row, Selectors, Source

_ASSIGNMENT = re.compile(r"""\b(\w{1,30})\s*=\s*(?:"([^"\n]{0,600})"|'([^'\n]{0,600})')\s*[;,]""")
#: A value that is a date and nothing else; titles hold dates of events.
_PLAIN_DATE = re.compile(r"\s*\d{4}[-/.年][\d\s:/.月日-]{3,15}$")


class TrsWcm(HtmlFamily):
    """Plain lists, and those whose rows a script writes."""

    def read_rows(self, document: Document, source: Source) -> RowsResult:
        """Rows of the markup; where the script writes them, rows of its assignments."""
        if "document.write" in document.text and not source.selectors.row:
            rows = written_rows(scripts(document.text), document.url)
            if rows:
                return RowsResult(found=True, rows=rows, rule="rows written by script")
        return super().read_rows(document, source)


def written_rows(script: str, base: str) -> tuple[Row, ...]:
    """Rows of scripts that set `url`, `title` and perhaps a date before each `document.write`."""
    rows: list[Row] = []
    for block in re.split(r"document\.write(?:ln)?\s*\(", script):
        values = {found[1].lower(): found[2] or found[3] for found in _ASSIGNMENT.finditer(block)}
        url = absolute(base, values.get("url") or "")
        if not (url and values.get("title")):
            continue
        plain = (text for text in values.values() if text and _PLAIN_DATE.match(text))
        value = next(filter(None, map(parse_date_text, plain)), None)
        rows.append(
            Row(
                url=url,
                title=plain_text(values["title"]),
                published=Published(value, Origin.LISTING) if value else None,
            )
        )
    return tuple({row.url: row for row in reversed(rows)}.values())[::-1]


TRS_WCM = TrsWcm(
    name="trs_wcm",
    label="TRS WCM / Haiyun",
    signs=(
        Sign("article address t<day>_<number>", url=r"/t20\d{6}_\d+(?:_\d+)?\.s?html?$"),
        Sign("links to t<day>_<number> files", links=r"(?:^|/)t20\d{6}_\d+\.s?html?$"),
        Sign("TRS editor container", word="TRS_Editor"),
        Sign("TRS editor container", word="TRS_UEDITOR"),
        Sign("TRS view container", word="trs_editor_view"),
        Sign(
            "pager call counting from zero",
            word="createPageHTML(",
            text=r"createPageHTML\(\s*\d+\s*,\s*\d+\s*,\s*[\"']",
        ),
    ),
    rows=(
        Selectors(row="a.list-item-con", link="a.list-item-con"),
        Selectors(row="tr.zcwjk-list-c", title="p.tit", date="p.info"),
        Selectors(row="ul.default_news > li", date=".u_time"),
        Selectors(row="div.contentRight ul > li", date="span"),
        Selectors(row="li.item:has(.text-part)", date="span.time"),
        Selectors(row="ul.u-list > li, ul.is-listnews > li", date="span"),
    ),
    article=ArticlePreset(
        body=(
            ".trs_editor_view",
            ".TRS_UEDITOR",
            ".TRS_Editor",
            ".article_con",
            "#zoom",
            ".zcwjk-xlcon",
            ".zwxl-main",
            "#mainText",
            ".view-content",
            "#xlrllt",
            ".article-body",
            ".document",
        ),
    ),
    parts=r"{stem}_(\d{1,3})\.s?html?$",
)
