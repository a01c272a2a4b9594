"""How a source's run ends, for each kind of site: one crawl of them all, since none may disturb
another."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from pipeline_common.models import SourceReport, State

LIST = "/zwzx/"
RUISHU = "<script>var $_ts=window['$_ts']</script>"
REFUSALS = {
    "ruishu": (412, RUISHU, {}, "Ruishu"),
    "jsl": (521, "<script>document.cookie='x=1';location.href=location.pathname</script>", {}, "j"),
    "acw": (405, "", {"Set_Cookie": "acw_tc=1"}, "acw_tc"),
    "forbidden": (403, "<h1>Forbidden</h1>", {}, "refused with 403"),
    "script": (200, "<html><script>location.replace('/?x=1')</script></html>", {}, "script"),
    "captcha": (200, "<html><body><h1>请完成人机验证</h1></body></html>", {}, "captcha"),
    "toomany": (429, "", {"Retry_After": "3600"}, "too many requests"),
}


def addresses(count: int) -> list[str]:
    return [f"/zwzx/202611/t20261114_{1000 + n}.html" for n in range(count)]


COOKIE = {"Location": LIST, "Set-Cookie": "visit=1"}


class Town:
    """Sites by name, and what the one crawl of them came to."""

    def __init__(self, new_site: Callable[[], Any], source_of: Callable[..., Any]) -> None:
        self._new_site = new_site
        self._source_of = source_of
        self.sites: dict[str, Any] = {}
        self.sources: list[Any] = []
        self.report: Any = None
        self.moments: list[float] = []

    def timed(self, answer: Any) -> Any:
        """`answer`, with the moment it was asked for kept."""
        self.moments.append(time.monotonic())
        return answer

    def build(self, name: str, **fields: Any) -> Any:
        site = self._new_site()
        self.sites[name] = site
        self.sources.append(self._source_of(site, id=name, **fields))
        return site

    def ended(self, name: str) -> SourceReport:
        return next(source for source in self.report.sources if source.source_id == name)

    def asked(self, name: str) -> list[str]:
        return self.sites[name].pages_asked()

    def reasons(self, name: str) -> list[str]:
        return [item.reason for item in self.report.set_aside if item.source_id == name]


@pytest.fixture(scope="module")
def town(
    new_site: Callable[[], Any], source_of: Callable[..., Any], new_crawls: Callable[[], Any]
) -> Town:
    town = Town(new_site, source_of)
    build_refusing(town)
    build_broken(town)
    build_odd_lists(town)
    crawls = new_crawls()
    town.report = crawls.run(*town.sources, crawl={"contact": "crawl@example.org"})
    return town


def build_refusing(town: Town) -> None:
    for name, (status, body, headers, _) in REFUSALS.items():
        town.build(name).put(LIST, body, status=status, **headers)
    site = town.build("refusing_articles")
    site.put_list(LIST, addresses(30))
    for address in addresses(30):
        site.put(address, RUISHU, status=412)
    site = town.build("robots")
    site.put("/robots.txt", "\ufeffUser-agent: *\nDisallow: /zwzx/\n", Content_Type="text/plain")
    site.put_list(LIST, addresses(2))
    site = town.build("robots_fails")
    site.put("/robots.txt", status=500)
    site.put_list(LIST, addresses(2))
    site = town.build("robots_forbidden")
    site.put("/robots.txt", "<h1>Forbidden</h1>", status=403)
    site.put_list(LIST, addresses(2))
    site = town.build("robots_page")
    site.put("/robots.txt", "<html>User-agent: *\nDisallow: /</html>")
    site.put_list(LIST, addresses(2))
    site = town.build("robots_slow")
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.25\n")
    site.put_list(LIST, addresses(3))
    for path in (LIST, *addresses(3)):
        answer = site.answers[path]
        site.answers[path] = lambda _, answer=answer: town.timed(answer)
    site = town.build("robots_some")
    site.put("/robots.txt", f"User-agent: coopfeed\nDisallow: {addresses(3)[1]}\n")
    site.put_list(LIST, addresses(3))


def build_broken(town: Town) -> None:
    site = town.build("down")
    site.server.shutdown()
    site.server.server_close()
    town.build("gone")
    town.build("holiday", family="founder_epaper")
    town.build("errors").put(LIST, "busy", status=502)
    town.build("broken", family="no_such_family").put_list(LIST, addresses(2))
    site = town.build("loop")
    site.put(LIST, status=302, Location="/other/")
    site.put("/other/", status=302, Location=LIST)


def build_odd_lists(town: Town) -> None:
    town.build("redesigned").put(
        LIST, "<html><body><h1>网站升级中</h1><p>敬请期待</p></body></html>"
    )
    site = town.build("moved")
    site.put(LIST, status=307, Location="/")
    site.put_list("/", addresses(4))
    town.build("stale", max_silence_days=10).put_list(LIST, addresses(3))
    town.build("short", min_rows=10).put_list(LIST, addresses(3))
    site = town.build("cookie")
    site.put_list("/ready/", addresses(2))
    ready = site.answers["/ready/"]

    def answer(handler: BaseHTTPRequestHandler) -> Any:
        if "visit=1" in handler.headers.get("Cookie", ""):
            return ready
        return replace(ready, body=b"", status=302, headers=COOKIE)

    site.answers[LIST] = answer
    site = town.build("busy")
    site.put_list("/ready/", addresses(1))
    site.answers[LIST] = lambda handler: (
        town.sites["busy"].answers["/ready/"]
        if town.sites["busy"].asked.count(LIST) > 1
        else replace(ready, body=b"", status=503, headers={"Retry-After": "1"})
    )


@pytest.mark.parametrize("name", REFUSALS)
def test_refusal_is_reported_and_not_fought(town: Town, name: str) -> None:
    assert town.ended(name).state is State.BLOCKED
    assert REFUSALS[name][3] in town.ended(name).evidence
    assert town.asked(name) == [LIST]


def test_refused_articles_end_the_visit(town: Town) -> None:
    assert town.ended("refusing_articles").state is State.BLOCKED
    assert town.ended("refusing_articles").failed == 30
    assert len(town.asked("refusing_articles")) == 2
    assert town.reasons("refusing_articles") == [], "that is not the articles' fault"


def test_robots_txt_is_obeyed(town: Town) -> None:
    assert town.ended("robots").state is State.ROBOTS
    assert town.sites["robots"].asked == ["/robots.txt"]


def test_robots_txt_that_fails_forbids_everything(town: Town) -> None:
    assert town.ended("robots_fails").state is State.UNREACHABLE
    assert "robots.txt answers 500" in town.ended("robots_fails").evidence
    assert town.asked("robots_fails") == []


@pytest.mark.parametrize("name", ["robots_page", "robots_forbidden"])
def test_what_is_no_robots_txt_holds_no_rules(town: Town, name: str) -> None:
    assert town.ended(name).state is State.OK


def test_some_articles_forbidden_by_robots(town: Town) -> None:
    assert town.ended("robots_some").state is State.PARTIAL
    assert town.ended("robots_some").articles == 2
    assert town.reasons("robots_some") == ["forbidden by robots.txt"]


def test_crawl_delay_is_kept(town: Town) -> None:
    moments = town.moments
    assert len(moments) == 4
    assert all(late - early > 0.1 for early, late in itertools.pairwise(moments))


@pytest.mark.parametrize(
    ("name", "state", "words"),
    [
        ("down", State.UNREACHABLE, "refuses connections"),
        ("gone", State.LIST_NOT_FOUND, "status 404"),
        ("holiday", State.UNCHANGED, "nothing appeared that day"),
        ("errors", State.UNREACHABLE, "status 502"),
        ("loop", State.UNREACHABLE, "redirects without end"),
        ("redesigned", State.LIST_NOT_FOUND, "no list in a page of"),
        ("moved", State.LIST_NOT_FOUND, "redirects to the home page"),
        ("broken", State.LIST_NOT_FOUND, "no_such_family"),
        ("stale", State.STALE, "newest row 2026-11-03, 22 days ago"),
        ("short", State.PARTIAL, "3 rows, at least 10 expected"),
        ("cookie", State.OK, "2 new of 2 rows"),
        ("busy", State.OK, "1 new of 1 rows"),
    ],
)
def test_state_and_evidence(town: Town, name: str, state: State, words: str) -> None:
    assert town.ended(name).state is state
    assert words in town.ended(name).evidence


def test_endless_redirects_are_left(town: Town) -> None:
    assert len(town.asked("loop")) < 12


def test_server_errors_are_tried_again_and_no_more(town: Town) -> None:
    assert town.asked("errors") == [LIST] * 3
    assert town.asked("busy").count(LIST) == 2


def test_user_agent_names_program_and_contact(town: Town) -> None:
    agents = {h["user-agent"] for site in town.sites.values() for h in site.headers}
    assert len(agents) == 1
    assert agents.pop().startswith("coopfeed/")


def test_private_address_is_refused(
    new_site: Callable[[], Any], source_of: Callable[..., Any], new_crawls: Callable[[], Any]
) -> None:
    site = new_site()
    site.put_list(LIST, addresses(1))
    by_name = replace(source_of(site), id="named")
    address = f"http://127.1:{site.server.server_port}{LIST}"
    by_name = replace(by_name, listings=(replace(by_name.listings[0], url=address),))
    written = source_of(site, id="written")
    report = new_crawls().run(written, by_name, crawl={"allow_private": False})
    assert [ended.state for ended in report.sources] == [State.UNREACHABLE] * 2
    hosts = (site.server.server_address[0], "127.0.0.1")
    assert [ended.evidence for ended in report.sources] == [
        f"leads to the private address {host}" for host in hosts
    ]
    assert site.asked == []
