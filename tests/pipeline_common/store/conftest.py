"""Readings and reports to ingest, and what a database holds of milestones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline_common.dedupe import shingles
from pipeline_common.models import (
    Article,
    CrawlReport,
    EventDate,
    Extraction,
    Kind,
    Mention,
    Origin,
    Published,
    Reading,
    SetAside,
    Snapshot,
    SourceReport,
    State,
    Trust,
    Validator,
)
from pipeline_common.store import Store

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def mention(
    when: str | None,
    places: str,
    evidence: str,
    *,
    kind: Kind = Kind.AGREEMENT,
    documents: tuple[str, ...] = (),
    start: int = 0,
    background: bool = False,
) -> Mention:
    """A mention; `places` is one string."""
    return Mention(
        EventDate(when) if when else None, kind, tuple(places.split()), documents,
        evidence, evidence, start, start + len(evidence), background,
    )  # fmt: skip


def reading(
    name: str,
    *mentions: Mention,
    text: str = "",
    minute: int = 0,
    source: str = "huzhou",
    trust: Trust = Trust.NORMAL,
    backfill: bool = False,
    published: str = "2026-03-01",
) -> Reading:
    """An article of https://news.example.cn/NAME.html with a text of its own."""
    text = text or f"{name}：" + "".join(
        chr(0x4E00 + b * 7 + i) for i, b in enumerate(sha256(name.encode()).digest())
    )
    fetched = START + timedelta(minutes=minute)
    body = f"<html>{text}</html>".encode()
    article = Article(
        id=f"news.example.cn/{name}.html",
        source_id=source,
        url=f"https://news.example.cn/{name}.html",
        title=f"{name}的标题",
        text=text,
        published=Published(published, Origin.META),
        outlet="渡口日报",
        fetched_at=fetched,
        trust=trust,
        backfill=backfill,
    )
    return Reading(
        article,
        Extraction(True, mentions),
        shingles(article.content),
        Snapshot(sha256(body).hexdigest(), "text/html", body, fetched),
    )


def report(
    batch: str = "b1",
    *states: tuple[str, State],
    minute: int = 60,
    validators: tuple[Validator, ...] = (),
    set_aside: tuple[SetAside, ...] = (),
    articles: int = 1,
) -> CrawlReport:
    """A report that ends `minute` minutes after the first article was fetched."""
    finished = START + timedelta(minutes=minute)
    sources = tuple(SourceReport(s, state, "200", articles=articles) for s, state in states)
    return CrawlReport(
        batch, finished, finished, sources, validators=validators, set_aside=set_aside
    )


def dump(store: Store) -> list[str]:
    """All rows of all tables, but for the times at which migrations were applied."""
    return [line for line in store._db.iterdump() if '"_sqlite_migrations"' not in line]


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """`make.mention`, `make.reading`, `make.report`, `make.dump`, `make.start`."""
    return SimpleNamespace(mention=mention, reading=reading, report=report, dump=dump, start=START)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coopfeed.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened
