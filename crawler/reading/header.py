"""Date and outlet of an article, and where each was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.reading.blocks import Line, tidy
from crawler.reading.dates import DATE, address_date, epoch_date, parse_date_text
from crawler.reading.labels import clean_outlet, labelled_date, labelled_outlet, lone_date
from crawler.reading.page import OpenPage, key
from crawler.reading.preset import ArticlePreset
from pipeline_common.models import Origin, Published, Selectors

__all__ = ["find_outlet", "find_published", "window"]

#: Meta tags of publication, best first; never Maketime, 页面生成时间 (`others`) or `date`.
_PUBLISH_TAGS = (
    "pubdate firstpublishedtime publishdate article:published_time og:release_date og:time "
    "datepublished publish_time publishtime pubtime apub:time og:published_time publish-date "
    "bytedance:published_time article:create_at weibo:article:create_at releasedate dc.date.issued "
    "dcterms.issued og:article:published_time publication_date"
).split()
#: Tags of the last change: right to the day where nothing better is given.
_UPDATE_TAGS = (
    "dateupdate weibo:article:update_at article:update_at lastmodified bytedance:lrdate_time "
    "bytedance:updated_time article:modified_time og:updated_time lastmodifiedtime"
).split()
_OUTLET_TAGS = ("contentsource", "source", "article:source", "og:article:source", "copyrightholder")
_ACCOUNT_TAGS = ("mediaid", "og:article:author", "article:author")

_BEFORE, _AFTER = 4, 16
_SENTENCE = re.compile("[。！？；]|，.*，")
_EPOCH = re.compile(
    r"""\b(?:var\s+)?(?:ct|publish_?time|pubtime)\s*[=:]\s*["']?(\d{10}(?:\d{3})?)\b""", re.I
)
_OUTLET_SHAPE = re.compile(
    r"[\u4e00-\u9fffA-Za-z·]{1,14}(?:网|社|报|日报|晚报|新闻|发布|融媒|融媒体|电视台|广播|传媒|客户端|周刊|财经|频道)"
)


def window(page: OpenPage, title: str) -> list[Line]:
    """The lines around the headline: where a page puts date and outlet.

    Where the headline stands more than once (breadcrumb, share text), the place with a date counts.
    """
    bare = key(title)
    lines = page.lines
    places = [n for n, line in enumerate(lines) if bare and key(line.text).startswith(bare)]
    if not places:
        places = [
            n
            for n, line in enumerate(lines)
            if bare
            and key(line.text)
            and key(line.text) in bare
            and len(key(line.text)) * 2 > len(bare)
        ]
    around = [lines[max(0, n - _BEFORE) : n + _AFTER] for n in places[:6]]
    return next(
        (part for part in around if any(DATE.search(line.text) for line in part)),
        around[0] if around else [],
    )


def _texts(part: list[Line]) -> Iterator[str]:
    """The lines of a window, and neighbours joined: labels and values are often in two blocks."""
    for line in part:
        yield line.text
    yield " ".join(line.text for line in part if len(line.text) < 60)


def find_published(
    page: OpenPage, part: list[Line], selectors: Selectors | None, preset: ArticlePreset | None
) -> Published | None:
    """The publication date by the best evidence; None where the page gives none.

    `part` is the window around the headline.
    """
    given = page.text_of([selectors.article_date]) if selectors and selectors.article_date else ""
    marked = tidy(re.sub(r"<[^>]*>", " ", page.marked(preset, "date")))
    if value := (given and parse_date_text(given)) or (marked and parse_date_text(marked)):
        return Published(value, Origin.HEADER)
    stated = _stated(page)
    shown = _shown(page, part, preset)
    if stated and shown and len(shown) > len(stated.value) and shown.startswith(stated.value):
        return Published(shown, Origin.HEADER)  # the same day, with the time of day
    if stated or shown:
        return stated or Published(shown or "", Origin.HEADER)
    return _remote(page)


def _stated(page: OpenPage) -> Published | None:
    for _, text in page.metadata.values(_PUBLISH_TAGS):
        if value := parse_date_text(text):
            return Published(value, Origin.META)
    for name in ("datePublished", "pubDate", "uploadDate"):
        if value := parse_date_text(page.metadata.linked_text(name)):
            return Published(value, Origin.JSON_LD)
    return None


def _shown(page: OpenPage, part: list[Line], preset: ArticlePreset | None) -> str | None:
    """The date that a person sees under the headline."""
    for selector in preset.date if preset else ():
        text = page.text_of([selector])
        if value := labelled_date(text) or parse_date_text(text):
            return value
    for text in _texts(part):
        if value := labelled_date(text):
            return value
    for line in part:
        if len(line.text) <= 100 and not _SENTENCE.search(line.text) and not line.linked:
            if value := lone_date(line.text):
                return value
    return lone_date(
        " ".join(line.text for line in part if len(line.text) < 30 and not line.linked)
    )


def _remote(page: OpenPage) -> Published | None:
    """Weaker evidence: tags of the last change, scripts, labels far from the headline, address."""
    for _, text in page.metadata.values(_UPDATE_TAGS):
        if value := parse_date_text(text):
            return Published(value[:10], Origin.META)
    for found in _EPOCH.finditer(page.html):
        if value := epoch_date(found[1]):
            return Published(value, Origin.META)
    for line in page.lines:
        if not line.block.furniture and (value := labelled_date(line.text, sure=True)):
            return Published(value, Origin.HEADER)
    value = address_date(page.url)
    return Published(value, Origin.ADDRESS) if value else None


def find_outlet(
    page: OpenPage, part: list[Line], selectors: Selectors | None, preset: ArticlePreset | None
) -> str:
    """The outlet that the page names, "" where it names none."""
    if selectors and selectors.outlet and (name := clean_outlet(page.text_of([selectors.outlet]))):
        return name
    if name := clean_outlet(tidy(re.sub(r"<[^>]*>", " ", page.marked(preset, "outlet")))):
        return name
    for _, text in page.metadata.values(_OUTLET_TAGS):
        if name := clean_outlet(text):
            return name
    for selector in preset.outlet if preset else ():
        text = page.text_of([selector])
        if name := labelled_outlet(text) or clean_outlet(text):
            return name
    for text in _texts(part):
        if name := labelled_outlet(text):
            return name
    for _, text in page.metadata.values(_ACCOUNT_TAGS):
        if not text.startswith("http") and (name := clean_outlet(text)):
            return name
    if name := clean_outlet(page.text_of(["#js_name"])):
        return name
    return _beside_date(part) or _anywhere(page)


def _beside_date(part: list[Line]) -> str:
    """A word of an outlet's shape next to an unlabelled date: 中国网 2019-11-25 10:37."""
    for line in part:
        found = DATE.search(line.text)
        if found and len(line.text) <= 80:
            for text in (line.text[: found.start()][-20:], line.text[found.end() :][:30]):
                if shape := _OUTLET_SHAPE.search(text):
                    return clean_outlet(shape[0])
    return ""


def _anywhere(page: OpenPage) -> str:
    for line in page.lines:
        if (
            len(line.text) <= 120
            and not line.block.furniture
            and (name := labelled_outlet(line.text))
        ):
            return name
    return ""
