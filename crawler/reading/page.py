"""A page opened once for all readers: source, tree, metadata, lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from html import unescape
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.blocks import Block, Line, Run, join_lines, read_runs, tidy
from crawler.reading.metadata import Metadata, read_metadata
from crawler.reading.preset import ArticlePreset
from crawler.reading.tree import attribute, parse, select

__all__ = ["OpenPage", "absolute", "base_address", "canonical_address", "key", "without_tags"]

_QUOTES = re.compile("[“”‘’「」『』\"'`\\s\u200b\ufeff\u00ad]")


class OpenPage:
    """The parsed page; everything is read at most once."""

    def __init__(self, html: str, url: str) -> None:
        self.html = html
        self.tree: LexborHTMLParser = parse(html)
        self.metadata: Metadata = read_metadata(self.tree)
        self.base = base_address(self.tree, url)
        self.url = url

    @cached_property
    def _read(self) -> tuple[list[Run], list[Block]]:
        root = self.tree.body or self.tree.root
        return read_runs(root) if root is not None else ([], [])

    @property
    def runs(self) -> list[Run]:
        """All text of the body."""
        return self._read[0]

    @property
    def blocks(self) -> list[Block]:
        """All blocks that hold text, parents first."""
        return self._read[1]

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the body, in order."""
        return list(join_lines(self.runs))

    def text_of(self, selectors: Iterable[str]) -> str:
        """The text of the first node that has any, asked selector by selector."""
        for selector in selectors:
            for node in select(self.tree, selector):
                if node.tag == "meta":
                    text = tidy(attribute(node, "content"))
                else:
                    text = tidy(" ".join(run.text for run in read_runs(node)[0]))
                if text:
                    return text
        return ""

    def marked(self, preset: ArticlePreset | None, name: str) -> str:
        """The source text of a field that a family marks by comments or by pattern."""
        if preset is None:
            return ""
        if marks := preset.between.get(name):
            _, found, rest = self.html.partition(marks[0])
            text, closed, _ = rest.partition(marks[1])
            if found and closed and text.strip():
                return text
        if pattern := preset.patterns.get(name):
            match = re.search(pattern, self.html)
            return match[1] if match else ""
        return ""


def base_address(tree: LexborHTMLParser, url: str) -> str:
    """The address that links are relative to (HTML, 4.2.3)."""
    for node in select(tree, "base[href]"):
        return absolute(url, attribute(node, "href")) or url
    return url


def without_tags(source: str) -> str:
    """The text of a piece of source; tags become spaces."""
    return unescape(re.sub(r"<[^>]*>", " ", source)) if source else ""


_OWN_ADDRESS = re.compile(
    r"<(?:link|meta)\b(?=[^>]{0,400}(?:canonical|og:url))[^>]{0,400}?"
    r"(?:href|content)\s*=\s*[\"']?([^\"'\s>]{8,600})",
    re.I,
)


def canonical_address(html: str) -> str:
    """The address that a page gives itself (canonical link, og:url), "" where it gives none."""
    return next(filter(None, (absolute("", m[1]) for m in _OWN_ADDRESS.finditer(html))), "")


def absolute(base: str, link: str) -> str:
    """`link` as an absolute http(s) address, "" for anything else (scripts, mail, anchors)."""
    link = re.sub(r"[\t\r\n]", "", link).strip()
    if not link or link.startswith("#"):
        return ""
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
        return address if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def key(text: str) -> str:
    """What two spellings of one headline share: NFKC, no white space, no quotes."""
    if text.isascii() and text.isalnum():
        return text
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))
