"""Pagers: where the next page of a listing is.

`createPageHTML` means two things. TRS calls it with the total first and counts from zero
(`index_1` is page 2); UCAP calls it with the id of a container first and counts from one
(`list_2` is page 2).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from crawler.families.addresses import same_host, sibling
from crawler.families.scripts import scripts
from crawler.reading.page import absolute, base_address
from crawler.reading.tree import attribute, parse

#: Finds the next page: (html, url, page counted from 1) -> (address or "", pages in all if told).
Pager = Callable[[str, str, int], tuple[str, int | None]]

_CALL = re.compile(r"(?<!function )\bcreatePage(?:HTML)?\s*\(([^()]{1,300})\)")
_ARGUMENT = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s,'\"]+")
_FILE_PART = re.compile(r"[\w.-]{1,80}$")
_NEXT_WORDS = ("下一页", "下页", "后一页", "下一頁")


@dataclass(frozen=True, slots=True)
class PageCall:
    """A call of `createPageHTML`: pages in all, the page it stands on (from 1), file names."""

    total: int
    zero_based: bool
    name: str
    suffix: str

    def file(self, page: int) -> str:
        """The file that holds `page`, counted from 1."""
        number = page - 1 if self.zero_based else page
        return f"{self.name}_{number}.{self.suffix}" if page > 1 else f"{self.name}.{self.suffix}"


def page_call(html: str, page: int = 1) -> PageCall | None:
    """The pager call in the scripts of `html`, read as page `page` of its listing."""
    for found in _CALL.finditer(scripts(html)):
        arguments = _ARGUMENT.findall(found[1])
        string_first = bool(arguments) and arguments[0][0] in "'\""
        plain = [a.strip("'\"") for a in arguments[string_first:]]
        if len(plain) < 4 or not (plain[0].isdecimal() and plain[1].isdecimal()):
            continue
        if not (_FILE_PART.match(plain[2]) and _FILE_PART.match(plain[3])):
            continue
        zero_based = not string_first or int(plain[1]) == page - 1
        return PageCall(int(plain[0]), zero_based, plain[2], plain[3].lstrip("."))
    return None


def by_call(html: str, url: str, page: int) -> tuple[str, int | None]:
    """The next page as the pager call of the page says."""
    call = page_call(html, page)
    if call is None:
        return "", None
    return (absolute(url, call.file(page + 1)) if page < call.total else ""), call.total


def by_link(html: str, url: str, page: int) -> tuple[str, int | None]:
    """The next page as a link with rel=next or "下一页" says; it never leaves the host."""
    tree = parse(html)
    base = base_address(tree, url)
    for node in tree.css("a[href], link[rel=next]"):
        words = node.text().strip()
        classes = f" {attribute(node, 'class')} "
        named = attribute(node, "rel") == "next" or words in _NEXT_WORDS
        if not named and (" next " not in classes or words.isdecimal()):
            continue
        target = absolute(base, attribute(node, "href"))
        if same_host(target, url) and target.partition("#")[0] != url.partition("#")[0]:
            return target, None
    return "", None


def by_number(total: str, form: str = "{stem}_{n}.{suffix}", first: int = 1) -> Pager:
    r"""A pager that counts file names up to the number that the regex `total` finds.

    `form` says how page n of "index.html" is called, `first` the number of page 1. Where the page
    tells no total, a link to the following file has to be in it.
    """
    pattern = re.compile(total) if total else None

    def pager(html: str, url: str, page: int) -> tuple[str, int | None]:
        following = sibling(url, page, form, first)
        if pattern and (found := pattern.search(html)):
            pages = int(found[1])
            return (following if page < pages else ""), pages
        name = following.rpartition("/")[2]
        linked = any(quote in html for quote in (f'{name}"', f"{name}'", f"/{name}", f"={name}"))
        return (following if linked else ""), None

    return pager


def first_of(*pagers: Pager) -> Pager:
    """The first pager that knows anything."""

    def pager(html: str, url: str, page: int) -> tuple[str, int | None]:
        for each in pagers:
            found = each(html, url, page)
            if found != ("", None):
                return found
        return "", None

    return pager


#: What most systems need: the call that writes the pager, a plain link, or the variable that TRS
#: templates keep the total in.
STATIC: Pager = first_of(by_call, by_link, by_number(r"\bcountPage\s*=\s*[\"']?(\d{1,5})", first=0))
