"""The front page and the lists: where their rows lead, and what a first visit loads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import lxml.html

from pipeline_common.models import Kind, Milestone
from pipeline_common.publish import Collection, publish
from pipeline_common.publish.addresses import entry_page
from pipeline_common.settings import PublishSettings

Make = Callable[..., Milestone]


def put(milestones: list[Milestone], public: Path) -> None:
    settings = PublishSettings(base_url="https://example.org")
    publish(Collection(milestones), settings=settings, public=public)


def test_every_row_of_a_list_leads_to_its_source(make: Make, tmp_path: Path) -> None:
    milestones = [make(n, f"202{n % 4 + 3}-0{n % 9 + 1}-15") for n in range(10)]
    put(milestones, tmp_path)
    for page in (tmp_path / "index.html", *tmp_path.glob("year/*/index.html")):
        rows = lxml.html.fromstring(page.read_bytes()).xpath("//ol[@class='timeline']/li")
        assert rows, page
        for row in rows:
            (source,) = row.xpath(".//span[@class='source']")
            (link,) = source.xpath("./a/@href")
            assert link in {m.reports[0].url for m in milestones}
            assert source.text_content() == "示例日报"


def test_the_front_page_is_light(make: Make, tmp_path: Path) -> None:
    kinds, places = list(Kind), ("南昌", "九江", "抚州", "宜春", "上饶", "赣州")
    milestones = [
        make(
            n,
            f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}",
            kind=kinds[n % 8],
            places=(places[n % 6], places[n * 5 % 6 - 1]),
            headline=hashlib.sha256(str(n).encode()).hexdigest()[:40],  # nothing to compress
        )
        for n in range(600)
    ]
    put(milestones, tmp_path)
    page = lxml.html.fromstring((tmp_path / "index.html").read_bytes())
    needed = page.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert len(needed) == 3
    loaded = ["index.html.gz", *(f"{address}.gz" for address in needed)]
    assert sum((tmp_path / path).stat().st_size for path in loaded) < 60_000
    (script,) = page.xpath("//script/@src")
    assert (tmp_path / script).stat().st_size < 1000
    entry = lxml.html.fromstring(
        (tmp_path / entry_page(milestones[0].id) / "index.html").read_bytes()
    )
    assert not entry.xpath("//script/@src")  # nothing to do there
