"""Reading article pages: time and accuracy against trafilatura and readability-lxml.

Labelled real pages are read where `corpus/pages` lies in the folder named by `COOPFEED_SHARED` (its
`index.jsonl`: file, title, pubdate, source, body_start, body_end); else the fixtures of the tests.
Times are of the processor, so that a busy machine does not blur them.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import time
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from crawler.encoding import decode
from crawler.inspect import inspect_article

FIXTURES = Path(__file__).parents[1] / "crawler/families/fixtures"
PAGES = Path(os.environ.get("COOPFEED_SHARED", "shared")) / "corpus/pages"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page and what stands in it; what is not known is empty."""

    body: bytes
    url: str | None
    title: str
    day: str
    outlet: str
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a page."""

    title: str = ""
    day: str = ""
    outlet: str = ""
    text: str = ""


def measure() -> Iterator[tuple[str, str]]:
    """Each reader over the same pages; a reader that fails on a page has read nothing."""
    pages = list(_labelled(PAGES) if PAGES.exists() else _fixtures())
    yield "pages", f"{len(pages)}, {'labelled real ones' if PAGES.exists() else 'own fixtures'}"
    for name, reader in READERS.items():
        try:
            reader(pages[0].body, pages[0].url)
        except ImportError as error:
            yield name, f"not installed ({error.name})"
            continue
        yield name, _score(pages, reader)


def _score(pages: list[Labelled], read: Callable[[bytes, str | None], Read]) -> str:
    milliseconds, answers = [], []
    for page in pages:
        started = time.process_time()
        try:
            answers.append(read(page.body, page.url))
        except Exception:  # a peer that gives up has read nothing
            answers.append(Read())
        milliseconds.append((time.process_time() - started) * 1000)
    pairs = list(zip(answers, pages, strict=True))
    titles = [_key(a.title) == _key(p.title) for a, p in pairs]
    days = [a.day == p.day for a, p in pairs if p.day]
    outlets = [
        bool(a.outlet) and (a.outlet in p.outlet or p.outlet in a.outlet)
        for a, p in pairs
        if p.outlet
    ]
    texts = [_likeness(a.text, p.text) for a, p in pairs if p.text]
    return (
        f"median {median(milliseconds):.1f} ms; title {fmean(titles):.3f}, date {fmean(days):.3f}, "
        f"outlet {fmean(outlets):.3f}, body F1 {fmean(texts):.3f}"
    )


# --------------------------------------------------------------------------- readers


def _ours(body: bytes, url: str | None) -> Read:
    read = inspect_article(body, url)
    day = str(read["published"] or "")[:10]
    return Read(str(read["title"]), day, str(read["outlet"]), str(read["text"]))


def _trafilatura(body: bytes, url: str | None) -> Read:
    import trafilatura

    read = trafilatura.bare_extraction(decode(body).text, url=url, with_metadata=True)
    if read is None:
        return Read()
    return Read(read.title or "", read.date or "", read.sitename or "", read.text or "")


def _readability(body: bytes, url: str | None) -> Read:
    from lxml import html
    from readability import Document  # type: ignore[import-not-found, import-untyped, unused-ignore]

    document = Document(decode(body).text)
    summary = html.fromstring(document.summary(html_partial=True))
    return Read(document.short_title(), "", "", str(summary.text_content()))


READERS = {
    "coopfeed inspect article": _ours,
    "trafilatura": _trafilatura,
    "readability-lxml (no date, no outlet)": _readability,
}


# --------------------------------------------------------------------------- labels


def _fixtures() -> Iterator[Labelled]:
    for case in sorted(FIXTURES.glob("*/article*")):
        wanted = json.loads((case / "expected.json").read_text("utf-8"))
        meta = tomllib.loads((case / "meta.toml").read_text("utf-8"))
        if "title" in wanted and "row" not in meta and "outlet" not in meta["source"]:
            yield Labelled(
                next(case.glob("input.*")).read_bytes(),
                meta["url"],
                wanted["title"],
                (wanted.get("published") or "")[:10],
                wanted.get("outlet", ""),
                wanted.get("text", ""),
            )


def _labelled(folder: Path) -> Iterator[Labelled]:
    for line in (folder / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] != "article" or not (folder / row["file"]).exists():
            continue
        body = (folder / row["file"]).read_bytes()
        body = gzip.decompress(body) if row["file"].endswith(".gz") else body
        html = body.decode(row["real_encoding"], "replace")
        text = _between(html, row["body_start"], row["body_end"])
        yield Labelled(body, row["url"], row["title"], _day(row["pubdate"]), _outlet(row), text)


def _between(html: str, start: str, end: str) -> str:
    """The visible text from one phrase to another, "" where they are not found."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    for node in tree.css("script, style, noscript, template, textarea, select, iframe, button"):
        node.decompose()
    shown = re.sub(r"\s+", "", (tree.body or tree.root).text())  # type: ignore[union-attr]
    first, last = shown.find(start[:15]), shown.rfind(end[-15:])
    return shown[first : last + 15] if 0 <= first < last else ""


def _day(text: str | None) -> str:
    found = re.search(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", text or "")
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else ""


def _outlet(row: dict[str, str | None]) -> str:
    return re.sub(r"^\w{0,2}来源[:：]", "", re.sub(r"\s", "", row["source"] or ""))


# --------------------------------------------------------------------------- likeness


def _key(text: str) -> str:
    return re.sub(r"[\s\"'“”‘’]", "", unicodedata.normalize("NFKC", text))


def _likeness(one: str, other: str) -> float:
    """F1 of runs of five characters, punctuation left out."""
    left, right = _runs(one), _runs(other)
    both = (left & right).total()
    return 2 * both / (left.total() + right.total()) if both else 0.0


def _runs(text: str) -> Counter[str]:
    text = re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))
    return Counter(text[i : i + 5] for i in range(len(text) - 4))
