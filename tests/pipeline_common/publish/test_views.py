from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.models import Kind, Milestone, Status
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.places import Places, safe_slug
from pipeline_common.publish.views import View, make_views, pair_key
from pipeline_common.regions import pair_slug, slug

Make = Callable[..., Milestone]


def views_of(*milestones: Milestone, former: tuple[tuple[str, str], ...] = ()) -> dict[str, View]:
    views = make_views(
        milestones,
        labels=Labels("zh-CN"),
        places=Places(slug),
        source_names={"example-daily": "示例日报 要闻"}.get,
        former=former,
    )
    return {view.key: view for view in views}


def test_a_milestone_is_in_every_list_it_belongs_to(make: Make) -> None:
    views = views_of(make())
    assert {key for key, view in views.items() if view.milestones} == {
        "all",
        "kind/agreement",
        "place/360100",
        "place/360400",
        "pair/360100_360400",
        "year/2026",
        "source/example-daily",
    }
    assert views["pair/360100_360400"].title == "南昌与九江"
    assert views["source/example-daily"].title == "示例日报 要闻"


def test_every_kind_has_a_feed_from_the_start() -> None:
    assert {f"kind/{kind.value}" for kind in Kind} <= set(views_of())


def test_kinds_together_are_all(make: Make) -> None:
    milestones = [make(n, kind=kind) for n, kind in enumerate(list(Kind) * 3)]
    views = views_of(*milestones)
    united = {m.id for key, v in views.items() if key.startswith("kind/") for m in v.milestones}
    assert united == {m.id for m in views["all"].milestones} == {m.id for m in milestones}


def test_newest_event_first_and_open_dates_last(make: Make) -> None:
    dates = ["2026-01", None, "2026-03-01", "1958-05-01", "XXXX-12-25"]
    views = views_of(*(make(n, date) for n, date in enumerate(dates)))
    found = [m.date.edtf if m.date else None for m in views["all"].milestones]
    assert found[:3] == ["2026-03-01", "2026-01", "1958-05-01"]
    assert set(found[3:]) == {None, "XXXX-12-25"}
    assert len(views["year/undated"].milestones) == 2


def test_hidden_and_merged_are_gone_withdrawn_stays(make: Make) -> None:
    statuses = [Status.ACTIVE, Status.WITHDRAWN, Status.HIDDEN, Status.MERGED]
    milestones = [make(n, status=status) for n, status in enumerate(statuses)]
    assert len(views_of(*milestones)["all"].milestones) == 2


def test_many_parties_make_no_pairs(make: Make) -> None:
    crowd = ("南昌", "九江", "抚州", "宜春", "上饶", "新余", "萍乡", "鹰潭", "赣州")
    assert not any(key.startswith("pair/") for key in views_of(make(places=crowd)))


def test_former_views_stay_alive(make: Make) -> None:
    views = views_of(make(), former=(("place/110000", "北京"), ("place/360100", "旧名")))
    assert views["place/110000"].milestones == ()
    assert views["place/110000"].title == "北京"
    assert views["place/360100"].title == "南昌"


def test_pairs_agree_with_the_gazetteer() -> None:
    for one, other in (("南昌", "九江"), ("赣江新区", "南昌")):
        assert pair_key(slug(one), slug(other)) == f"pair/{pair_slug(one, other)}"
        assert pair_key(slug(other), slug(one)) == f"pair/{pair_slug(one, other)}"


@given(st.text(max_size=100))
def test_keys_are_folders_whatever_the_names(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", safe_slug(text))
    assert ".." not in safe_slug(text)


def test_one_source_with_two_reports_counts_once(make: Make) -> None:
    milestone = make()
    twice = replace(milestone, reports=milestone.reports * 2)
    assert len(views_of(twice)["source/example-daily"].milestones) == 1
