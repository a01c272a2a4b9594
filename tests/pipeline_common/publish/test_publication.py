"""Publishing as a whole: what is written when, and what never happens."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import lxml.etree as ET
import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_common.errors import OutputError, SettingsError
from pipeline_common.models import FeedEntry, Kind, Milestone, Status
from pipeline_common.publish import RENDERERS, Collection, PublishReport, publish
from pipeline_common.publish.addresses import entry_page
from pipeline_common.settings import PublishSettings
from tests.pipeline_common.publish.hostile import spoil

Make = Callable[..., Milestone]
#: Characters that are never published: controls but for line ends, bidi overrides, no characters.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
SETTINGS = PublishSettings(base_url="https://example.org")


@dataclass(frozen=True)
class Region:
    id: str = "example"
    title: str = "示例地区"
    places: tuple[str, ...] = ("南昌", "九江")
    terms: tuple[str, ...] = ("昌九一体化",)

    def covers(self, place: str) -> bool:
        return place in self.places or place.startswith("共青")


REGION = Region()


def put(milestones: list[Milestone], public: Path) -> PublishReport:
    return publish(Collection(milestones), settings=SETTINGS, public=public, regions=[REGION])


def tree(public: Path) -> dict[str, tuple[str, int]]:
    """Hash and time of every file that is served."""
    return {
        str(p.relative_to(public)): (
            hashlib.sha256(p.read_bytes()).hexdigest(),
            p.stat().st_mtime_ns,
        )
        for p in public.rglob("*")
        if p.is_file() and ".coopfeed" not in p.parts
    }


def some(make: Make, count: int = 6) -> list[Milestone]:
    kinds = list(Kind)
    return [
        make(n, f"202{n % 4 + 3}-0{n % 9 + 1}-15", kind=kinds[n % 8], backfill=n % 3 == 0)
        for n in range(count)
    ]


def ids(public: Path, feed: str) -> list[str]:
    document = json.loads((public / f"feeds/{feed}.json").read_bytes())
    return [item["id"] for item in document["items"]]


def test_everything_is_there(make: Make, tmp_path: Path) -> None:
    report = put(some(make), tmp_path)
    assert report.skipped == ()
    for path in (
        "index.html",
        "404.html",
        "favicon.ico",
        "feeds/all.rss",
        "feeds/kind/agreement.atom",
        "feeds/feeds.opml",
        "feeds/place/360100.ics",
        "feeds/pair/360100_360400.json",
        "feeds/source/example-daily.rss",
        "feeds/archive/2026-11.atom",
        "year/2025/index.html",
        "place/360100/index.html",
        "search/2025.json",
        "subscribe/index.html",
        "sources/index.html",
        "data/milestones.csv",
        "data/milestones.json",
        "data/schema.json",
    ):
        assert path in report.written, path
        assert (
            gzip.decompress((tmp_path / (path + ".gz")).read_bytes())
            == (tmp_path / path).read_bytes()
        )


def test_no_change_writes_nothing(make: Make, tmp_path: Path) -> None:
    put(some(make), tmp_path)
    before = tree(tmp_path)
    report = put(list(reversed(some(make))), tmp_path)
    assert report.written == ()
    assert report.unchanged == sum(1 for name in before if name.endswith(".gz"))
    assert tree(tmp_path) == before


def test_without_its_memory_it_compares_and_still_writes_nothing(
    make: Make, tmp_path: Path
) -> None:
    put(some(make), tmp_path)
    before = tree(tmp_path)
    (tmp_path / ".coopfeed/state.json").unlink()
    assert put(some(make), tmp_path).written == ()
    assert tree(tmp_path) == before


def test_a_new_one_touches_only_what_shows_it(make: Make, tmp_path: Path) -> None:
    put(some(make), tmp_path)
    new = make(50, "2024-05-05", kind=Kind.INSTITUTION, places=("宜春", "抚州"))
    written = put([*some(make), new], tmp_path).written
    assert f"{entry_page(new.id)}index.html" in written
    assert {"index.html", "feeds/all.rss", "feeds/kind/institution.rss"} <= set(written)
    assert not {"feeds/kind/agreement.rss", "feeds/place/360100.rss", "year/2025/index.html"} & set(
        written
    )
    assert written.index(f"{entry_page(new.id)}index.html") < written.index("feeds/all.rss")
    assert written[-1] == "index.html"


def test_ids_survive_correction_and_a_new_address(make: Make, tmp_path: Path) -> None:
    milestone = make()
    put([milestone], tmp_path)
    before = ids(tmp_path, "all")
    later = milestone.changed + timedelta(days=1)
    put([replace(milestone, headline="改过的标题", changed=later)], tmp_path)
    assert ids(tmp_path, "all") == before
    moved = SETTINGS.model_copy(update={"base_url": "https://new.example.org/coop"})
    publish(Collection([milestone]), settings=moved, public=tmp_path, regions=[REGION])
    assert ids(tmp_path, "all") == before
    assert b"https://new.example.org/coop/m/" in (tmp_path / "feeds/all.atom").read_bytes()


def test_an_empty_database_does_not_replace_a_good_feed(make: Make, tmp_path: Path) -> None:
    put(some(make), tmp_path)
    before = tree(tmp_path)
    report = put([], tmp_path)
    assert tree(tmp_path) == before
    assert report.written == ()
    assert "kept" in report.skipped[0][1]


def test_an_empty_database_at_first_makes_valid_empty_feeds(tmp_path: Path) -> None:
    report = put([], tmp_path)
    assert report.skipped == ()
    for suffix in ("rss", "atom"):
        ET.fromstring((tmp_path / f"feeds/all.{suffix}").read_bytes())
    assert ids(tmp_path, "all") == []
    assert (tmp_path / "index.html").is_file()


def test_a_list_that_lost_its_last_milestone_stays_an_empty_feed(
    make: Make, tmp_path: Path
) -> None:
    gone = make(9, places=("北京", "天津"))
    put([make(0), gone], tmp_path)
    assert ids(tmp_path, "place/110000") == [gone.id]
    put([make(0)], tmp_path)
    assert ids(tmp_path, "place/110000") == []
    assert "北京" in (tmp_path / "feeds/place/110000.atom").read_text(encoding="utf-8")
    assert "仍然有效" in (tmp_path / "place/110000/index.html").read_text(encoding="utf-8")
    assert put([make(0)], tmp_path).written == ()


def test_merged_and_vanished_pages_say_so(make: Make, tmp_path: Path) -> None:
    one, two, three = make(1), make(2), make(3)
    put([one, two, three], tmp_path)
    merged = replace(two, status=Status.MERGED, merged_into=one.id)
    put([one, merged], tmp_path)
    assert ids(tmp_path, "all") == [one.id]
    page = (tmp_path / entry_page(two.id) / "index.html").read_text(encoding="utf-8")
    assert f'href="../../{entry_page(one.id)}"' in page
    page = (tmp_path / entry_page(three.id) / "index.html").read_text(encoding="utf-8")
    assert "不再公开" in page
    assert three.headline not in page


def test_withdrawn_stays_in_feeds_and_leaves_the_lists(make: Make, tmp_path: Path) -> None:
    milestone = make(1, status=Status.WITHDRAWN)
    put([make(0), milestone], tmp_path)
    assert milestone.id in ids(tmp_path, "all")
    assert entry_page(milestone.id) not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_bad_one_is_left_out_and_told_every_time(make: Make, tmp_path: Path) -> None:
    bad = make(1, published=None)
    wrong = make(2, "2013-02-31")
    for _ in range(2):
        report = put([make(0), bad, wrong], tmp_path)
        assert {identity for identity, _ in report.skipped} == {bad.id, wrong.id}
        assert ids(tmp_path, "all") == [make(0).id]


def test_what_only_a_renderer_refuses_costs_no_feed(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = RENDERERS["rss"]

    def picky(feed: object) -> bytes:
        entries: tuple[FeedEntry, ...] = feed.entries  # type: ignore[attr-defined]
        if any(entry.id == make(1).id for entry in entries):
            raise ValueError("not this one")
        return whole(feed)  # type: ignore[arg-type]

    monkeypatch.setitem(RENDERERS, "rss", picky)  # type: ignore[arg-type]
    for _ in range(2):
        report = put([make(0), make(1)], tmp_path)
        assert report.skipped == ((make(1).id, "ValueError: not this one"),)
    assert make(0).id in (tmp_path / "feeds/all.rss").read_text(encoding="utf-8")
    assert make(1).id in (tmp_path / "feeds/all.atom").read_text(encoding="utf-8")


def test_unpublishable_characters_are_counted(make: Make, tmp_path: Path) -> None:
    assert put([make(0), make(1, headline="a\x0bb")], tmp_path).cleaned == 1


def test_a_folder_that_cannot_be_written_is_one_line(make: Make, tmp_path: Path) -> None:
    (tmp_path / "public").write_text("a file")
    with pytest.raises(OutputError) as caught:
        put([make(0)], tmp_path / "public")
    assert "\n" not in str(caught.value)


def test_feeds_formats_and_pages_hold_the_same(make: Make, tmp_path: Path) -> None:
    milestones = some(make, 12)
    put(milestones, tmp_path)
    live = {m.id for m in milestones if not m.backfill}
    assert set(ids(tmp_path, "all")) == live
    archived = {i for p in (tmp_path / "feeds/archive").glob("*.json") for i in ids(
        tmp_path, f"archive/{p.stem}")}  # fmt: skip
    assert live | archived == {m.id for m in milestones}
    rows = json.loads((tmp_path / "data/milestones.json").read_bytes())
    assert {row["id"] for row in rows} == {m.id for m in milestones}
    linked = {
        address.removeprefix("../../")
        for page in tmp_path.glob("year/*/index.html")
        for address in lxml.html.fromstring(page.read_bytes()).xpath("//article//h3/a/@href")
    }
    assert linked == {entry_page(m.id) for m in milestones}


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=60), min_size=2, max_size=4))
def test_any_text_anywhere_makes_a_clean_site(make: Make, texts: list[str]) -> None:
    milestones = [spoil(make(n), text) for n, text in enumerate([*texts, "a\ud800\x00\u202eb"])]
    with tempfile.TemporaryDirectory() as folder:
        public = Path(folder)
        assert put(milestones, public).skipped == ()
        for path in (p for p in public.rglob("*") if p.is_file() and p.suffix != ".gz"):
            if ".coopfeed" in path.parts or path.suffix in (".ico", ".css", ".js"):
                continue
            text = path.read_text(encoding="utf-8")  # raises for what is no UTF-8
            assert not UNWANTED.search(text), path
            if path.suffix in (".rss", ".atom", ".opml", ".xml"):
                ET.fromstring(text.encode())
            elif path.suffix == ".json":
                json.loads(text)
        assert put(milestones, public).written == ()


def test_every_link_of_every_page_leads_somewhere(make: Make, tmp_path: Path) -> None:
    put(some(make, 10), tmp_path)
    for page in tmp_path.rglob("*.html"):
        if page.name == "404.html":
            continue
        root = lxml.html.fromstring(page.read_bytes())
        for address in {
            *root.xpath("//@href"),
            *root.xpath("//@src"),
            *root.xpath("//@data-index"),
        }:
            if address.startswith(("http", "#", "webcal")):
                continue
            target = (page.parent / address.partition("#")[0].partition("?")[0]).resolve()
            assert target.is_file() or (target / "index.html").is_file(), f"{page}: {address}"


def test_pages_ask_nobody_else_for_anything(make: Make, tmp_path: Path) -> None:
    put(some(make), tmp_path)
    for page in tmp_path.rglob("*.html"):
        root = lxml.html.fromstring(page.read_bytes())
        for address in root.xpath("//@src | //link[@rel='stylesheet' or @rel='icon']/@href"):
            assert not address.startswith(("http", "//")), page
        assert root.xpath("//style | //@style | //@onclick") == []
        assert root.xpath("//script[not(@src) and not(@type='application/ld+json')]") == []
        assert len(root.xpath("//h1")) == 1
        assert root.xpath("//link[@rel='alternate']/@href")


def test_the_sitemap_leads_to_pages_that_are_there(make: Make, tmp_path: Path) -> None:
    put(some(make), tmp_path)
    root = ET.fromstring((tmp_path / "sitemap.xml").read_bytes())
    addresses = [loc.text for loc in root.iter("{*}loc")]
    assert "https://example.org/kind/agreement/" in addresses
    for address in addresses:
        path = (address or "").removeprefix("https://example.org/")
        assert (tmp_path / path / "index.html").is_file()
    assert "Sitemap: https://example.org/sitemap.xml" in (tmp_path / "robots.txt").read_text()


def test_a_list_names_its_own_feed_first(make: Make, tmp_path: Path) -> None:
    put(some(make), tmp_path)
    root = lxml.html.fromstring((tmp_path / "place/360100/index.html").read_bytes())
    feeds = root.xpath("//link[@rel='alternate']/@href")
    assert feeds[0] == "../../feeds/place/360100.atom"
    assert "../../feeds/all.atom" in feeds


def varied(make: Make, word: str) -> list[Milestone]:
    kinds = list(Kind)
    return [
        make(
            n,
            f"2026-0{n + 1}-15",
            kind=kinds[n % 8],
            headline=f"{word}{n}",
            attributes={"b": "1", "a": "2"},
            places=("南昌", "九江", "抚州")[: n % 3 + 1],
        )
        for n in range(9)
    ]


SCRIPT = """
import datetime, os, sys, time
from pathlib import Path
if ahead := float(os.environ.get("SECONDS_AHEAD", "0")):
    class Ahead(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(time.time(), tz)
        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)
    real, datetime.datetime = time.time, Ahead
    time.time = lambda: real() + ahead
    assert datetime.datetime.now().year > 2040
