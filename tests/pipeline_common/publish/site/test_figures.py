from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_common.models import Kind, Milestone
from pipeline_common.publish import Collection
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.site.figures import matrix, multiples

Make = Callable[..., Milestone]
EditionOf = Callable[..., Edition]
NAMES = [
    "南昌",
    "九江",
    "抚州",
    "宜春",
    "上饶",
    "新余",
    "萍乡",
    "鹰潭",
    "赣州",
    "吉安",
    "武汉",
    "长沙",
]


def test_each_cell_counts_what_two_places_share(make: Make, edition_of: EditionOf) -> None:
    milestones = [
        make(0),
        make(1),
        make(2, places=("九江", "抚州")),
        make(3, places=("南昌",)),
        make(4, places=tuple(NAMES)),  # a crowd counts towards no pair
    ]
    found = matrix(edition_of(*milestones))
    assert found is not None
    assert [name for _, name in found.places] == ["九江", "抚州"]
    assert [[c.count if c else None for c in cells] for _, cells in found.rows] == [
        [2, 0],
        [None, 1],
    ]
    assert (found.top.row, found.top.column, found.top.shade) == ("南昌", "九江", 5)


def test_nobody_met_nobody(make: Make, edition_of: EditionOf) -> None:
    alone = make(0, places=("南昌",))
    assert matrix(edition_of(alone)) is None
    assert multiples({}, edition_of()) is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True), min_size=1))
def test_the_pair_that_met_most_is_always_shown(
    make: Make, edition_of: EditionOf, groups: list[list[str]]
) -> None:
    milestones = [make(n, places=tuple(group)) for n, group in enumerate(groups)]
    found = matrix(edition_of(*milestones))
    assert found is not None
    counts = [
        sum({one, other} <= set(group) for group in groups)
        for one, other in combinations(sorted({n for g in groups for n in g}), 2)
    ]
    assert found.top.count == max(counts)
    assert len(found.places) <= 8


def test_quarters_are_on_one_scale_and_at_least_three_years(
    make: Make, edition_of: EditionOf
) -> None:
    milestones = [
        make(0, "2026-11-05"),
        make(1, "2026-10"),
        make(2, "2026-02-01", kind=Kind.INSTITUTION),
        make(3, "2026"),  # in no quarter
        make(4, None),
        make(5, "1998-01-01"),  # older than ten years
    ]
    found = multiples(Collection(milestones).quarters(), edition_of(*milestones))
    assert found is not None
    assert (found.quarters[0], found.quarters[-1]) == ((2017, 1), (2026, 4))
    assert {chart.kind: (chart.total, chart.bars[0].height) for chart in found.charts} == {
        "agreement": (2, 100),
        "institution": (1, 50),
    }
    assert found.years[0] == (2026, (2, 1))
    few = multiples(Collection(milestones[:1]).quarters(), edition_of(milestones[0]))
    assert few is not None
    assert len(few.quarters) == 12
