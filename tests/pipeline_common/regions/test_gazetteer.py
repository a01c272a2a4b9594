import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.regions.divisions import divisions
from pipeline_common.regions.gazetteer import (
    contains,
    find_division,
    pair_slug,
    prefecture_of,
    province_of,
    slug,
)


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("南昌", "江西"),
        ("共青城", "江西"),
        ("海淀", "北京"),
        ("上海", "上海"),
        ("赣江新区", "江西"),
        ("海南州", "青海"),
        ("海南", "海南"),
        ("仙桃", "湖北"),
        ("无名之地", None),
    ],
)
def test_province_of(name: str, province: str | None) -> None:
    assert province_of(name) == province


@pytest.mark.parametrize(
    ("name", "city"), [("永修", "九江"), ("九江", "九江"), ("江西", None), ("海淀", None)]
)
def test_prefecture_of(name: str, city: str | None) -> None:
    assert prefecture_of(name) == city


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("江西", "临川"),
        ("抚州", "临川"),
        ("南昌", "赣江新区"),
        ("吉林", "吉林市"),
        ("360000", "360100"),
    ],
)
def test_contains(outer: str, inner: str) -> None:
    assert contains(outer, inner)
    assert not contains(inner, outer)


@pytest.mark.parametrize(
    ("outer", "inner"), [("江西", "江西"), ("江西", "福州"), ("抚州", "福州"), ("无名", "南昌")]
)
def test_contains_not(outer: str, inner: str) -> None:
    assert not contains(outer, inner)


def test_slug_is_the_division_code_or_the_key_of_the_zone() -> None:
    assert slug("南昌") == slug("南昌市") == "360100"
    assert slug("江西") == "360000"
    assert slug("全国") == "000000"
    assert slug("赣江新区") == "ganjiang-new-area"


def test_slugs_of_short_names_are_distinct() -> None:
    shorts = {d.short for d in divisions()}
    assert len({slug(s) for s in shorts}) == len(shorts)


@given(st.text(min_size=1, max_size=12))
def test_slug_is_ascii_and_tells_unknown_names_apart(name: str) -> None:
    assert re.fullmatch(r"[0-9a-z-]+", slug(name))
    if find_division(name) is None:
        assert slug(name) != slug(name + "甲")


@given(st.sampled_from(["南昌", "九江", "赣江新区", "某地"]), st.sampled_from(["抚州", "香港"]))
def test_pair_slug_does_not_depend_on_the_order(first: str, second: str) -> None:
    assert pair_slug(first, second) == pair_slug(second, first)
    assert pair_slug(first, second).isascii()
