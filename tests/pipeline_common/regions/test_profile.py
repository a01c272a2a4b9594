from typing import Any

import pytest

from pipeline_common.errors import RegionProfileError
from pipeline_common.regions.matching import find_places
from pipeline_common.regions.profile import load_profile, parse_profile, profile_ids

#: A short article of each region, with the places it is about.
ARTICLES = {
    "changjiufu": ("春天里，昌九抚三地的图书馆约定互借图书，读者一证走三城。", "南昌 九江 抚州"),
    "yangtze_delta": ("沪苏浙皖的气象台今起共用一套雷达图。", "上海 江苏 浙江 安徽"),
    "greater_bay": ("港珠澳三地的潜水协会互认教练证。", "香港 珠海 澳门"),
    "jing_jin_ji": ("通武廊三地的菜农把摊位摆进了同一个大棚。", "通州 武清 廊坊"),
    "cheng_yu": ("遂潼两地共养的渡船上周下水。", "遂宁 潼南"),
    "middle_yangtze": ("通平修三县的护林员共走一条山路。", "通城 平江 修水"),
}


def test_every_profile_has_an_article_here() -> None:
    assert set(profile_ids()) == set(ARTICLES)


@pytest.mark.parametrize("profile_id", ARTICLES)
def test_a_profile_knows_its_own_article(profile_id: str) -> None:
    text, places = ARTICLES[profile_id]
    profile = load_profile(profile_id)
    found = [name for match in find_places(text) for name in match.names]
    assert found[: len(places.split())] == places.split()
    assert profile.terms
    assert all(profile.covers(p) or p == "黄山" for p in places.split())


def test_coverage_ends_at_the_plan() -> None:
    profile = load_profile("changjiufu")
    assert profile.covers("永修")
    assert profile.covers("赣江新区")
    assert not profile.covers("赣州")


def test_an_unknown_profile_is_told_with_those_there_are() -> None:
    with pytest.raises(RegionProfileError, match=r"atlantis: no such profile.*changjiufu"):
        load_profile("atlantis")


GOOD: dict[str, Any] = {
    "id": "x",
    "title": "试",
    "description": "试",
    "terms": ["试"],
    "places": {"南昌": "360100"},
    "aliases": {"洪城": "南昌"},
    "collectives": {"昌九 昌九线": "南昌 九江"},
}


def test_one_row_of_a_group_may_have_several_names() -> None:
    profile = parse_profile(GOOD, "x.toml")
    assert profile.collectives["昌九线"] == ("南昌", "九江")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"title": None}, "title"),
        ({"terms": "试"}, "terms"),
        ({"colour": "red"}, "colour"),
        ({"places": {"南昌": "360400"}}, "places.南昌"),
        ({"places": {"南昌": 360100}}, "places.南昌"),
        ({"aliases": {"某城": "无此地"}}, "某城"),
        ({"collectives": {"某组": "南昌 无此地"}}, "某组"),
    ],
)
def test_a_faulty_profile_names_file_and_key(change: dict[str, Any], key: str) -> None:
    with pytest.raises(RegionProfileError) as caught:
        parse_profile({**GOOD, **change}, "x.toml")
    assert caught.value.subject == f"x.toml: {key}"


def test_a_missing_key_is_named() -> None:
    with pytest.raises(RegionProfileError, match=r"x\.toml: places: is missing"):
        parse_profile({k: v for k, v in GOOD.items() if k != "places"}, "x.toml")
