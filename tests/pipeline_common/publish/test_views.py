from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.models import Kind, Milestone
from pipeline_common.publish import Collection
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.places import Places, safe_slug
from pipeline_common.publish.views import Catalogue, pair_key
from pipeline_common.regions import RegionProfile, load_profile, pair_slug, slug
from pipeline_common.settings import SearchSettings

Make = Callable[..., Milestone]
Searches = Mapping[str, SearchSettings]
_NONE: Searches = {}


def catalogue_of(
    *milestones: Milestone, searches: Searches = _NONE, regions: Sequence[RegionProfile] = ()
) -> Catalogue:
    catalogue = Catalogue(searches=searches, regions=regions)
    catalogue.enter_fixed(Labels("zh-CN"))
    for milestone in milestones:
        keys_of(catalogue, milestone)
    return catalogue


def keys_of(catalogue: Catalogue, milestone: Milestone) -> tuple[str, ...]:
    return catalogue.enter(
        milestone,
        labels=Labels("zh-CN"),
        places=Places(slug),
        source_name={"example-daily": "示例日报 要闻"}.__getitem__,
    )


def test_a_milestone_is_in_every_list_it_belongs_to(make: Make) -> None:
    catalogue = catalogue_of()
    assert set(keys_of(catalogue, make())) == {
        "all",
        "kind/agreement",
        "place/360100",
        "place/360400",
        "pair/360100_360400",
        "year/2026",
        "month/2026-10",
        "source/example-daily",
    }
    assert catalogue.titles["pair/360100_360400"] == "南昌与九江"
    assert catalogue.titles["source/example-daily"] == "示例日报 要闻"
    assert "month/2026-10" not in catalogue.titles  # a page without feeds


def test_every_kind_has_a_feed_from_the_start() -> None:
    assert {f"kind/{kind.value}" for kind in Kind} <= set(catalogue_of().titles)


@given(data=st.data())
def test_a_list_holds_what_was_entered_into_it(make: Make, data: st.DataObject) -> None:
    names = ["南昌", "九江", "抚州", "赣江新区", "宜春", "上饶", "新余", "萍乡", "鹰潭", "赣州"]
    dates = ["2026-10-28", "2026-09", "2025", "2025-01-02~", "XXXX-12-25", None]
    milestones = [
        make(
            n,
            data.draw(st.sampled_from(dates)),
            kind=data.draw(st.sampled_from(Kind)),
            places=tuple(data.draw(st.lists(st.sampled_from(names), unique=True))),
            headline=data.draw(st.sampled_from(["铁路", "公路", "铁路公路"])),
        )
        for n in range(4)
    ]
    searches = {"rail": SearchSettings(title="铁路", words="铁路", places=["南昌"])}
    regions = [load_profile("changjiufu"), load_profile("middle_yangtze")]
    catalogue = catalogue_of(*milestones, searches=searches, regions=regions)
    entered = {m.id: set(keys_of(catalogue, m)) for m in milestones}
    for key in {*catalogue.titles, *(key for keys in entered.values() for key in keys)}:
        found = Collection(milestones).latest(catalogue.wanted(key))
        assert {m.id for m in found} == {i for i, keys in entered.items() if key in keys}, key


def test_many_parties_make_no_pairs(make: Make) -> None:
    crowd = ("南昌", "九江", "抚州", "宜春", "上饶", "新余", "萍乡", "鹰潭", "赣州")
    assert not any(key.startswith("pair/") for key in keys_of(catalogue_of(), make(places=crowd)))


def test_a_saved_search_that_was_dropped_is_empty(make: Make) -> None:
    assert Collection([make()]).latest(catalogue_of().wanted("saved/rail")) == []


def test_a_region_holds_what_lies_in_it_now(make: Make) -> None:
    region = load_profile("changjiufu")
    catalogue = catalogue_of(make(places=("共青城", "赣州")), regions=[region])
    assert catalogue.names["region/changjiufu"] == ["共青城"]
    earlier = {"region/changjiufu": ["上饶", "南昌"], "place/360400": ["九江市"]}
    catalogue.remember({"region/former": "旧区域"}, earlier | {"region/former": ["长沙"]})
    assert catalogue.names["region/changjiufu"] == ["共青城", "南昌"]  # 上饶 was taken out
    assert catalogue.names["place/360400"] == ["九江市"]
    assert catalogue.wanted("region/former").places == (("长沙",),)  # its subscribers get no 404


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
    keys = keys_of(catalogue_of(), replace(milestone, reports=milestone.reports * 2))
    assert len(keys) == len(set(keys))
