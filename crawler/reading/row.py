"""One row of a list: its link, the full headline, the date beside it."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborNode

from crawler.reading.blocks import join_lines, read_runs, tidy
from crawler.reading.dates import DATE, address_date, parse_date_text
from crawler.reading.labels import labelled_date
from crawler.reading.page import absolute, key
from crawler.reading.tree import attribute, names, select
from pipeline_common.models import Origin, Published, Row

__all__ = ["clean_title", "make_row", "row_date", "row_title", "shows_day"]

_TAG = re.compile(r"<[^<>]{1,200}>")
_CUT = re.compile(r"[.…·]{2,}$|…$")
_LABELLED = re.compile(r"(?:标题|题名|主题)\s*[:：]\s*([^\n\r]+)")
_NEXT_LABEL = re.compile(
    r"\s*(?:作者|发布时间|更新时间|发布日期|点击数|来源|日期)\s*[:：].*$", re.S
)
_EDGE_DATE = r"[\[(（【]?\s*" + re.sub(r"\?P<\w+>", "?:", DATE.pattern) + r"\s*[\])）】]?"
_DATE_AT_END = re.compile(r"(?<=\S)\s*" + _EDGE_DATE + r"\s*$")
_DATE_AT_START = re.compile(r"^\s*" + _EDGE_DATE + r"\s+(?=\S)")
_ONLY_DATE = re.compile(
    r"^[\s\[(（【发布时间日期：:|]*(?:\d{4}\D{1,3})?\d{1,2}\D{1,3}\d{1,2}日?[\s\])）】|]*"
    r"(?:\d\d?:\d\d(?::\d\d)?)?\s*$"
)
#: A day that lacks its year, or counts from today: it tells a list, and is no date.
_DAY = re.compile(
    r"(?:^[\s\[(（【]*\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:[ /-]\d{4})?|\d{1,3}\s?(?:分钟|小时|天)前|"
    r"(?:^|\s)[今昨前]天)(?:\s?\d\d?:\d\d(?::\d\d)?)?[\s\])）】]*$"
)
_PINNED = re.compile(r"^\s*(?:[\[【(（]\s*(?:置顶|顶|TOP)\s*[\]】)）]\s*|置顶\s+)", re.I)
_PINNED_CLASSES = names("top istop is-top zd zhiding stick sticky")
_PUBLISHED = re.compile("(?:发布|公开|上网|发文|印发|公告|公示)(?:日期|时间)?")
_BULLET = re.compile(r"^[\s·•●■◆▪►▶>＞»・-]+(?=\S)")
_MAX_TITLE = 300
#: A text beside a link that is longer is a summary, and its dates are of events.
_MAX_BESIDE = 30
_MAX_SIBLINGS = 6
#: Pieces of text that one row holds at most.
_MAX_RUNS = 60


def make_row(
    row: LexborNode,
    link: LexborNode,
    base: str,
    *,
    title: str = "",
    date: str = "",
) -> Row | None:
    """The row that `link` heads; None where the link leads nowhere or has no words.

    `title` and `date` are texts found by configured selectors; without them the headline is the
    link's, and the date the one beside it, else the one in the address.
    """
    address = absolute(base, attribute(link, "href")).partition("#")[0]
    headline = clean_title(title) or row_title(link)
    pinned = bool(_PINNED.match(headline) or _is_marked(row) or "置顶" in row.text(strip=True)[:8])
    headline = _PINNED.sub("", headline)[:_MAX_TITLE]
    if not address or not headline:
        return None
    value = parse_date_text(date) if date else row_date(row, link)
    published = Published(value, Origin.LISTING) if value else _by_address(address)
    return Row(address, headline, published, pinned=pinned)


def _is_marked(row: LexborNode) -> bool:
    return not _PINNED_CLASSES.isdisjoint(attribute(row, "class").lower().split())


def _by_address(address: str) -> Published | None:
    value = address_date(address)
    return Published(value, Origin.ADDRESS) if value else None


def clean_title(text: str) -> str:
    """A headline without tags, entities, bullets and a date at its edge."""
    text = tidy(_TAG.sub("", unescape(text)))
    text = _DATE_AT_START.sub("", _DATE_AT_END.sub("", text))
    return _BULLET.sub("", text).strip()


def row_title(link: LexborNode) -> str:
    """The whole headline: the `title` attribute where the visible one is cut or missing."""
    shown, full = clean_title(_shown(link)), _full(link)
    if not shown:
        images = (attribute(i, n) for i in select(link, "img") for n in ("alt", "title"))
        return full or clean_title(next(filter(None, images), ""))
    stem = key(_CUT.sub("", shown))
    return full if len(full) > len(stem) and key(full).startswith(stem) else shown


def _full(link: LexborNode) -> str:
    """The `title` attribute; some systems write 标题：… 作者：… into it."""
    text = attribute(link, "title")
    if labelled := _LABELLED.search(text):
        text = labelled[1]
    return clean_title(_NEXT_LABEL.sub("", text))


def _shown(link: LexborNode) -> str:
    """The words of a link, which may be a whole row: its heading, else its first line."""
    for heading in select(link, "h1, h2, h3, h4, h5, h6, [class*='tit' i]"):
        if heading.mem_id != link.mem_id and (text := tidy(heading.text())):
            return text
    runs = [run for run in read_runs(link, limit=_MAX_RUNS)[0] if not _ONLY_DATE.match(run.text)]
    return next((line.text for line in join_lines(runs)), "")


def row_date(row: LexborNode, link: LexborNode) -> str | None:
    """The date that a row shows beside its link or within it, not one of the headline's words."""
    within = [run.text for run in read_runs(link, limit=_MAX_RUNS)[0]]
    if row.mem_id != link.mem_id:
        beside = [run.text for run in read_runs(row, frozenset([link.mem_id]), _MAX_RUNS)[0]]
        short = " ".join(text for text in beside if len(text.strip()) <= _MAX_BESIDE)
        if row.tag == "tr" and (value := _in_date_column(row)):
            return value
        if value := labelled_date(" ".join(beside)) or parse_date_text(short):
            return value
        if value := _in_markup(row):
            return value
    if value := parse_date_text(" ".join(text for text in within if _ONLY_DATE.match(text))):
        return value
    if value := parse_date_text(" ".join(text for text in within if len(text.strip()) <= 12)):
        return value
    whole = " ".join(within)
    edge = _DATE_AT_END.search(whole) or _DATE_AT_START.search(whole)
    return parse_date_text(edge[0] if edge else _after(row))


