"""Lonsun (Anhui): `/zwyw/jryw/565497491.html`, no date in it; every fifth row is a separator."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.families.html import HtmlFamily
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from pipeline_common.models import Selectors

_PAGES = re.compile(r"pageCount[\"']?\s*[:=]\s*[\"']?(\d{1,5})")


def by_page_index(html: str, url: str, page: int) -> tuple[str, int | None]:
    """The next `?pageIndex=`, up to the count in the call of `Ls.pagination`."""
    told = _PAGES.search(html)
    if told is None or page >= int(told[1]):
        return "", int(told[1]) if told else None
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"pageIndex": str(page + 1)}
    return urlunsplit(parts._replace(query=urlencode(query))), int(told[1])


LONSUN_LABEL = HtmlFamily(
    name="lonsun_label",
    label="Lonsun label service",
    signs=(
        Sign("pager call of the system", word="Ls.pagination("),
        Sign("container of the system's article", word="j-fontContent"),
        Sign("address of the label service", url=r"/site/label/\d+\?|/content/column/\d+"),
    ),
    rows=(
        Selectors(row="div.navjz ul > li", date="span.date, span"),
        Selectors(row="div.listnews ul > li", date="span.date, span"),
        Selectors(row="ul.doc_list > li", date="span.date, span"),
    ),
    pager=by_page_index,
    article=ArticlePreset(
        body=(".j-fontContent", ".wzcon", ".newscontnet", ".articleCon", ".gzk-article"),
    ),
)
