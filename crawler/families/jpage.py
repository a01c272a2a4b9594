"""Requests to the record store of Hanweb's jpage lists, `dataproxy.jsp`.

Groups of records are asked for by number (`startrecord`, `endrecord`, a POST) or, where a site
ignores that, by page (a GET). `endrecord` is inclusive, so that groups may overlap by a row.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.families.base import Document, Request
from crawler.families.fragments import between, cdata
from crawler.reading.page import absolute
from pipeline_common.models import Listing, Source

#: Screens of rows that one call asks for, as the sites' own script does, and rows of a screen.
SCREENS = 3
SCREEN = 15
#: Rows of a page where the store is asked by page.
PAGE_SIZE = 100

_PATH = "/module/web/jpage/dataproxy.jsp"
_DEFAULTS = {"col": "1", "appid": "1", "webid": "1", "path": "/", "sourceContentType": "1"}
_FIELDS = frozenset((*_DEFAULTS, "columnid", "unitid", "webname", "permissiontype"))
_PER_PAGE = re.compile(r"perPage\s*[:=]\s*[\"']?(\d{1,3})", re.I)
_SCRIPT_FIELD = re.compile(
    r"\b(columnid|unitid|webid|webname|appid|sourceContentType)\s*[:=]\s*[\"']?([^\"',;&\s}]{1,60})"
)
_LINK = re.compile(r"""href=["']?([^"'\s>]+)""")
_COLUMN = re.compile(r"/col/col(\d+)/")


def next_group(document: Document, source: Source, listing: Listing, last: int) -> Request | None:
    """The request for the records after number `last`; None where the unit is not known.

    `params.paging = "page"` of the source or the listing asks by page.
    """
    path, fields = _store(document, listing)
    params = {**source.params, **listing.params}
    fields |= {name: value for name, value in params.items() if name in _FIELDS}
    if not fields.get("unitid"):
        return None
    url = absolute(document.url, path)
    headers = {"Referer": listing.url, "X-Requested-With": "XMLHttpRequest"}
    if params.get("paging") == "page":
        page = int(document.told("page") or last // PAGE_SIZE) + 1
        asked = {**fields, "page": str(page), "perpage": str(PAGE_SIZE)}
        context = {**fields, "page": str(page), "endrecord": str(page * PAGE_SIZE)}
        return Request(f"{url}?{urlencode(asked)}", headers=headers, context=context)
    told = _PER_PAGE.search(document.text)
    size = int(document.told("perpage") or (told[1] if told else 0)) or SCREEN
    end = last + SCREENS * size
    numbers = {"startrecord": str(last + 1), "endrecord": str(end), "perpage": str(size)}
    return Request(
        f"{url}?{urlencode(numbers)}", "POST", tuple(fields.items()), headers, fields | numbers
    )


def _store(document: Document, listing: Listing) -> tuple[str, dict[str, str]]:
    """Path of the store and the fields it wants; what is nearest to the list counts.

    That is the request that brought the group at hand, else the link to the next group, else the
    configuration in the scripts.
    """
    asked = document.request
    if asked and "unitid" in asked.context:
        told = {name: value for name, value in asked.context.items() if name in _FIELDS}
        return urlsplit(asked.url).path, told
    path, fields = _PATH, dict(_DEFAULTS)
    if column := _COLUMN.search(listing.url):
        fields["columnid"] = column[1]
    fields |= dict(_SCRIPT_FIELD.findall(document.text))
    link = next(map(cdata, between(document.text, "<nextgroup>", "</nextgroup>")), "")
    if address := _LINK.search(link):
        parts = urlsplit(absolute(document.url, unescape(address[1])))
        path = parts.path or path
        fields |= {name: value for name, value in parse_qsl(parts.query) if name != "page"}
    return path, fields
