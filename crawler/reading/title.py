"""The headline of an article, by the best evidence that the page gives.

Measured on 113 real pages: the tag ArticleTitle is always right, `<title>` with its suffix is
almost never, and the first `h1` is wrong on every sixth page (a site's name, a column). What works
is agreement: the longest heading that `<title>` begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from crawler.reading.blocks import Line, tidy
from crawler.reading.dates import DATE
from crawler.reading.labels import has_label
from crawler.reading.page import OpenPage, key, without_tags
from crawler.reading.preset import ArticlePreset
from crawler.reading.tree import attribute
from pipeline_common.models import Selectors

__all__ = ["find_title"]

_SUFFIX = re.compile(r"\s*(?:[_|｜丨]|\s[-–—]+\s?|--+|——|(?<=[\u3000-\uffef])-)\s*")
_SHORT = 8
_LEAST = 4
_MAX_TITLE = 200
_ABOVE = 6
_MAX_DATE_LINE = 100
_HEADINGS = ("h1", "h2", "h3")
_NAMED = re.compile(r"(?i)title|headline|biaoti|(?:^|[\s_-])(?:tit|bt|h1)(?:$|[\s_\d-])")
_BYLINE = re.compile(r"(?:本报|本网|本刊|本站)?(?:特约)?(?:记者|通讯员|评论员|作者)|文\s*[/丨|]")
#: What a headline may begin with and its tags spell otherwise.
_OPENING = " \t\r\n\xa0\u3000“‘\"'「『【（("
#: A site's or an authority's name, not a headline.
_SITE = re.compile(
    r"(?:人民政府|委员会|门户网站|官方网站|官网|网站|政务网|信息网|新闻网|局|厅|网)$|"
    r"^\S{2,12}(?:法院|检察院|医院|大学|学院|学校|有限公司|集团|研究院|协会)$"
)


def find_title(page: OpenPage, selectors: Selectors | None, preset: ArticlePreset | None) -> str:
    """The headline, "" where there is none."""
    if selectors and (text := page.text_of([selectors.article_title])):
        return text
    if text := tidy(without_tags(page.marked(preset, "title"))):
        return text
    if text := tidy(without_tags(page.metadata.first("articletitle"))):
        return text
    if preset and (text := page.text_of(preset.title)):
        return text
    agreed = _agreed(page)
    if len(agreed) >= _SHORT and not _SITE.search(agreed):
        return agreed
    return _above_date(page) or agreed or _declared(page)


def _agreed(page: OpenPage) -> str:
    """The longest text in the page that its own titles confirm."""
    shared = [page.metadata.first("og:title"), page.metadata.linked_text("headline")]
    raw = "\n".join((_document_title(page), *shared))
    whole, *keys = map(key, raw.split("\n"))
    confirmed: dict[str, str] = {}
    for text in _candidates(page):
        if text.lstrip(_OPENING)[:2] in raw and len(text := tidy(text)) <= _MAX_TITLE:
            bare = key(text)
            if _confirms(whole, bare) or bare in keys or _cut(text, shared):
                confirmed.setdefault(bare, text)
    best = max(confirmed.values(), key=len, default="")
    first = _SUFFIX.split(best)[0]  # some pages print `<title>` with its suffix
    return confirmed.get(key(first), best) if len(first) >= _SHORT else best


def _candidates(page: OpenPage) -> Iterator[str]:
    """Pieces of text that can be a headline: runs, lines, and blocks of two or three lines."""
    yield from (run.text for run in page.runs if len(run.text) <= 2 * _MAX_TITLE)
    for _, group in groupby(page.lines, key=lambda line: id(line.block)):
        lines = [line.text for line in group]
        yield from lines
        if 1 < len(lines) <= 3:
            yield "".join(lines)


def _confirms(whole: str, bare: str) -> bool:
    """Whether `<title>` begins with a text, or holds a long one behind the site's name."""
    return (len(bare) >= _LEAST and whole.startswith(bare)) or (
        len(bare) >= 1.5 * _SHORT and bare in whole
    )


def _cut(text: str, shared: list[str]) -> bool:
    """Whether a shared title is a text's beginning that an unescaped quote cut off."""
    return any(
        len(part) >= _LEAST and text.startswith(part) and text[len(part) : len(part) + 1] == '"'
        for part in shared
    )


def _document_title(page: OpenPage) -> str:
    node = page.tree.css_first("title")
    return tidy(node.text()) if node else ""


def _above_date(page: OpenPage) -> str:
    """The headline above a line of dates, where `<title>` is a column or a site.

    A heading above any short line with a date is surer than a plain line above a labelled one.
    """
    plain = ""
    for number, line in enumerate(page.lines):
        if len(line.text) > _MAX_DATE_LINE or not DATE.search(line.text):
            continue
        above = [
            each
            for each in reversed(page.lines[max(0, number - _ABOVE) : number])
            if _SHORT <= len(each.text) <= _MAX_TITLE and not each.linked
            if not has_label(each.text) and not _BYLINE.match(each.text)
        ]
        for each in above:
            if _is_heading(each) and not _SITE.search(each.text):
                return each.text
        if not plain and above and has_label(line.text):
            plain = above[0].text
    return plain


def _is_heading(line: Line) -> bool:
    """Whether a line stands in an element that is a heading, or is named like one."""
    node = line.block.node
    mark = f"{attribute(node, 'class')} {attribute(node, 'id')}"
    return line.block.tag in _HEADINGS or _NAMED.search(mark) is not None


def _declared(page: OpenPage) -> str:
    """A title that nothing in the page confirms."""
    shared = (page.metadata.linked_text("headline"), page.metadata.first("og:title"))
    heading = page.text_of(["h1", "h2"])
    whole = (*shared, _document_title(page))
    texts = [*(_SUFFIX.split(text)[0].strip() for text in whole), heading]
    texts = [text for text in texts if len(text) >= _LEAST]
    named = [text for text in texts if len(text) >= _SHORT and not _SITE.search(text)]
    return (named or texts or [""])[0][:_MAX_TITLE]
