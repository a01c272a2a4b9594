"""A site of every family, made of its fixtures, crawled from the first listing page to the last.

One server stands for all hosts: the crawl reaches it as its proxy, and so meets every page at the
address that its family expects.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.families import FAMILIES, parse_article
from pipeline_common.errors import ArticleParseError
from pipeline_common.identity import article_key
from pipeline_common.models import Listing, Selectors, Source, State

FIXTURES = Path(__file__).parent / "fixtures"
#: Cases that show a site on a bad day, not the one that is crawled.
BAD_DAYS = ("redesigned", "refused", "challenge", "broken", "empty", "holiday", "redirect")


@cache
def meta(case: Path) -> dict[str, Any]:
    return tomllib.loads((case / "meta.toml").read_text(encoding="utf-8"))


@cache
def expected(case: Path) -> dict[str, Any]:
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


def plain(url: str) -> str:
    """The address as the proxy meets it: without TLS."""
    return url.replace("https://", "http://")


def body_of(case: Path) -> bytes:
    return next(case.glob("input.*")).read_bytes().replace(b"https:", b"http:")


def in_row(case: Path) -> bool:
    """Whether it is of an article whose list carries the text: there is no page of it."""
    return "body_html" in meta(case).get("row", {})


def cases(family: str, kind: str) -> list[Path]:
    """The cases of a family: the usual one first."""
    return sorted((FIXTURES / family).glob(f"{kind}*"), key=lambda case: len(case.name))


def source_of(family: str) -> Source:
    case = FIXTURES / family / "listing"
    values = {k: v for k, v in meta(case)["source"].items() if k != "encoding"}
    listing = meta(case).get("listing", {})
    return Source(
        family,
        family,
        listings=(Listing(plain(listing.get("url", meta(case)["url"])), **_params(listing)),),
        selectors=Selectors(**values.pop("selectors", {})),
        **values,
    )


def _params(listing: dict[str, Any]) -> dict[str, Any]:
    return {"params": listing["params"]} if "params" in listing else {}


def build(site: Any, family: str) -> None:
    """Put every page of the fixtures at its address, and an article behind every other row."""
    usual = body_of(cases(family, "article")[0])
    for case in [*cases(family, "listing"), *cases(family, "article")]:
        url = plain(meta(case)["url"])
        if url not in site.answers and not case.name.endswith(BAD_DAYS) and not in_row(case):
            content_type = meta(case).get("content_type", "text/html")
            status = meta(case).get("status", 200)
            site.put(url, body_of(case), status=status, Content_Type=content_type)
    for case in cases(family, "listing"):
        for row in expected(case).get("rows", ()):
            url = plain(row["url"])
            if url not in site.answers:
                site.put(url, usual)


def walk(family: str) -> Iterator[Path]:
    """The cases that the first listing page leads to, itself included."""
    by_url = {plain(meta(case)["url"]): case for case in reversed(cases(family, "listing"))}
    waiting = [source_of(family).listings[0].url.replace("{page}", "1")]
    for url in waiting:
        if case := by_url.pop(url, None):
            yield case
            following = expected(case).get("next")
            waiting += map(plain, expected(case).get("more", ()))
            waiting += [plain(following["url"])] if following else []


@dataclass
class Crawled:
    site: Any
    reports: dict[str, Any] = field(default_factory=dict)
    pages: dict[str, list[Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def crawled(new_site: Callable[[], Any], new_crawls: Callable[[], Any]) -> Crawled:
    crawled = Crawled(new_site())
    for family in FAMILIES:
        build(crawled.site, family)
    crawls = new_crawls()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("http_proxy", crawled.site.url)
        report = crawls.run(*map(source_of, FAMILIES), max_pages=4)
    crawled.reports = {ended.source_id: ended for ended in report.sources}
    for page in crawls.pages():
        crawled.pages.setdefault(page.source_id, []).append(page)
    return crawled


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_row_of_every_page_is_met(crawled: Crawled, family: str) -> None:
    ended = crawled.reports[family]
    assert ended.state in (State.OK, State.PARTIAL), ended.evidence
    told = {plain(row["url"]) for case in walk(family) for row in expected(case).get("rows", ())}
    assert ended.rows >= len(told) > 0
    brought = [article_key(page.row.url) for page in crawled.pages[family]]
    assert len(brought) == len({*brought}), "each once"
    host = plain(source_of(family).listings[0].url).split("/")[2]
    own = {article_key(url) for url in told if url.split("/")[2] == host}
    assert own - {*brought} == set()


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_articles_are_read_as_their_fixtures_say(crawled: Crawled, family: str) -> None:
    """The usual article wherever the list leads to it; odd and broken ones cost nobody else."""
    usual = [case for case in cases(family, "article") if not in_row(case)]
    by_url = {plain(meta(case)["url"]): case for case in reversed(usual)}
    source, read = source_of(family), 0
    for page in crawled.pages[family]:
        try:
            article = parse_article(page, source)
        except ArticleParseError:
            assert "error" in expected(by_url[page.url])
            continue
        read += 1
        wanted = expected(by_url[page.url]) if page.url in by_url and page.row else {}
        if "title" in wanted and not page.row.body_html:
            assert article.title == wanted["title"]
    assert read > 0