def shows_day(row: LexborNode, link: LexborNode) -> bool:
    """Whether a row shows a day at all, be it without its year (01-20) or from today (3小时前)."""
    if row_date(row, link):
        return True
    texts = [run.text for run in read_runs(row, limit=_MAX_RUNS)[0]]
    return any(len(text) <= _MAX_BESIDE and _DAY.search(text) for text in [*texts, _after(row)])


def _in_markup(row: LexborNode) -> str | None:
    """The date that a `time` element carries for machines (HTML, 4.5.14)."""
    values = (parse_date_text(attribute(n, "datetime")) for n in select(row, "time[datetime]"))
    return next(filter(None, values), None)


def _in_date_column(row: LexborNode) -> str | None:
    """The date in the column that the table's own heading calls that of publication."""
    cells = select(row, "td, th")
    if sum(DATE.search(cell.text()) is not None for cell in cells) < 2 or row.parent is None:
        return None  # most tables show one date
    heading = [
        tidy(cell.text()) for cell in select(row.parent, "tr:first-child > td, tr:first-child > th")
    ]
    places = [n for n, text in enumerate(heading) if _PUBLISHED.search(text)]
    if not places or places[0] >= len(cells):
        return None
    return parse_date_text(cells[places[0]].text())


def _after(row: LexborNode) -> str:
    """What stands between a row without a box of its own and the next one."""
    texts: list[str] = []
    node = row.next
    while node is not None and len(texts) < _MAX_SIBLINGS:
        if node.tag == "a" or (node.tag != "-text" and select(node, "a[href]")):
            break
        texts.append(node.text())
        node = node.next
    text = " ".join(texts)
    return text if len(text.strip()) <= _MAX_BESIDE else ""
