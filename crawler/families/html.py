"""The family whose pages are plain HTML: everything that tells one system from another is data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.families.base import Document, Family, ListingResult, Request
from crawler.families.feed import FEED, is_feed
from crawler.families.json_list import read_json_list
from crawler.families.pager import STATIC, Pager
from crawler.families.records import Keys
from crawler.families.signs import Sign, first_sign
from crawler.reading import ArticlePreset, RowsResult, read_rows
from crawler.reading.page import absolute
from pipeline_common.models import Listing, Selectors, Source

#: A page of so little text after the first is a stub: the list has ended.
STUB = 600


@dataclass(frozen=True)
class HtmlFamily(Family):
    """A system of static listings and articles.

    `rows` are tried in order before the generic reader; `records` are the keys of its JSON lists;
    `parts` is a regex over the names of the files that carry on an article, with {stem} for the
    stem of its first file and one group for the number.
    """

    name: str
    label: str
    signs: tuple[Sign, ...] = ()
    rows: tuple[Selectors, ...] = ()
    records: Keys | None = None
    pager: Pager = STATIC
    article: ArticlePreset | None = None
    parts: str = ""

    @property
    def preset(self) -> ArticlePreset | None:
        """Where this system puts title, date, outlet and text."""
        return self.article

    def fingerprint(self, url: str, text: str) -> str:
        """The first mark that shows."""
        return first_sign(self.signs, url, text)

    def read_listing(
        self, document: Document, source: Source, listing: Listing, page: int
    ) -> ListingResult:
        """Rows by the source's selectors, else the system's, else the generic reader.

        A listing address may also serve a feed or a JSON list.
        """
        if is_feed(document.text):
            return FEED.read_listing(document, source, listing, page)
        if self.records and document.text.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
            return read_json_list(document, self.records, listing, page)
        if page > 1 and len(document.text) < STUB and "<a " not in document.text:
            return ListingResult(found=True, rule="stub after the last page")
        read = self.read_rows(document, source)
        following, total = self.pager(document.text, document.url, page)
        return ListingResult(
            found=read.found,
            rows=read.rows,
            next=Request(following) if following and read.rows else None,
            total=total,
            rule=read.rule,
        )

    def read_rows(self, document: Document, source: Source) -> RowsResult:
        """The rows of one HTML document, by the first rule that finds any.

        Where a source says what its rows are, the list is not searched for: a page on which neither
        its selector nor the system's find a row has been redesigned.
        """
        own = (source.selectors,) if source.selectors.row else ()
        for selectors in (*own, *self.rows):
            read = read_rows(document.text, url=document.url, selectors=selectors)
            if read.rows:
                return read
        last = source.selectors if own else None
        return read_rows(document.text, url=document.url, selectors=last)

    def next_parts(self, document: Document) -> tuple[str, ...]:
        """Links whose address is this article's with a part number."""
        if not self.parts:
            return ()
        return linked_parts(document, self.parts)


def linked_parts(document: Document, pattern: str) -> tuple[str, ...]:
    """Addresses linked in `document` that `pattern` recognises as its further pages, in order.

    `pattern` is matched against the file name and holds one group, the part's number.
    """
    folder, _, name = document.url.partition("?")[0].partition("#")[0].rpartition("/")
    stem = name.rpartition(".")[0]
    if stem not in document.text:  # most articles have one page, which does not name itself
        return ()
    recognise = re.compile(pattern.replace("{stem}", re.escape(stem)))
    parts: dict[str, int] = {}
    for found in re.finditer(r"""href\s*=\s*["']?([^"'\s>#]{1,400})""", document.text):
        if number := recognise.match(found[1].rpartition("/")[2]):
            target = absolute(document.url, found[1])
            if target.rpartition("/")[0] == folder:
                parts[target] = int(number[1])
    return tuple(sorted(parts, key=lambda target: parts[target]))
