"""The pages in Debian's Chromium: without script, narrow, dark, searched, checked by axe-core."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline_common.models import Kind, Milestone, State
from pipeline_common.publish import Collection, SourceStatus, publish
from pipeline_common.publish.addresses import entry_page
from pipeline_common.settings import PublishSettings
from tests.pipeline_common.publish.hostile import HOSTILE, spoil

CHROMIUM = Path("/usr/bin/chromium")
#: What `npm install` in `tests/browser` brings: the accessibility check, and the checker of HTML.
NPM = Path(__file__).parents[3] / "browser" / "node_modules"
AXE = Path(os.environ.get("AXE_CORE", NPM / "axe-core")) / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "",
    "kind/agreement/",
    "subscribe/",
    "browse/",
    "search/",
    "sources/",
    "data/",
    "year/2026/",
)

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


needs_axe = pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not installed (npm install in tests/browser)"
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, make: Callable[..., Milestone]) -> Iterator[str]:
    public = tmp_path_factory.mktemp("public")
    kinds, places = list(Kind), ("南昌", "九江", "抚州", "赣江新区", "宜春")
    milestones = [
        make(
            n,
            f"{2026 - n // 12}-{n % 12 + 1:02}-15"
            if n % 5
            else f"{2026 - n // 12}-{n % 12 + 1:02}",
            kind=kinds[n % 8],
            places=(places[n % 5], places[(n + 1) % 5]),
            headline=f"第{n}次医保异地结算协作",
        )
        for n in range(40)
    ]
    sources = [
        SourceStatus("example-daily", "示例日报", "https://a.example.cn/", State.BLOCKED, "412")
    ]
    publish(
        Collection(milestones),
        settings=PublishSettings(base_url="https://example.org"),
        public=public,
        sources=sources,
    )
    with serving(public) as address:
        yield address


@contextmanager
def serving(public: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(public))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        yield started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])


@pytest.fixture
def opened(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    contexts, trouble = [], []

    def open_page(path: str = "", **options: Any) -> Any:
        context = browser.new_context(locale="zh-CN", bypass_csp=False, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "request",
            lambda r: None if r.url.startswith((site, "data:")) else trouble.append(r.url),
        )
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def rows(page: Any) -> int:
    return int(page.locator(".stream .timeline > li:visible").count())


def test_filters_work_without_script(opened: Callable[..., Any]) -> None:
    page = opened(java_script_enabled=False)
    everything = rows(page)
    page.check("#k-agreement", force=True)
    some = rows(page)
    page.check("#p-1", force=True)
    assert everything == 40
    assert some == 5
    assert 0 < rows(page) < some
    assert page.locator(".year:visible").count() < page.locator(".year").count()


def test_filters_are_counted_and_can_be_shared(opened: Callable[..., Any]) -> None:
    page = opened()
    page.check("#k-agreement", force=True)
    assert page.locator("#count").text_content() == "显示 5 条"
    assert page.url.endswith("?k=agreement")
    again = opened("?k=agreement")
    assert rows(again) == 5


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(opened: Callable[..., Any], path: str, width: int) -> None:
    page = opened(path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_dark_is_dark(opened: Callable[..., Any]) -> None:
    def background(scheme: str) -> int:
        page = opened(color_scheme=scheme)
        color: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, color.removeprefix("rgb(").removesuffix(")").split(",")))

    assert background("dark") < 150 < 600 < background("light")


def test_search_finds_any_substring(opened: Callable[..., Any]) -> None:
    page = opened()
    page.fill("#q", "医保  第17次")
    page.press("#q", "Enter")
    playwright.expect(page.locator("#found")).to_contain_text("1")
    assert page.locator("#results > li").count() == 1
    assert "第17次" in page.locator("#results h3").inner_text()
    page = opened("search/?q=<script>")
    playwright.expect(page.locator("#found")).to_contain_text("没有")


def test_addresses_can_be_copied(opened: Callable[..., Any]) -> None:
    page = opened("subscribe/", permissions=["clipboard-read", "clipboard-write"])
    page.click("[data-copy=a-1]")
    playwright.expect(page.locator("[data-copy=a-1]")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == "https://example.org/feeds/all.atom"


def test_print_leaves_the_record(opened: Callable[..., Any]) -> None:
    page = opened()
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden()
    assert rows(page) == 40


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Any, site: str, make: Callable[..., Milestone], scheme: str
) -> None:
    axe_finds_nothing(browser, site, [*PAGES, entry_page(make(3).id)], scheme)


@needs_axe
@pytest.mark.parametrize("texts", [[], HOSTILE], ids=["empty", "hostile"])
def test_axe_finds_nothing_in_odd_sites(
    browser: Any, make: Callable[..., Milestone], tmp_path: Path, texts: list[str]
) -> None:
    milestones = [spoil(make(n), text) for n, text in enumerate(texts)]
    settings = PublishSettings(base_url="https://example.org")
    publish(Collection(milestones), settings=settings, public=tmp_path)
    pages = [page for page in PAGES if (tmp_path / page / "index.html").exists()]
    assert len(pages) >= len(PAGES) - 1  # without an event there is no page of its year
    with serving(tmp_path) as address:
        pages += [entry_page(m.id) for m in milestones[::4]]  # the lists hold all of them
        axe_finds_nothing(browser, address, pages, undecided=bool(texts))


def axe_finds_nothing(
    browser: Any, site: str, pages: list[str], scheme: str = "light", *, undecided: bool = False
) -> None:
    """`undecided`: axe may leave the contrast open, as it does for a text of symbols alone."""
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    for path in pages:
        page.goto(site + path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("t => axe.run(document, {runOnly: t})", TAGS)
        assert [(path, v["id"]) for v in found["violations"]] == []
        left = [v["id"] for v in found["incomplete"] if v["id"] == "color-contrast"]
        assert left == [] or undecided, path
    context.close()
