"""A page and its rendering: what every template gets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline_common.publish import clean
from pipeline_common.publish.addresses import feed_file
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.feeds import feed_title
from pipeline_common.publish.formats import MEDIA, RENDERERS
from pipeline_common.publish.site.assets import asset_paths
from pipeline_common.publish.views import View

#: What pages say themselves, for hosts that send no headers: no script but ours, no plug-in, no
#: foreign form target. Tools that look at a page with a style of their own still can.
SCRIPT_POLICY = (
    "script-src 'self'; object-src 'none'; frame-src 'none'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'none'; form-action 'self'; base-uri 'none'"
)
#: What the web server says (`flows.web`, `deploy/`): nothing but our own files at all.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class PageFeed:
    """A feed that a page names (autodiscovery), its own before that of all."""

    path: str
    name: str
    type: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: path below the output folder ("kind/agreement/"), title and feeds."""

    path: str
    title: str
    description: str
    feeds: tuple[PageFeed, ...]
    section: str = ""  # path of the menu's entry it belongs to

    @property
    def file(self) -> str:
        """Path of its file."""
        return self.path + "index.html" if self.path.endswith("/") or not self.path else self.path


def make_page(
    edition: Edition, path: str, title: str, *, view: View | None = None, section: str = " "
) -> Page:
    """The page at `path`, with the feeds of `view` before those of all."""
    everything = edition.everything
    views = [view, everything] if view and view.key != "all" else [everything]
    site = feed_title(everything, edition.settings, edition.labels)
    return Page(
        path=path,
        title=title or site,
        description=clean.line(edition.settings.subtitle, 300) or site,
        feeds=tuple(
            PageFeed(
                feed_file(shown.key, suffix),
                MEDIA[suffix].name,
                MEDIA[suffix].type,
                feed_title(shown, edition.settings, edition.labels),
            )
            for shown in views
            for suffix in RENDERERS
        ),
        section=section,
    )


def render_page(edition: Edition, template: str, page: Page, **values: object) -> bytes:
    """The page's HTML, UTF-8. Links are relative, so the folder may be served from anywhere."""
    labels = edition.labels
    text = (
        _environment()
        .get_template(template)
        .render(
            _=labels,
            page=page,
            root="../" * page.path.count("/") or "./",
            base=edition.base,
            assets=asset_paths(),
            csp=SCRIPT_POLICY,
            language=edition.settings.language,
            site_title=feed_title(edition.everything, edition.settings, labels),
            menu=_menu(edition),
            **values,
        )
    )
    return text.encode()


def render_missing(edition: Edition) -> bytes:
    """The page for addresses that lead nowhere; its own links work from every depth."""
    page = make_page(edition, "404.html", edition.labels("没有这个页面"))
    prefix = urlsplit(edition.base("")).path
    html = render_page(edition, "missing.html", page).decode()
    return html.replace('href="./', f'href="{prefix}').replace('src="./', f'src="{prefix}').encode()


def _menu(edition: Edition) -> tuple[tuple[str, str], ...]:
    labels = edition.labels
    return (
        ("", labels("大事记")),
        ("browse/", labels("浏览")),
        ("search/", labels("搜索")),
        ("sources/", labels("来源")),
        ("data/", labels("数据")),
        ("subscribe/", labels("订阅")),
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
