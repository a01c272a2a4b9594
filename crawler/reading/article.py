"""An article page to its fields: rules first, then density, a library only when both fail."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborNode

from crawler.reading.body import lines_in, lines_under, read_attachments, read_text
from crawler.reading.density import find_body
from crawler.reading.header import find_header
from crawler.reading.lead import find_lead
from crawler.reading.outlet import find_outlet
from crawler.reading.page import OpenPage, canonical_address
from crawler.reading.preset import ArticlePreset
from crawler.reading.published import find_published
from crawler.reading.title import find_title
from crawler.reading.tree import parse, select
from crawler.reading.trim import trim
from pipeline_common.models import Attachment, Published, Selectors

__all__ = ["ReadArticle", "read_article"]

#: A body of fewer characters asks for a second opinion, which large pages are not worth.
_THIN = 40
_LARGE = 400_000
#: A body of fewer characters may be a box beside an article that a script will show.
_SHORT = 200


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """The fields of an article as its page gives them; what is not there is empty.

    `text` holds paragraphs parted by newlines, without the headline. `rule` says how the body was
    found: "source", "family", "marks", "density", "text area", "library" or "" where there is none.
    """

    title: str = ""
    text: str = ""
    published: Published | None = None
    outlet: str = ""
    attachments: tuple[Attachment, ...] = ()
    rule: str = ""


def read_article(
    html: str,
    *,
    url: str,
    selectors: Selectors | None = None,
    preset: ArticlePreset | None = None,
) -> ReadArticle:
    """Read an article page; never raises, whatever the page holds.

    `selectors` are a source's own and win; `preset` is its family's. `url` makes links absolute and
    is asked for a date last; where it is empty, the page's canonical address stands in.
    """
    page = OpenPage(html, url or canonical_address(html))
    title = find_title(page, selectors, preset)
    header = cache(lambda: find_header(page, title))  # of pages whose tags tell all it is not read
    rule, node = _told(page, selectors, preset)
    if node is not None:
        remove = [*(preset.remove if preset else ()), *([selectors.remove] if selectors else ())]
        texts = read_text(lines_under(node, remove), title)
    elif block := find_body(page.runs, page.blocks):
        rule, node = "density", block.node
        texts = read_text(lines_in(block, page.lines), title)
        texts = [*(lead for lead in find_lead(page, header(), block) if lead not in texts), *texts]
    else:
        texts = []
    if sum(map(len, texts)) < _SHORT and (stowed := _stowed(page)):
        kept = read_text(lines_under(stowed), title)
        if len("".join(kept)) > len("".join(texts)):  # scripts may have shown it already
            rule, node, texts = "text area", stowed, kept
    thin = sum(map(len, texts)) < _THIN and len(html) <= _LARGE
    if thin and (second := _second_opinion(html)):
        rule, texts = "library", trim(second, title)
    return ReadArticle(
        title=title,
        text="\n".join(texts),
        published=find_published(page, header, selectors, preset),
        outlet=find_outlet(page, header, selectors, preset),
        attachments=read_attachments(node, page.base) if node is not None else (),
        rule=rule,
    )


def _told(
    page: OpenPage, selectors: Selectors | None, preset: ArticlePreset | None
) -> tuple[str, LexborNode | None]:
    """The node that a source or a family says holds the text, and which of them."""
    if selectors and selectors.body and (node := _filled(page, selectors.body)):
        return "source", node
    if marked := page.marked(preset, "body"):
        return "marks", parse(marked).body
    for selector in preset.body if preset else ():
        if node := _filled(page, selector):
            return "family", node
    return "", None


def _filled(page: OpenPage, selector: str) -> LexborNode | None:
    """The first match that holds some text: empty twins of a container are common."""
    return next((n for n in select(page.tree, selector) if len(n.text(strip=True)) >= _THIN), None)


def _stowed(page: OpenPage) -> LexborNode | None:
    """The longest document that a page keeps, escaped, in a text area for its script to show."""
    sources = (node.text() for node in select(page.tree, "textarea"))
    documents = [source for source in sources if "<p" in source]
    return parse(max(documents, key=len)).body if documents else None


def _second_opinion(html: str) -> list[str]:
    """Paragraphs by trafilatura, for pages that are hardly Chinese prose."""
    import trafilatura

    text = trafilatura.extract(html, favor_precision=True, include_comments=False)
    return text.split("\n") if text else []