sys.path.insert(0, sys.argv[1])
from conftest import build
from test_publication import put, varied
put(varied(build, sys.argv[3]), Path(sys.argv[2]))
"""


def start(public: Path, word: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(Path(__file__).parent), str(public), word],
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[3],  # where `tests` is found
    )


def test_the_same_bytes_everywhere_and_at_any_time(make: Make, tmp_path: Path) -> None:
    elsewhere = {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "LANG": "C", "LC_ALL": "C"}
    elsewhere["SECONDS_AHEAD"] = "1e9"
    process = start(tmp_path / "there", "x", **elsewhere)
    put(varied(make, "x"), tmp_path / "here")
    assert process.wait(60) == 0
    here, there = (
        {name: digest for name, (digest, _) in tree(tmp_path / place).items()}
        for place in ("here", "there")
    )
    assert here == there


@pytest.mark.parametrize("after", [0.0, 0.1])
def test_killed_at_any_moment_readers_see_old_or_new(
    make: Make, tmp_path: Path, after: float
) -> None:
    put(varied(make, "old"), tmp_path)
    old = {name: digest for name, (digest, _) in tree(tmp_path).items()}
    process = start(tmp_path, "new")
    deadline = time.monotonic() + 60
    while not (tmp_path / ".coopfeed/pending.json").exists() and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.002)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    for path in (p for p in tmp_path.rglob("*") if p.suffix in (".rss", ".atom")):
        ET.fromstring(path.read_bytes())
    for path in (p for p in tmp_path.rglob("*.gz") if not p.name.startswith(".")):
        gzip.decompress(path.read_bytes())
    put(varied(make, "old"), tmp_path)
    assert {name: digest for name, (digest, _) in tree(tmp_path).items()} == old


def test_the_memory_cannot_hide_a_file_of_a_cut_off_publication(make: Make, tmp_path: Path) -> None:
    old = [make(0)]
    put(old, tmp_path)
    (tmp_path / ".coopfeed/pending.json").touch()
    (tmp_path / "feeds/all.rss").write_bytes(b"of another publication")
    (tmp_path / "feeds/.left.part").write_bytes(b"half")
    assert put(old, tmp_path).written == ("feeds/all.rss",)
    assert not (tmp_path / ".coopfeed/pending.json").exists()
    assert not (tmp_path / "feeds/.left.part").exists()


def test_a_lost_file_comes_back(make: Make, tmp_path: Path) -> None:
    put(some(make), tmp_path)
    (tmp_path / "feeds/all.rss").unlink()
    (tmp_path / "subscribe/index.html.gz").unlink()
    assert put(some(make), tmp_path).written == ("feeds/all.rss", "subscribe/index.html")


def test_a_page_that_was_lost_comes_back(make: Make, tmp_path: Path) -> None:
    milestones = [make(0), make(1)]
    put(milestones, tmp_path)
    shutil.rmtree(tmp_path / entry_page(milestones[0].id))
    assert f"{entry_page(milestones[0].id)}index.html" in put(milestones, tmp_path).written


def test_an_address_that_is_none_is_a_setting_to_mend(make: Make, tmp_path: Path) -> None:
    wrong = SETTINGS.model_copy(update={"base_url": "example.org"})
    with pytest.raises(SettingsError, match=r"base_url"):
        publish(Collection([make(0)]), settings=wrong, public=tmp_path)


def test_open_dates_are_on_their_own_page(make: Make, tmp_path: Path) -> None:
    put([make(0, None), make(1, "XXXX-12-25")], tmp_path)
    page = (tmp_path / "year/undated/index.html").read_text(encoding="utf-8")
    assert "12月25日" in page
    assert page.count("<article>") == 2
