"""Pages are kept as they came, in little room, and only as long as they are wanted."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from types import SimpleNamespace

import pytest

from pipeline_common.errors import NotFoundError
from pipeline_common.models import Reading, Snapshot
from pipeline_common.settings import RetentionSettings
from pipeline_common.store import Store

FRAME = "".join(f"<div class='c{i}' id='n{i * 7}'>导航{i}</div>" for i in range(400))


def page(number: int) -> bytes:
    words = random.Random(number)
    text = "".join(chr(words.randrange(0x4E00, 0x9000)) for _ in range(300))
    return f"<html>{FRAME}<p>{text}</p></html>".encode()


def reading(make: SimpleNamespace, number: int, *mentions: object) -> Reading:
    made = make.reading(f"a{number}", *mentions, minute=number)
    body = page(number)
    kept = Snapshot(sha256(body).hexdigest(), "text/html", body, made.article.fetched_at)
    return replace(made, snapshot=kept)


def size(store: Store) -> int:
    return int(store._db.execute("select sum(length(body)) from snapshot").fetchone()[0])


def test_a_shared_dictionary_saves_most(store: Store, make: SimpleNamespace) -> None:
    readings = [reading(make, number) for number in range(150)]
    store.ingest(make.report(), readings)
    before = size(store)
    assert store.tidy(RetentionSettings(), now=make.start)["compressed"] == 150
    assert size(store) < 0.7 * before
    store.ingest(make.report("b2"), [reading(make, 900)])
    assert store.tidy(RetentionSettings(), now=make.start)["compressed"] == 0
    for number in (0, 149, 900):
        body = page(number)
        assert store.snapshot(sha256(body).hexdigest()).body == body
    assert store.check() == []


def test_too_few_pages_make_no_dictionary(store: Store, make: SimpleNamespace) -> None:
    store.ingest(make.report(), [reading(make, number) for number in range(5)])
    assert store.tidy(RetentionSettings(), now=make.start)["compressed"] == 0


def test_pages_are_dropped_when_they_prove_nothing_any_more(
    store: Store, make: SimpleNamespace
) -> None:
    told = make.mention("2026-02-01", "湖州 宣城", "签订供水协议")
    first, idle = reading(make, 1, told), reading(make, 2)
    store.ingest(make.report(), [first, idle])
    later = page(3)
    changed = replace(
        make.reading("a1", told, minute=50, text="改过的正文"),
        snapshot=Snapshot(sha256(later).hexdigest(), "text/html", later, make.start),
    )
    store.ingest(make.report("b2"), [changed])
    keep = RetentionSettings(superseded_pages=10, pages_without_milestone=100)
    assert store.tidy(keep, now=make.start + timedelta(days=5))["pages"] == 0
    assert store.tidy(keep, now=make.start + timedelta(days=11))["pages"] == 1
    assert store.tidy(keep, now=make.start + timedelta(days=101))["pages"] == 1
    for gone in (first, idle):
        with pytest.raises(NotFoundError):
            store.snapshot(gone.snapshot.sha256)
    assert store.snapshot(sha256(later).hexdigest()).body == later
    assert store.article(idle.article.id).text == idle.article.text
    assert store.check() == []


def test_the_last_run_of_a_source_stays(store: Store, make: SimpleNamespace) -> None:
    from pipeline_common.models import State

    for number in range(3):
        store.ingest(make.report(f"b{number}", ("huzhou", State.OK), minute=number), [])
    now = make.start + timedelta(days=1000)
    assert store.tidy(RetentionSettings(), now=now)["runs"] == 2
    assert [s.state for s in store.source_status(now=now)] == [State.OK]
    assert store.is_ingested("b0")
