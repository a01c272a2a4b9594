"""The database answers what the record in memory answers, and knows what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline_common.models import Kind
from pipeline_common.publish import Collection
from pipeline_common.publish.record import ALL
from pipeline_common.selection import Selection
from pipeline_common.store import Store

PLACES = ("南昌", "九江", "抚州", "宜春", "上饶")
DATES = ("2026-02-0{}", "2026-02", "2025-12-3{}", "2025", "2024-05-0{}/2024-05-09", "2026-01-0{}~")
SELECTIONS = [
    ALL,
    Selection(kind=Kind.AGREEMENT),
    Selection(places=(("南昌",),)),
    Selection(places=(("南昌", "九江"),)),
    Selection(places=(("南昌", "九江"), ("抚州", "宜春")), sources=("one", "three")),
    Selection(places=(("南昌", "抚州"), ("九江",)), most_parties=2),
    Selection(places=(("宜春",),), sources=("one", "two")),
    Selection(year="2026"),
    Selection(year="2026-02"),
    Selection(year="2025-00"),
    Selection(year="undated"),
    Selection(sources=("one",)),
    Selection(sources=("",)),
    Selection(since=date(2025, 12, 1), until=date(2026, 1, 31)),
    Selection(words=("第3", "协议")),
    Selection(words=("上饶",), kind=Kind.OTHER),
]


@pytest.fixture(scope="module")
def filled(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("published") / "coopfeed.sqlite"
    with Store.open(path) as store:
        readings = []
        for n in range(48):
            pair = f"{PLACES[n % 5]} {PLACES[(n * 2 + 1) % 5]}"
            when = DATES[n % 6].format(n % 8 + 1 if n % 6 != 2 else n % 2)
            told = make.mention(when, pair, f"{pair}签署第{n}份协议", kind=list(Kind)[n % 8])
            source = ("one", "two", "three")[n % 3]
            readings.append(
                make.reading(f"a{n}", told, source=source, minute=n, backfill=n % 4 == 3)
            )
        store.ingest(make.report(), readings)
        store.assign_publication(make.start + timedelta(days=31))
        store.ingest(make.report("b2", minute=90), [make.reading("a8", minute=80)])  # withdrawn
        db = store._db
        db.execute("update milestone set status = 'hidden' where id = 12")
        db.execute(
            "update milestone set date = 'XXXX-02-03', sort_key = '9999-02-03', first_day = null,"
            " last_day = null where id = 20"
        )
        db.execute("update milestone_place set sort_key = '9999-02-03' where milestone = 20")
        db.execute("update milestone_source set sort_key = '9999-02-03' where milestone = 20")
        yield store


@pytest.fixture(scope="module")
def memory(filled: Store) -> Collection:
    return Collection(filled.milestones(published_only=True, status=None))


@pytest.mark.parametrize("wanted", SELECTIONS)
@pytest.mark.parametrize("common", [1, 5000])
def test_lists_are_the_same(
    filled: Store, memory: Collection, wanted: Selection, common: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("pipeline_common.store.published._COMMON", common)
    record = filled.published()
    assert record.count(wanted) == memory.count(wanted)
    for limit, listed in ((None, True), (3, True), (None, False)):
        expected = memory.latest(wanted, limit, listed=listed)
        assert record.latest(wanted, limit, listed=listed) == expected


@pytest.mark.parametrize("wanted", SELECTIONS)
@pytest.mark.parametrize(("entries", "days"), [(5, 0), (5, 45), (100, 45)])
@pytest.mark.parametrize("backfill", [True, False])
@pytest.mark.parametrize("common", [1, 5000])
def test_windows_are_the_same(
    filled: Store, memory: Collection, wanted: Selection, entries: int, days: int, backfill: bool,
    common: int, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("pipeline_common.store.published._COMMON", common)
    found = filled.published().window(wanted, entries=entries, days=days, backfill=backfill)
    expected = memory.window(wanted, entries=entries, days=days, backfill=backfill)
    assert found == expected


def test_what_is_kept_ready_follows_a_change(
    store: Store, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline_common.store.published._READY", 2)
    told = [
        make.reading(f"a{n}", make.mention(f"2026-02-0{n}", f"甲{n} 乙{n}", f"签署协议{n}"))
        for n in (1, 2, 3)
    ]
    store.ingest(make.report(), told)
    store.assign_publication(make.start)
    record = store.published()
    window = record.window(ALL, entries=9, days=9, backfill=True)
    assert record.latest(ALL, 2) == window[:2]
    store._db.execute("update milestone set headline = '改过' where id = 3")
    assert [m.headline == "改过" for m in record.latest(ALL, 3)] == [True, False, False]
    assert record.window(ALL, entries=9, days=9, backfill=True)[0].headline == "改过"


def test_figures_are_the_same(filled: Store, memory: Collection) -> None:
    record = filled.published()
    assert record.months() == memory.months()
    assert record.quarters() == memory.quarters()
    assert record.updated() == memory.updated()
    assert record.begun() == memory.begun() is not None
    assert record.is_live() is memory.is_live() is True
    for month in memory.months():
        assert list(record.month(month)) == list(memory.month(month))
    assert {m.id for m in record.changed(0)} == {m.id for m in memory.changed(0)}


def test_of_nothing_there_are_no_figures(store: Store) -> None:
    record, memory = store.published(), Collection(())
    assert record.count(ALL) == memory.count(ALL) == 0
    assert record.months() == memory.months() == {}
    assert record.quarters() == memory.quarters() == {}
    assert record.begun() is memory.begun() is record.updated() is memory.updated() is None


def test_only_what_changed_is_told(store: Store, make: SimpleNamespace) -> None:
    def told(n: int, words: str = "签署协议") -> object:
        return make.reading(f"a{n}", make.mention(f"2026-02-0{n}", f"甲{n} 乙{n}", f"{words}{n}"))

    store.ingest(make.report(), [told(1), told(2)])
    before = store.published().revision()
    assert list(store.published().changed(before)) == []
    store.assign_publication(make.start)
    assert len(list(store.published().changed(before))) == 2
    before = store.published().revision()
    assert store.published().revision() == before
    store.ingest(make.report("b2"), [told(1), told(2, "共同签署了协议")])
    (changed,) = store.published().changed(before)
    assert changed.evidence == "共同签署了协议2"
    before = store.published().revision()
    again = make.reading("copy", make.mention("2026-02-01", "甲1 乙1", "签署协议1"))
    store.ingest(make.report("b3"), [again])
    (changed,) = store.published().changed(before)
    assert len(changed.reports) == 2  # an article more, nothing else
