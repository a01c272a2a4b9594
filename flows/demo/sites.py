"""The sample sites: every address they answer, with the bytes, in the shapes of the real families.

Nanchang is `ucap_shtml`, Jiujiang `trs_wcm`, Fuzhou `hanweb_jcms`, the province `ucap_querylist`,
the news site an RSS feed; a mirror copies some of them in traditional script with pinyin, one site
answers with a challenge page, one was redesigned.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from math import ceil

from jinja2 import Environment, PackageLoader

from flows.demo.mirror import mirror
from flows.demo.stories import Story

HTML = "text/html; charset=utf-8"
#: Rows on a listing page of the sites that page.
PER_PAGE = 8
#: Stories that the mirror copies: site and slug.
MIRRORED = (
    ("nanchang", "3f0c6a1d9b7e4c52a8d1e0f4b6c79a01"),
    ("jiujiang", "7201110"),
    ("province", "2049600000000000001"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a sample site answers for one path."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """Validator of the body (RFC 9110, 8.8.3)."""
        return f'"{sha256(self.body).hexdigest()[:16]}"'


#: A site by path; the path is as it stands in the request line.
Site = dict[str, Answer]
_LAST_MODIFIED = formatdate(1_795_212_000, usegmt=True)


def build_sites(stories: dict[str, list[Story]], address: Callable[[str], str]) -> dict[str, Site]:
    """All sites by name; `address` gives the base URL of a site by its name."""
    render = _renderer()
    by_key = {(s.site, s.slug): s for told in stories.values() for s in told}
    return {
        "nanchang": _nanchang(render, stories["nanchang"]),
        "jiujiang": _jiujiang(render, stories["jiujiang"]),
        "fuzhou": _fuzhou(render, stories["fuzhou"]),
        "province": _province(render, stories["province"]),
        "news": _news(render, stories["news"], address("news")),
        "mirror": _mirror(render, [by_key[key] for key in MIRRORED]),
        "blocked": {"/": Answer(render("challenge.html"), status=412)},
        "redesigned": {"/xqdt/": Answer(render("redesigned.html"))},
    }


def _renderer() -> Callable[..., bytes]:
    environment = Environment(
        loader=PackageLoader("flows.demo"),
        autoescape=True,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["mirror"] = mirror

    def render(template: str, **values: object) -> bytes:
        return environment.get_template(template).render(**values).encode("utf-8")

    return render


def _nanchang(render: Callable[..., bytes], stories: list[Story]) -> Site:
    site: Site = {}
    # The column pins its oldest story on top, as real ones do.
    rows = [stories[-1], *stories[:-1]]
    pages = ceil(len(rows) / PER_PAGE)
    for page in range(1, pages + 1):
        name = "nav_list.shtml" if page == 1 else f"nav_list_{page}.shtml"
        shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
        site[f"/ncszf/jrnc/{name}"] = Answer(
            render("ucap_list.html", stories=shown, page=page, pages=pages, total=len(rows))
        )
    for s in stories:
        site[f"/ncszf/jrnc/{s.day:%Y%m}/{s.slug}.shtml"] = Answer(render("ucap_article.html", s=s))
    return site


def _jiujiang(render: Callable[..., bytes], stories: list[Story]) -> Site:
    page = render("trs_list.html", stories=stories, page=1, pages=1)
    site: Site = {"/zwzx/jrjj/": Answer(page), "/zwzx/jrjj/index.html": Answer(page)}
    for s in stories:
        site[f"/zwzx/jrjj/{s.day:%Y%m}/t{s.day:%Y%m%d}_{s.slug}.html"] = Answer(
            render("trs_article.html", s=s)
        )
    return site


def _fuzhou(render: Callable[..., bytes], stories: list[Story]) -> Site:
    site: Site = {
        "/col/col11/index.html": Answer(
            render("jcms_list.html", stories=stories, total=len(stories))
        )
    }
    for s in stories:
        path = f"/art/{s.day.year}/{s.day.month}/{s.day.day}/art_11_{s.slug}.html"
        site[path] = Answer(render("jcms_article.html", s=s))
    return site


def _province(render: Callable[..., bytes], stories: list[Story]) -> Site:
    def path(s: Story) -> str:
        return f"/jxsrmzf/jxyw/pc/content/content_{s.slug}.html"

    rows = [
        {
            "title": s.title,
            "pubDate": f"{s.day} {s.time[:5]}",
            "urls": json.dumps({"pc": path(s)}),
            "contentSource": s.outlet,
            "showTitle": f"<p>{s.title}</p>",
            "topStatus": 0,
            "images": [{}],
            "id": s.slug,
        }
        for s in stories
    ]
    site: Site = {
        "/jxsrmzf/jxyw/pc/list.html": Answer(
            render("querylist_list.html", rows=rows, total=len(rows))
        )
    }
    for s in stories:
        site[path(s)] = Answer(render("querylist_article.html", s=s))
    return site


def _news(render: Callable[..., bytes], stories: list[Story], base: str) -> Site:
    feed = render("news_feed.xml", stories=stories, base=base)
    site: Site = {"/rss.xml": Answer(feed, "application/rss+xml; charset=utf-8")}
    for s in stories:
        site[f"/a/{s.slug}.html?utm_source=rss"] = Answer(render("news_article.html", s=s))
        site[f"/a/{s.slug}.html"] = site[f"/a/{s.slug}.html?utm_source=rss"]
    return site


def _mirror(render: Callable[..., bytes], stories: list[Story]) -> Site:
    # Declares GB2312 but uses characters beyond it, and says nothing in the header.
    def answer(template: str, **values: object) -> Answer:
        return Answer(render(template, **values).decode("utf-8").encode("gb18030"), "text/html")

    site: Site = {"/": answer("mirror_list.html", stories=stories)}
    for number, s in enumerate(stories, 1):
        site[f"/article/{number}-1.html"] = answer("mirror_article.html", s=s)
    return site


def not_modified_headers(answer: Answer) -> dict[str, str]:
    """Validators that every answer carries."""
    return {"ETag": answer.etag, "Last-Modified": _LAST_MODIFIED, **answer.headers}
