"""The instant of first publication."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from pipeline_common.store import Store


def test_each_gets_a_second_of_its_own_in_the_order_of_events(
    store: Store, make: SimpleNamespace
) -> None:
    days = ["2026-02-03", "2026-02-01", "XXXX-02-02", "2025", None]
    store.ingest(
        make.report(),
        [
            make.reading(f"a{i}", make.mention(day, f"甲{i} 乙{i}", "签约"))
            for i, day in enumerate(days)
        ],
    )
    now = make.start + timedelta(microseconds=700)
    assert store.assign_publication(now) == 3
    published = store.milestones(published_only=True)
    assert [(m.date and m.date.edtf, m.published - make.start) for m in published] == [
        ("2026-02-03", timedelta(0)),
        ("2026-02-01", timedelta(seconds=-1)),
        ("2025", timedelta(seconds=-2)),
    ]
    assert store.milestones(published_since=make.start) == published[:1]
    assert store.last_published() == make.start


def test_later_ones_come_later_even_when_the_clock_stands(
    store: Store, make: SimpleNamespace
) -> None:
    for batch in range(3):
        signed = make.mention(f"2026-02-0{9 - batch}", "甲 乙", "签约")
        store.ingest(make.report(f"b{batch}"), [make.reading(f"a{batch}", signed)])
        assert store.assign_publication(make.start) == 1
    seconds = [m.published for m in store.milestones(published_only=True)]
    assert seconds == sorted(set(seconds), reverse=True)


def test_nothing_to_publish_writes_nothing(path: Path, make: SimpleNamespace) -> None:
    with Store.open(path) as store:
        store.ingest(
            make.report(), [make.reading("a", make.mention("2026-02-03", "甲 乙", "签约"))]
        )
        store.assign_publication(make.start)
    before = path.read_bytes()
    with Store.open(path) as store:
        assert store.assign_publication(make.start + timedelta(days=1)) == 0
    assert path.read_bytes() == before
