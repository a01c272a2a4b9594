"""Feeds in every format: exact bytes, grammars, foreign readers, hostile texts."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import lxml.etree as ET
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pipeline_common.models import Change, Feed, Kind, Milestone, Status
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.feeds import make_archive, make_feed
from pipeline_common.publish.formats import MEDIA, RENDERERS
from pipeline_common.publish.ical import is_day_precise
from pipeline_common.publish.record import ALL
from tests.pipeline_common.publish.hostile import HOSTILE, spoil

Make = Callable[..., Milestone]
EditionOf = Callable[..., Edition]

TESTS = Path(__file__).parents[2]
SCHEMAS = TESTS / "schemas"
GOLDEN = TESTS / "golden" / "feeds"
ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)


def sample(make: Make) -> list[Milestone]:
    """One of everything that a feed can hold."""
    first = make().reports[0]
    other = replace(
        first, url="https://other.example.cn/二/a b.html", outlet="示例晚报", title="转载"
    )
    late = make(3).changed + timedelta(days=1)
    return [
        make(0),
        make(1, "2026-07", kind=Kind.PLAN_POLICY, headline="两地联合印发行动方案"),
        make(2, "2026-09-13/2026-09-15", kind=Kind.MEETING_VISIT, reports=(first, other)),
        make(3, changed=late, history=(Change(late, "date", "2026-10", "2026-10-28"),)),
        make(4, None, status=Status.WITHDRAWN, reports=(), places=(), documents=()),
        make(5, "1958-03-02", attributes={"length": "138公里"}),
    ]


def feed_of(edition: Edition, key: str = "all", archives: tuple[str, ...] = ()) -> Feed:
    view = edition.views[key]
    return make_feed(
        view,
        edition.entries_of(edition.current(view)),
        settings=edition.settings,
        region=edition.region,
        base=edition.base,
        labels=edition.labels,
        archives=archives,
    )


def archive_of(edition: Edition, month: str, archives: tuple[str, ...]) -> Feed:
    return make_archive(
        month,
        edition.entries_of(edition.record.latest(ALL, listed=False)),
        settings=edition.settings,
        region=edition.region,
        base=edition.base,
        labels=edition.labels,
        archives=archives,
    )


@pytest.fixture(scope="module")
def feeds(make: Make, edition_of: EditionOf) -> dict[str, Feed]:
    edition = edition_of(*sample(make))
    hostile = edition_of(*(spoil(make(n), text) for n, text in enumerate(HOSTILE)))
    english = edition_of(*sample(make), language="en")
    months = ("2026-08", "2026-09", "2026-10")
    found = {
        "sample": feed_of(edition, archives=months),
        "kind": feed_of(edition, "kind/agreement"),
        "empty": feed_of(edition, "kind/institution"),
        "one": feed_of(edition, "kind/plan_policy"),
        "archive": archive_of(edition, "2026-09", months),
        "first": archive_of(edition, "2026-08", months),
        "hostile": feed_of(hostile),
        "english": feed_of(english),
    }
    assert not hostile.press.refused
    return found


@pytest.mark.parametrize("suffix", RENDERERS)
def test_the_exact_bytes(feeds: dict[str, Feed], suffix: str, tmp_path: Path) -> None:
    got = RENDERERS[suffix](feeds["sample"])
    (tmp_path / f"sample.{suffix}").write_bytes(got)
    assert got == (GOLDEN / f"sample.{suffix}").read_bytes(), f"now: {tmp_path}"


@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_the_grammar(feeds: dict[str, Feed], suffix: str, tmp_path: Path) -> None:
    if shutil.which("jing") is None:
        pytest.skip("jing is not installed")
    files = []
    for name, feed in feeds.items():
        files.append(tmp_path / f"{name}.{suffix}")
        files[-1].write_bytes(RENDERERS[suffix](feed))
    done = subprocess.run(
        ["jing", "-c", SCHEMAS / f"{suffix}.rnc", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_schema_of_json_feed(feeds: dict[str, Feed]) -> None:
    schema = json.loads((SCHEMAS / "jsonfeed-1.1.schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for feed in feeds.values():
        checker.validate(json.loads(RENDERERS["json"](feed)))


@pytest.mark.parametrize("suffix", ["rss", "atom", "json"])
def test_a_foreign_reader_sees_the_same(feeds: dict[str, Feed], suffix: str) -> None:
    feed = feeds["sample"]
    expected = {(e.id, e.title, e.link, e.published.timestamp()) for e in feed.entries}
    assert len(expected) == 6
    assert read(RENDERERS[suffix](feed), suffix) == expected


def read(document: bytes, suffix: str) -> set[tuple[str, str, str, float]]:
    """Id, title, link and instant of each entry, by somebody else's code."""
    if suffix == "json":
        return {
            (i["id"], i["title"], i["url"], datetime.fromisoformat(i["date_published"]).timestamp())
            for i in json.loads(document)["items"]
        }
    parsed = feedparser.parse(document)
    assert not parsed.bozo
    return {
        (e.id, e.title, e.link, datetime(*e.published_parsed[:6], tzinfo=UTC).timestamp())
        for e in parsed.entries
    }


