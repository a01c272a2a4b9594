"""All that is published says what the database says: formats, pages and filters, read by others.

Atom and RSS by feedparser, newsboat and rss-parser, the calendar by khal and icalendar; the pages
as any browser has them.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import lxml.html
import pytest
from icalendar import Calendar

from pipeline_common.models import EventDate, Kind, Mention
from pipeline_common.publish import publish
from pipeline_common.regions import slug
from pipeline_common.settings import PublishSettings
from pipeline_common.store import Store
from tests.integration.test_readers import READERS, Held, Site, missing
from tests.telling import tell

START = datetime(2026, 11, 1, 1, tzinfo=UTC)
KINDS = (Kind.AGREEMENT, Kind.MEETING_VISIT, Kind.INFRASTRUCTURE)
PAIRS = (("南昌", "九江"), ("南昌", "抚州"), ("宜春", "上饶"))
DATES = ("2026-10-03", "2026-09-13/2026-09-15", "2026-07", "2025", "2024-03-05~", "1958-03-02")
#: First day of the dates whose day is known.
DAYS = {"2026-10-03": "2026-10-03", "2026-09-13/2026-09-15": "2026-09-13"}
DAYS["1958-03-02"] = "1958-03-02"
WORDS = ("签署", "会商", "建成", "印发", "揭牌", "开通")


@dataclass(frozen=True)
class Published:
    """A site and the database it was made from."""

    site: Site
    database: Path
    held: Held  # title, link and instant of first publication by id

    def ids(self, where: str, value: str) -> set[str]:
        """Ids of the milestones for which a condition of SQL holds."""
        base = sqlite3.connect(self.database)
        rows = base.execute(f"select urn from milestone m where {where}", (value,)).fetchall()
        base.close()
        return {urn for (urn,) in rows}


def learn(store: Store, number: int, words: str, minute: int) -> None:
    """Take in an article that tells one milestone; again with other words for a correction."""
    kind, places, date = KINDS[number % 3], PAIRS[number // 3 % 3], DATES[number % 6]
    text = f"{'与'.join(places)}{words}第{number}号“A & B”＜示例＞项目{WORDS[number % 6] * 3}。"
    mention = Mention(EventDate(date) if date else None, kind, places, (), text, text, 0, len(text))
    at = START + timedelta(minutes=minute)
    tell(store, number, mention, at, f"{number}-{minute}", source=f"source-{number % 2}")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("agreement")
    public, database = folder / "public", folder / "coopfeed.sqlite"
    public.mkdir()
    site = Site(public)
    with Store.open(database) as store:
        for minute, words in enumerate(("", "正式")):  # the second round corrects the first five
            for number in range(18 if not minute else 5):
                learn(store, number, words, minute)
            store.assign_publication(START + timedelta(minutes=minute))
        settings = PublishSettings(base_url=site.address)
        publish(store.published(), settings=settings, public=public)
        rows = store._db.execute(
            "select urn, headline, published, exists (select 1 from milestone_change c"
            " where c.milestone = m.id and c.field = 'headline') from milestone m"
        ).fetchall()
    held = {
        urn: (
            ("【更正】" if corrected else "") + headline,
            f"{site.address}/m/{urn.removeprefix('urn:uuid:')}/",
            int(datetime.fromisoformat(instant).timestamp()),
        )
        for urn, headline, instant, corrected in rows
    }
    assert len(held) == 18
    assert sum(title.startswith("【更正】") for title, _, _ in held.values()) == 5
    yield Published(site, database, held)
    site.close()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("suffix", ["atom", "rss"])
@pytest.mark.parametrize("reader", ["feedparser", "newsboat", "rss-parser"])
def test_feeds(published: Published, tmp_path: Path, reader: str, suffix: str) -> None:
    read, needed = READERS[reader]
    if lacking := missing(needed):
        pytest.skip(f"{', '.join(lacking)}: not installed")
    assert read(f"{published.site.address}/feeds/all.{suffix}", tmp_path) == published.held


def test_json_feed(published: Published) -> None:
    items = json.loads((published.site.public / "feeds/all.json").read_bytes())["items"]
    assert len(items) == len(published.held)
    assert {
        item["id"]: (
            item["title"],
            item["url"],
            int(datetime.fromisoformat(item["date_published"]).timestamp()),
        )
        for item in items
    } == published.held


def test_pages(published: Published) -> None:
    found: Held = {}
    for page in published.site.public.glob("m/*/index.html"):
        root = lxml.html.fromstring(page.read_bytes())
        (link,) = root.xpath("//link[@rel='canonical']/@href")
        (first,) = root.xpath("//ol[@class='history']/li[contains(., '首次发布')]/time/@datetime")
        mark = "".join(f"【{m.text}】" for m in root.xpath("//h1/span[@class='mark']"))
        headline = root.xpath("string(//h1/text()[last()])").strip()
        (identity,) = root.xpath("//p[contains(., '永久编号')]/code/text()")
        instant = int(datetime.fromisoformat(first).timestamp())
        found[identity] = (mark + headline, link, instant)
    assert found == published.held
    front = lxml.html.fromstring((published.site.public / "index.html").read_bytes())
    linked = front.xpath("//ol[@class='timeline']//h3/a/@href")
    assert len(linked) == len(set(linked))
    rest = set(front.xpath("//nav[@class='years']//a/@href"))  # older years
    for year in rest:
        page = lxml.html.fromstring((published.site.public / year / "index.html").read_bytes())
        linked += page.xpath("//ol[@class='timeline']//h3/a/@href")
    assert {a.rpartition("m/")[2] for a in linked} == {
        link.rpartition("m/")[2] for _, link, _ in published.held.values()
    }


def days_of(published: Published) -> dict[str, str]:
    """First day by id, of the milestones whose day is known, from the database."""
    return {urn: day for date, day in DAYS.items() for urn in published.ids("m.date = ?", date)}


def test_calendar(published: Published) -> None:
    days = days_of(published)
    assert len(days) == 9
    document = (published.site.public / "feeds/all.ics").read_bytes()
    events = Calendar.from_ical(document).walk("VEVENT")
    assert {
        str(e["uid"]): (str(e["summary"]), str(e["url"]), int(e["created"].dt.timestamp()))
        for e in events
    } == {identity: published.held[identity] for identity in days}
    assert {str(e["uid"]): e["dtstart"].dt.isoformat() for e in events} == days


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_calendar_in_khal(published: Published, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[ours]]\npath = {tmp_path}/events\n"
        "[locale]\nlocal_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def khal(*arguments: str) -> str:
        done = subprocess.run(
            ["khal", "-c", str(config), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=environment,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    khal("import", "--batch", "-a", "ours", str(published.site.public / "feeds/all.ics"))
    line = "{uid}\t{title}\t{url}\t{start-date}"
    said: dict[str, tuple[str, str, str]] = {}
    for since in sorted(set(days_of(published).values())):
        for row in khal("list", "--once", "--day-format", "", "--format", line, since).splitlines():
            identity, title, url, day = row.split("\t")
            said[identity] = (title, url, day)
    assert said == {i: (*published.held[i][:2], day) for i, day in days_of(published).items()}


@pytest.mark.parametrize(
    ("key", "where", "value"),
    [
        *((f"kind/{kind.value}", "m.kind = ?", kind.value) for kind in KINDS),
        *(
            (
                f"place/{slug(name)}",
                "exists (select 1 from milestone_place p where p.milestone = m.id and place = ?)",
                name,
            )
            for name in ("南昌", "抚州", "上饶")
        ),
        *((f"year/{year}", "substr(m.date, 1, 4) = ?", year) for year in ("2026", "2025", "1958")),
        *(
            (
                f"source/source-{n}",
                "exists (select 1 from milestone_source s where s.milestone = m.id and source = ?)",
                f"source-{n}",
            )
            for n in range(2)
        ),
    ],
)
def test_a_filter_holds_what_sql_finds(
    published: Published, key: str, where: str, value: str
) -> None:
    found = published.ids(where, value)
    assert 0 < len(found) < 18
    document = json.loads((published.site.public / f"feeds/{key}.json").read_bytes())
    assert {item["id"] for item in document["items"]} == found


def test_the_kinds_together_are_all(published: Published) -> None:
    found: list[str] = []
    for file in (published.site.public / "feeds/kind").glob("*.json"):
        found += [item["id"] for item in json.loads(file.read_bytes())["items"]]
    assert sorted(found) == sorted(published.held)


def test_the_same_articles_make_the_same_ids_in_another_database(
    published: Published, tmp_path: Path
) -> None:
    with Store.open(tmp_path / "again.sqlite") as store:
        for number in reversed(range(18)):  # in another order, all in one go
            learn(store, number, "", 0)
        store.assign_publication(START + timedelta(days=9))
        assert {m.id for m in store.milestones(published_only=True)} == set(published.held)


def test_articles_that_come_again_change_no_byte(tmp_path: Path) -> None:
    settings = PublishSettings(base_url="https://example.org")
    with Store.open(tmp_path / "coopfeed.sqlite") as store:
        for minute in range(3):
            for number in range(6):
                learn(store, number, "", minute)
            store.assign_publication(START + timedelta(minutes=minute))
            report = publish(store.published(), settings=settings, public=tmp_path / "public")
            assert (report.written == ()) == (minute > 0)
