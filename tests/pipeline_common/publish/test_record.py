"""The record in memory: what a feed holds, what archives there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from pipeline_common.models import Milestone, Status
from pipeline_common.publish import Collection
from pipeline_common.publish.feed_documents import ARCHIVED_ENTRIES, archive_keys
from pipeline_common.publish.record import ALL
from pipeline_common.selection import Selection

Make = Callable[..., Milestone]
_DAY_ONE = datetime(2026, 1, 1, 2, tzinfo=UTC)


def held(milestones: Iterable[Milestone], *, backfill: bool = False) -> Sequence[Milestone]:
    return Collection(milestones).window(ALL, entries=100, days=45, backfill=backfill)


def archives_of(milestones: Sequence[Milestone]) -> dict[str, list[str]]:
    """Ids by archive document."""
    record = Collection(milestones)
    keys = archive_keys(record.months(), held(milestones))
    return {
        key: [m.id for m in record.month(key[:7])][
            (part := int(key[8:] or 1) - 1) * ARCHIVED_ENTRIES : (part + 1) * ARCHIVED_ENTRIES
        ]
        for key in keys
    }


def a_life(make: Make, days: int) -> list[Milestone]:
    """Six a day, and a burst of ninety every 61 days."""
    found: list[Milestone] = []
    for day in range(days):
        for n in range(90 if day % 61 == 60 else 6):
            when = _DAY_ONE + timedelta(days=day, seconds=n)
            found.append(make(len(found), published=when, changed=when))
    return found


@pytest.mark.parametrize("every", [1, 7, 30, 45])
def test_who_looks_now_and_then_misses_nothing(make: Make, every: int) -> None:
    life = a_life(make, 130)
    seen: set[str] = set()
    for day in range(every, 130 + every, every):
        now = _DAY_ONE + timedelta(days=min(day, 130))
        seen |= {m.id for m in held([m for m in life if m.published and m.published < now])}
    assert seen == {m.id for m in life}


def test_at_least_a_hundred(make: Make) -> None:
    old = [make(n, published=_DAY_ONE + timedelta(days=n)) for n in range(150)]
    got = held(old)
    assert len(got) == 100
    assert got[0].published == max(m.published for m in old if m.published)


def test_backfill_is_not_in_current_feeds(make: Make) -> None:
    live, history = make(1), [make(n, backfill=True) for n in range(2, 40)]
    assert held([live, *history]) == [live]


def test_while_there_is_only_history_the_feed_shows_some(make: Make) -> None:
    history = [make(n, backfill=True) for n in range(150)]
    assert not Collection(history).is_live()
    assert len(held(history, backfill=True)) == 100


def test_everything_is_in_the_feed_or_in_an_archive(make: Make) -> None:
    life = a_life(make, 130) + [make(5000 + n, backfill=True) for n in range(3)]
    archives = archives_of(life)
    archived = [identity for found in archives.values() for identity in found]
    assert {m.id for m in held(life)} | set(archived) == {m.id for m in life}
    assert len(archived) == len(set(archived))
    assert list(archives) == sorted(archives)


def test_an_archive_once_there_stays_as_it_is(make: Make) -> None:
    life = a_life(make, 200)
    before, after = archives_of(life[:900]), archives_of(life)
    assert set(before) <= set(after)
    closed = list(before)[:-1]
    assert closed
    assert all(before[month] == after[month] for month in closed)


def test_a_month_of_thousands_has_several_archives(make: Make) -> None:
    when = datetime(2026, 3, 2, tzinfo=UTC)
    first = [make(n, published=when + timedelta(seconds=n), backfill=True) for n in range(2500)]
    archives = archives_of([*first, make(9000)])
    assert {key: len(ids) for key, ids in archives.items()} == {
        "2026-03": 1000,
        "2026-03-2": 1000,
        "2026-03-3": 500,
    }
    assert archives["2026-03"][0] == first[0].id


def test_months_are_of_china(make: Make) -> None:
    late = make(published=datetime(2026, 10, 31, 17, tzinfo=UTC))
    assert list(Collection([late]).months()) == ["2026-11"]


def test_hidden_and_merged_are_gone_withdrawn_stays_in_feeds(make: Make) -> None:
    statuses = [Status.ACTIVE, Status.WITHDRAWN, Status.HIDDEN, Status.MERGED]
    record = Collection(make(n, status=status) for n, status in enumerate(statuses))
    assert len(record.latest(ALL, listed=False)) == 2
    assert record.count(ALL) == 1
    assert len(list(record.changed(0))) == 4


def test_newest_event_first_and_open_dates_last(make: Make) -> None:
    dates = ["2026-01", None, "2026-03-01", "1958-05-01", "XXXX-12-25"]
    record = Collection(make(n, date) for n, date in enumerate(dates))
    found = [m.date.edtf if m.date else None for m in record.latest(ALL)]
    assert found[:3] == ["2026-03-01", "2026-01", "1958-05-01"]
    assert set(found[3:]) == {None, "XXXX-12-25"}
    assert record.count(Selection(year="undated")) == 2