def test_the_calendar_holds_the_days_that_are_known(feeds: dict[str, Feed]) -> None:
    feed = feeds["sample"]
    events = Calendar.from_ical(RENDERERS["ics"](feed)).walk("VEVENT")
    expected = {e.id: e for e in feed.entries if is_day_precise(e)}
    assert {str(event["uid"]) for event in events} == set(expected)
    assert len(expected) == 4
    for event in events:
        entry = expected[str(event["uid"])]
        assert str(event["summary"]) == entry.title
        assert str(event["url"]) == entry.link
    visit = next(e for e in events if "会议互访" in e.to_ical().decode())
    assert str(visit["dtstart"].dt) == "2026-09-13"
    assert str(visit["dtend"].dt) == "2026-09-16"


@pytest.mark.parametrize("name", ["sample", "hostile", "empty"])
def test_calendar_lines(feeds: dict[str, Feed], name: str) -> None:
    document = RENDERERS["ics"](feeds[name])
    assert document.endswith(b"END:VCALENDAR\r\n")
    assert b"METHOD" not in document
    lines = document.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_the_chain_of_archives(feeds: dict[str, Feed]) -> None:
    base = "https://example.org/feeds"
    for suffix in ("rss", "atom"):
        links = {
            name: {
                link.get("rel"): link.get("href")
                for link in ET.fromstring(RENDERERS[suffix](feeds[name])).iter("{*}link")
                if link.get("rel")
            }
            for name in ("sample", "archive", "first")
        }
        assert links["sample"]["self"] == f"{base}/all.{suffix}"
        assert links["sample"]["prev-archive"] == f"{base}/archive/2026-10.{suffix}"
        assert links["archive"]["current"] == f"{base}/all.{suffix}"
        assert links["archive"]["prev-archive"] == f"{base}/archive/2026-08.{suffix}"
        assert links["archive"]["next-archive"] == f"{base}/archive/2026-10.{suffix}"
        assert "prev-archive" not in links["first"]
    document = json.loads(RENDERERS["json"](feeds["archive"]))
    assert document["next_url"] == f"{base}/archive/2026-08.json"


def test_the_channel_links_to_the_page(feeds: dict[str, Feed]) -> None:
    channel = ET.fromstring(RENDERERS["rss"](feeds["kind"]))[0]
    assert channel.findtext("link") == "https://example.org/kind/agreement/"


def test_categories_name_their_vocabulary_where_readers_take_it(feeds: dict[str, Feed]) -> None:
    for name in ("sample", "english"):
        entry = feeds[name].entries[0]
        terms = [c.term for c in entry.categories]
        assert len({c.scheme for c in entry.categories}) == 3
        parsed = feedparser.parse(RENDERERS["atom"](feeds[name])).entries[0]
        assert [(t.term, t.scheme) for t in parsed.tags] == [
            (c.term, c.scheme) for c in entry.categories
        ]
        item = ET.fromstring(RENDERERS["rss"](feeds[name]))[0].find("item")
        assert item is not None
        assert [(c.text, dict(c.attrib)) for c in item.findall("category")] == [
            (term, {}) for term in terms
        ]
        assert json.loads(RENDERERS["json"](feeds[name]))["items"][0]["tags"] == terms


def test_a_hub_is_named_in_every_format(make: Make, edition_of: EditionOf) -> None:
    edition = edition_of(make())
    settings_ = edition.settings.model_copy(update={"hub": "https://hub.example.org/"})
    feed = feed_of(replace(edition, settings=settings_))
    for suffix in ("rss", "atom", "json"):
        assert b"https://hub.example.org/" in RENDERERS[suffix](feed)


def test_updates_in_a_feed_are_distinct(feeds: dict[str, Feed]) -> None:
    for feed in feeds.values():
        assert len({entry.updated for entry in feed.entries}) == len(feed.entries)


def test_every_format_has_its_media_type() -> None:
    assert set(MEDIA) == set(RENDERERS)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ANY, other=ANY)
def test_any_text_anywhere_makes_clean_feeds(
    make: Make, edition_of: EditionOf, text: str, other: str
) -> None:
    edition = edition_of(spoil(make(0), text), spoil(make(1), other))
    feed = feed_of(edition)
    assert not edition.press.refused
    documents = {suffix: renderer(feed) for suffix, renderer in RENDERERS.items()}
    for suffix in ("rss", "atom"):
        root = ET.fromstring(documents[suffix])
        for address in (*root.xpath("//@href"), *root.xpath("//link/text()")):
            assert address.startswith(("http://", "https://"))
    for item in json.loads(documents["json"])["items"]:
        assert item["url"].startswith("https://example.org/m/")
    forbidden = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff\x7f")
    for document in documents.values():
        assert not forbidden & set(document.decode())
    Calendar.from_ical(documents["ics"])


def test_instants_do_not_depend_on_anything_but_the_data(feeds: dict[str, Feed]) -> None:
    document: Any = feedparser.parse(RENDERERS["atom"](feeds["sample"]))
    assert document.feed.updated == max(e.updated for e in feeds["sample"].entries).isoformat()
