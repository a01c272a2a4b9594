"""A stored page to an `Article`: decoding, the family's rules, the row that led to it."""

from __future__ import annotations

from dataclasses import replace

from crawler.encoding import decode
from crawler.families.answers import is_error_page, refusal
from crawler.families.base import Document, Family
from crawler.reading import ArticlePreset, ReadArticle, read_article
from pipeline_common.errors import ArticleParseError
from pipeline_common.identity import article_key, canonical_url
from pipeline_common.models import Article, Origin, Page, Published, Row, Selectors, Source

_BELIEVED = {origin: rank for rank, origin in enumerate(Origin)}


def parse_article(page: Page, source: Source, family: Family) -> Article:
    """The article in `page`, nothing in it interpreted.

    Its address is the one that the list gave, not where that led: it has to be known again when
    the list is read the next time. Raises ArticleParseError (subject: the address) for error pages
    and for pages without a title or a text.
    """
    row = page.row
    address = row.url if row else page.url
    try:
        url, key = canonical_url(address), article_key(address)
    except ValueError as error:
        raise ArticleParseError("not an address", subject=address) from error
    if row and row.body_html:
        read, encoding = _read_row(row, source, family), "utf-8"
    elif reason := refusal(page):
        raise ArticleParseError(reason, subject=address)
    else:
        read, encoding = _read_bodies(page, source, family)
    title = read.title or (row.title if row else "")
    if is_error_page(title, read.text):
        raise ArticleParseError(f"an error page ({title[:40]})", subject=address)
    if not title or not read.text:
        raise ArticleParseError("no text" if title else "no title", subject=address)
    return Article(
        id=key,
        source_id=source.id,
        url=url,
        title=title,
        text=read.text,
        published=better_date(read.published, row.published if row else None),
        outlet=read.outlet or (row.outlet if row else "") or source.outlet,
        encoding=encoding,
        family=family.name,
        home_place=source.home_place,
        fetched_at=page.fetched_at,
        attachments=read.attachments,
        trust=source.trust,
        backfill=page.backfill,
    )


def better_date(one: Published | None, other: Published | None) -> Published | None:
    """The date whose origin is believed more; of one day, the one that knows the time.

    A month from an address yields to any day within it, wherever that was read.
    """
    if one is None or other is None:
        return one or other
    first, second = sorted((one, other), key=lambda date: _BELIEVED[date.origin])
    finer = len(second.value) > len(first.value)
    return second if finer and second.value.startswith(first.value) else first


def _read_bodies(page: Page, source: Source, family: Family) -> tuple[ReadArticle, str]:
    """The fields of the first body with the texts of all; the encoding of the first."""
    reads: list[ReadArticle] = []
    encodings: list[str] = []
    for body in (page.body, *page.more):
        decoded = decode(
            body, content_type=page.headers.get("content-type", ""), override=source.encoding
        )
        document = Document(page.url, decoded.text, decoded.encoding, body=body)
        reads.append(family.read_article(document, source, page.row))
        encodings.append(decoded.encoding)
    texts = dict.fromkeys(read.text for read in reads if read.text)
    attachments = tuple(dict.fromkeys(a for read in reads for a in read.attachments))
    return replace(reads[0], text="\n".join(texts), attachments=attachments), encodings[0]


def _read_row(row: Row, source: Source, family: Family) -> ReadArticle:
    """The fields of a row that carries its whole text."""
    remove = family.preset.remove if family.preset else ()
    read = read_article(
        f'<div id="row-body">{row.body_html}</div>',
        url=row.url,
        selectors=Selectors(remove=source.selectors.remove),
        preset=ArticlePreset(body=("#row-body",), remove=remove),
    )
    return replace(read, title=row.title or read.title, outlet=row.outlet or read.outlet)
