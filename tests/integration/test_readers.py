"""The life of a feed as its readers keep it: what each stores is what the database says.

First publication, a correction, a second entry in the same minute, a duplicate taken away, entries
that age out of the feed, a move of the site by 301.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from pipeline_common.publish import publish
from pipeline_common.settings import PublishSettings
from pipeline_common.store import Store
from tests.telling import signing, tell

START = datetime(2026, 11, 1, 1, tzinfo=UTC)
#: Title, link and instant of first publication (seconds) by id.
Held = dict[str, tuple[str, str, int]]
#: What `npm install` in `tests/browser` brings.
NPM = Path(__file__).parents[1] / "browser/node_modules"
#: Prints the items of a feed as rss-parser gives them.
RSS_PARSER = """
const Parser = require("rss-parser");
new Parser().parseURL(process.argv[1]).then(
  feed => console.log(JSON.stringify(feed.items)),
  error => { console.error(String(error)); process.exit(1); },
);
"""


class Site:
    """The folder on loopback; after `move` the old address leads on to a new one."""

    def __init__(self, public: Path) -> None:
        self.public = public
        self.moved = ""
        site = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                if site.moved and self.server is site.servers[0]:
                    self.send_response(301)
                    self.send_header("Location", site.moved + self.path)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                else:
                    super().do_GET()

            def send_header(self, keyword: str, value: str) -> None:
                # Several publications fall into one second here, which this server's only
                # validator could not tell apart.
                if keyword != "Last-Modified":
                    super().send_header(keyword, value)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        handler = functools.partial(Handler, directory=str(public))
        self.servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) for _ in "ab"]
        for server in self.servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self.first, self.second = (f"http://127.0.0.1:{s.server_port}" for s in self.servers)

    def move(self) -> None:
        self.moved = self.second

    @property
    def address(self) -> str:
        return self.moved or self.first

    def close(self) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()


@dataclass
class Life:
    """A database and the site made from it."""

    store: Store
    site: Site

    def learn(self, number: int, words: str = "签署", *, minute: int = 0) -> None:
        """Take in an article; again with other words for a correction."""
        at = START + timedelta(minutes=minute)
        tell(self.store, number, signing(number, words), at, f"{number}-{words}-{minute}")

    def publish(self, minute: int) -> Held:
        """Publish; what the database says is in the feed now."""
        self.store.assign_publication(START + timedelta(minutes=minute))
        settings = PublishSettings(base_url=self.site.address, window_entries=3, window_days=1)
        publish(self.store.published(), settings=settings, public=self.site.public)
        rows = self.store._db.execute(
            "select urn, headline, published, (select count(*) from milestone_change c where"
            " c.milestone = m.id and c.field in ('headline', 'date', 'kind', 'places'))"
            " from milestone m where status = 'active' and published is not null"
            " order by published desc"
        ).fetchall()
        newest = datetime.fromisoformat(rows[0][2])
        found: Held = {}
        for rank, (urn, headline, published, changes) in enumerate(rows):
            at = datetime.fromisoformat(published)
            if rank < 3 or at > newest - timedelta(days=1):
                link = f"{self.site.address}/m/{urn.removeprefix('urn:uuid:')}/"
                mark = "【更正】" if changes else ""
                found[urn] = (mark + headline, link, int(at.timestamp()))
        return found


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    site = Site(tmp_path / "public")
    (tmp_path / "public").mkdir()
    with Store.open(tmp_path / "coopfeed.sqlite") as store:
        yield Life(store, site)
    site.close()


def by_newsboat(url: str, home: Path) -> Held:
    (home / "urls").write_text(f"{url}\n")
    (home / "config").touch()
    subprocess.run(
        ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"],
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    base = sqlite3.connect(home / "cache.db")
    rows = base.execute("select guid, title, url, pubDate from rss_item").fetchall()
    base.close()
    return {guid: (title, link, when) for guid, title, link, when in rows}


def by_sfeed(url: str, home: Path) -> Held:
    fetched = subprocess.run(["curl", "-sL", url], capture_output=True, check=True, timeout=60)
    done = subprocess.run(["sfeed"], input=fetched.stdout, capture_output=True, check=True)
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    return {row[5]: (row[1], row[2], int(row[0])) for row in rows}


def by_feedparser(url: str, home: Path) -> Held:
    parsed = feedparser.parse(url)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return {
        e.id: (e.title, e.link, int(datetime(*e.published_parsed[:6], tzinfo=UTC).timestamp()))
        for e in parsed.entries
    }


def by_reader(url: str, home: Path) -> Held:
    library = pytest.importorskip("reader")
    with library.make_reader(str(home / "reader.db")) as reader:
        reader.add_feed(url, exist_ok=True)
        reader.update_feed(url)
        return {e.id: (e.title, e.link, int(e.published.timestamp())) for e in reader.get_entries()}


def by_rss_parser(url: str, home: Path) -> Held:
    done = subprocess.run(
        ["node", "-e", RSS_PARSER, url],
        cwd=NPM.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return {
        item.get("id") or item["guid"]: (
            item["title"],
            item["link"],
            int(datetime.fromisoformat(item["isoDate"]).timestamp()),
        )
        for item in json.loads(done.stdout)
    }


#: Each reader, and what it needs: programs, or what `npm install` in `tests/browser` brings.
READERS: dict[str, tuple[Callable[[str, Path], Held], tuple[str | Path, ...]]] = {
    "newsboat": (by_newsboat, ("newsboat",)),
    "sfeed": (by_sfeed, ("sfeed", "curl")),
    "feedparser": (by_feedparser, ()),
    "reader": (by_reader, ()),
    "rss-parser": (by_rss_parser, ("node", NPM / "rss-parser")),
}


def missing(needed: tuple[str | Path, ...]) -> list[str]:
    return [
        str(need.name if isinstance(need, Path) else need)
        for need in needed
        if not (need.exists() if isinstance(need, Path) else shutil.which(need))
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("suffix", ["atom", "rss"])
@pytest.mark.parametrize("reader", READERS)
def test_a_reader_keeps_what_the_database_says(
    life: Life, tmp_path: Path, reader: str, suffix: str
) -> None:
    read, needed = READERS[reader]
    if lacking := missing(needed):
        pytest.skip(f"{', '.join(lacking)}: not installed")
    home = tmp_path / reader
    home.mkdir()
    url = f"{life.site.first}/feeds/all.{suffix}"
    told: Held = {}

    def look(now: Held, step: str) -> None:
        told.update(now)
        kept = read(url, home)
        assert {i: kept.get(i) for i in now} == now, step
        assert set(kept) <= set(told), step  # nothing twice under another id

    life.learn(1)
    life.learn(2)
    look(life.publish(0), "first publication")
    life.learn(1, "正式签署", minute=1)
    now = life.publish(1)
    assert any(title.startswith("【更正】") for title, _, _ in now.values())
    look(now, "correction")
    life.learn(3, minute=1)
    look(life.publish(1), "second entry in the same minute")
    one, two = sorted(now)[:2]
    life.store.merge(one, two, reason="同一件事", now=START + timedelta(minutes=2))
    look(life.publish(2), "merge")
    for number in (4, 5, 6):
        life.learn(number, minute=5000)
    now = life.publish(5000)
    assert two not in now
    look(now, "aged out")
    life.site.move()
    look(life.publish(5001), "moved")
