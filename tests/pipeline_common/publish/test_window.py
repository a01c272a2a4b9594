from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline_common.models import Milestone
from pipeline_common.publish import window

Make = Callable[..., Milestone]
_DAY_ONE = datetime(2026, 1, 1, 2, tzinfo=UTC)


def held(milestones: list[Milestone]) -> tuple[Milestone, ...]:
    return window.current(
        milestones,
        newest=window.reference(m for m in milestones if not m.backfill),
        entries=100,
        days=45,
    )


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
    assert held([live, *history]) == (live,)


def test_while_there_is_only_history_the_feed_shows_some(make: Make) -> None:
    history = [make(n, backfill=True) for n in range(150)]
    got = window.current(history, newest=None, entries=100, days=45, backfill=True)
    assert len(got) == 100


def test_everything_is_in_the_feed_or_in_an_archive(make: Make) -> None:
    life = a_life(make, 130) + [make(5000 + n, backfill=True) for n in range(3)]
    current = held(life)
    months = window.archives(life, current)
    archived = [m.id for found in months.values() for m in found]
    assert {m.id for m in current} | set(archived) == {m.id for m in life}
    assert len(archived) == len(set(archived))
    assert list(months) == sorted(months)


def test_an_archive_once_there_stays_as_it_is(make: Make) -> None:
    life = a_life(make, 200)
    before = window.archives(life[:900], held(life[:900]))
    after = window.archives(life, held(life))
    assert set(before) <= set(after)
    closed = list(before)[:-1]
    assert closed
    assert all(before[month] == after[month] for month in closed)


def test_months_are_of_china(make: Make) -> None:
    late = make(published=datetime(2026, 10, 31, 17, tzinfo=UTC))
    assert list(window.archives([late], [])) == ["2026-11"]
