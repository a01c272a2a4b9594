"""What two runs of the same sources ask for: everything once, then only what is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline_common.models import CrawlMemory, CrawlReport, SourceReport, State

LIST = "/zwzx/"
LIMIT = 4


def addresses(count: int) -> list[str]:
    return [f"/zwzx/202611/t20261114_{1000 + n}.html" for n in range(count)]


class Runs:
    """The sites, and the report and the requests of either run."""

    def __init__(self) -> None:
        self.sites: dict[str, Any] = {}
        self.reports: list[CrawlReport] = []
        self.asked: list[dict[str, list[str]]] = []
        self.pages: list[list[Any]] = []

    def ended(self, run: int, name: str) -> SourceReport:
        return next(s for s in self.reports[run].sources if s.source_id == name)

    def validated(self, run: int) -> set[str]:
        return {validator.source_id for validator in self.reports[run].validators}

    def crawl(self, crawls: Any, sources: list[Any]) -> None:
        for site in self.sites.values():
            site.asked.clear()
        self.reports.append(crawls.run(*sources, remember=True, crawl={"max_articles": LIMIT}))
        self.pages.append(crawls.pages())
        self.asked.append({name: site.pages_asked() for name, site in self.sites.items()})


@pytest.fixture(scope="module")
def runs(
    new_site: Callable[[], Any], source_of: Callable[..., Any], new_crawls: Callable[[], Any]
) -> Runs:
    runs = Runs()
    for name in ("etag", "hash", "changed", "missing", "many", "columns", "known", "foreign"):
        runs.sites[name] = new_site()
    runs.sites["etag"].put_list(LIST, addresses(3), ETag='"v1"')
    for name in ("hash", "changed", "missing", "known"):
        runs.sites[name].put_list(LIST, addresses(3))
    runs.sites["missing"].put(addresses(3)[1], "gone", status=404)
    runs.sites["many"].put_list(LIST, addresses(6), ETag='"v1"')
    runs.sites["columns"].put_list("/a/", addresses(3))
    runs.sites["columns"].put_list("/b/", addresses(4))
    host = runs.sites["known"].url.removeprefix("http://")
    away = f"{runs.sites['known'].url}/gone.html"
    runs.sites["foreign"].put_list(LIST, [*addresses(3), away])

    names = ["etag", "hash", "changed", "missing", "many", "known"]
    sources = [source_of(runs.sites[name], id=name) for name in names]
    sources += [source_of(runs.sites["columns"], path, id=f"column{path[1]}") for path in AB]
    sources.append(source_of(runs.sites["foreign"], id="foreign"))
    crawls = new_crawls()
    crawls.memory = CrawlMemory(known=frozenset({f"{host}/t:20261114_1000"}))
    runs.crawl(crawls, sources)

    runs.sites["changed"].put_list(LIST, addresses(4))
    del runs.sites["missing"].answers[addresses(3)[1]]
    runs.sites["missing"].put_list(LIST, addresses(3))
    runs.crawl(crawls, sources)
    return runs


AB = ("/a/", "/b/")


@pytest.mark.parametrize("name", ["etag", "hash", "changed"])
def test_first_run_brings_everything(runs: Runs, name: str) -> None:
    ended = runs.ended(0, name)
    assert (ended.state, ended.rows, ended.rows_new, ended.articles) == (State.OK, 3, 3, 3)
    assert ended.requests == 4
    assert name in runs.validated(0)


@pytest.mark.parametrize("name", ["etag", "hash"])
def test_unchanged_listing_costs_one_request(runs: Runs, name: str) -> None:
    ended = runs.ended(1, name)
    assert runs.asked[1][name] == [LIST]
    assert ended.state is State.UNCHANGED
    assert (ended.requests, ended.not_modified, ended.articles) == (1, 1, 0)
    assert name in runs.validated(1), "it is remembered for the next run too"


def test_only_new_rows_of_a_changed_listing_are_fetched(runs: Runs) -> None:
    ended = runs.ended(1, "changed")
    assert runs.asked[1]["changed"] == [LIST, addresses(4)[-1]]
    assert (ended.state, ended.rows, ended.rows_new) == (State.OK, 4, 1)


def test_listing_with_a_missing_article_is_asked_again_in_full(runs: Runs) -> None:
    ended = runs.ended(0, "missing")
    assert (ended.state, ended.articles, ended.failed) == (State.PARTIAL, 2, 1)
    assert "missing" not in runs.validated(0)
    (aside,) = [item for item in runs.reports[0].set_aside if item.source_id == "missing"]
    assert aside.url.endswith(addresses(3)[1])
    assert runs.asked[1]["missing"] == [LIST, addresses(3)[1]]
    assert runs.ended(1, "missing").state is State.OK
    assert "missing" in runs.validated(1)


def test_limit_leaves_the_rest_to_the_next_run(runs: Runs) -> None:
    assert runs.ended(0, "many").articles == LIMIT
    assert runs.ended(0, "many").evidence == "4 new of 6 rows, 2 more wait for the next run"
    assert "many" not in runs.validated(0)
    assert runs.ended(1, "many").articles == 2
    assert "many" in runs.validated(1)


def test_article_in_two_columns_is_fetched_once(runs: Runs) -> None:
    assert sorted(runs.asked[0]["columns"]) == sorted([*AB, *addresses(4)])
    assert sum(runs.ended(0, f"column{each}").articles for each in "ab") == 4


def test_known_article_is_not_fetched(runs: Runs) -> None:
    assert addresses(1)[0] not in runs.asked[0]["known"]
    assert runs.ended(0, "known").rows_new == 2


def test_missing_page_of_another_host_is_not_the_sources_fault(runs: Runs) -> None:
    ended = runs.ended(0, "foreign")
    assert (ended.state, ended.articles, ended.failed) == (State.OK, 3, 0)
    assert "foreign" in runs.validated(0)
    assert "foreign" in {item.source_id for item in runs.reports[0].set_aside}


def test_pages_are_of_the_run_that_brought_them(runs: Runs) -> None:
    for run in (0, 1):
        assert len(runs.pages[run]) == sum(s.articles for s in runs.reports[run].sources)
    assert not any(page.backfill for page in runs.pages[0] + runs.pages[1])
