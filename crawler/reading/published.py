"""The publication date of an article and where it was read.

The order is what 113 real pages showed: publication tags are always right, a labelled date beside
the headline nearly always, the tag of the last change to the day where nothing better is given.
Times of page generation (Maketime, HtmlGenerateTime, 页面生成时间), footers and dates in the text
are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain

from crawler.reading.blocks import Line, tidy
from crawler.reading.dates import DATE, address_date, epoch_date, parse_date_text
from crawler.reading.header import SENTENCE, Header
from crawler.reading.labels import has_label, labelled_date, lone_date, updated_date
from crawler.reading.page import OpenPage, without_tags
from crawler.reading.preset import ArticlePreset
from crawler.reading.tree import attribute, select
from pipeline_common.models import Origin, Published, Selectors

__all__ = ["find_published"]

#: Meta tags of publication, best first; `date` and `others` are left out, they hold anything.
_PUBLISH_TAGS = (
    "pubdate firstpublishedtime publishdate article:published_time og:release_date og:time "
    "datepublished publish_time publishtime pubtime apub:time og:published_time publish-date "
    "bytedance:published_time article:create_at weibo:article:create_at "
    "releasedate dc.date.issued dcterms.issued og:article:published_time publication_date"
)
#: Tags of the last change.
_UPDATE_TAGS = (
    "dateupdate weibo:article:update_at article:update_at lastmodified bytedance:lrdate_time "
    "bytedance:updated_time article:modified_time og:updated_time lastmodifiedtime"
)
_LINKED_KEYS = ("datePublished", "pubDate", "uploadDate")
#: WeChat writes the time into a script: var ct = "1581516000".
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?\b")
_EPOCH_NAME = re.compile(
    r"""\b(?:ct|publish_?time|pub_?time|createTime)["']?\s*[=:]\s*["']?$|-time["']?>$""", re.I
)
_EPOCH_REACH = 30
#: The time that an article element carries for machines.
_TIMES = "article time[datetime], time[itemprop~='datePublished'], time[pubdate]"
_FOOT = re.compile(r"版权|©|copyright|ICP备|网安备", re.I)
_MAX_LABELS = 100
_DAY = len("2026-11-25")


def find_published(
    page: OpenPage,
    header: Callable[[], Header],
    selectors: Selectors | None,
    preset: ArticlePreset | None,
) -> Published | None:
    """The publication date by the best evidence; None where the page gives none.

    `header` reads the page's header, which is only asked for where its tags do not tell all.
    """
    given = page.text_of([selectors.article_date]) if selectors else ""
    for text in (given, tidy(without_tags(page.marked(preset, "date")))):
        if value := labelled_date(text) or parse_date_text(text):
            return Published(value, Origin.HEADER)
    stated = _stated(page)
    if stated and len(stated.value) > _DAY:
        return stated
    shown = _shown(page, header(), preset)
    if stated and shown and len(shown) > len(stated.value) and shown.startswith(stated.value):
        return Published(shown, Origin.HEADER)  # the same day, with its time
    if stated or not shown:
        return stated or _remote(page, header())
    return Published(shown, Origin.HEADER)


def _stated(page: OpenPage) -> Published | None:
    for _, text in page.metadata.values(_PUBLISH_TAGS.split()):
        if value := parse_date_text(text):
            return Published(value, Origin.META)
    for name in _LINKED_KEYS:
        if value := parse_date_text(page.metadata.linked_text(name)):
            return Published(value, Origin.JSON_LD)
    return None


def _shown(page: OpenPage, header: Header, preset: ArticlePreset | None) -> str | None:
    """The date that a person sees beside the headline."""
    for selector in preset.date if preset else ():
        text = page.text_of([selector])
        if value := labelled_date(text) or lone_date(text):
            return value
    texts = [*header.texts(), *(line.text for line in header.rest if _is_short(line))]
    if value := next(filter(None, (labelled_date(text, sure=True) for text in texts)), None):
        return value
    below = _plain(header.lines[header.headline :])
    above = [t for t in _plain(header.lines[: header.headline]) if "星期" not in t]  # today's
    joined = " ".join(text for text in below if len(text) < 30)  # a date in several boxes
    after = [text for text in _plain(header.rest) if has_label(text, sure=True)]
    lone = map(lone_date, (*below, *above, joined, *after))
    return next(filter(None, chain(lone, map(labelled_date, texts))), None)


def _is_short(line: Line) -> bool:
    return len(line.text) <= _MAX_LABELS


def _plain(lines: Iterable[Line]) -> list[str]:
    """The lines that can be a date line: short, no sentence, not mainly links."""
    return [
        line.text
        for line in lines
        if _is_short(line)
        and not SENTENCE.search(line.text)
        and not _FOOT.search(line.text)
        and _is_told(line)
    ]


def _is_told(line: Line) -> bool:
    """Whether a line is no list of links: of few links, or with a date and next to nothing else."""
    if 2 * line.linked <= len(line.text):
        return True
    date = DATE.search(line.text)
    return date is not None and (date.start() == 0 or line.text.startswith("http"))


def _remote(page: OpenPage, header: Header) -> Published | None:
    """Weaker evidence: times in the markup, tags of the last change, scripts, labels far from the
    headline, address."""
    times = select(page.tree, _TIMES)
    times = times or (lone if len(lone := select(page.tree, "time[datetime]")) == 1 else [])
    for node in times[:1]:
        if value := parse_date_text(attribute(node, "datetime")):
            return Published(value, Origin.HEADER)
    for _, text in page.metadata.values(_UPDATE_TAGS.split()):
        if value := parse_date_text(text):
            return Published(value[:10], Origin.META)
    for found in _EPOCH.finditer(page.html):
        name = page.html[max(0, found.start() - _EPOCH_REACH) : found.start()]
        if _EPOCH_NAME.search(name) and (value := epoch_date(found[0])):
            return Published(value, Origin.META)
    for line in page.lines:
        if not line.block.furniture and (value := labelled_date(line.text, sure=True)):
            return Published(value, Origin.HEADER)
    for text in header.texts():
        if value := updated_date(text):
            return Published(value, Origin.HEADER)
    value = address_date(page.url)
    return Published(value, Origin.ADDRESS) if value else None
