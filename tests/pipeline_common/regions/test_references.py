import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.regions.references import find_counts, find_homes


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("两市签署", [2]),
        ("三省七市会商", [7]),
        ("4省的10个城市启动", [10]),
        ("六省区和三地", [6, 3]),
        ("11省市发布", [11]),
        ("双方约定", [2]),
        ("十二个市参加", [12]),
        ("第三地、一市、两年、两地级市以及三公里", []),
        ("中美两国", []),
    ],
)
def test_counts(text: str, numbers: list[int]) -> None:
    assert [c.number for c in find_counts(text, 0, len(text))] == numbers


@pytest.mark.parametrize(
    ("text", "home", "place"),
    [
        ("客人来我市考察", "南昌", "南昌"),
        ("我省与湖北签约", "南昌", "江西"),
        ("本市与河北签署", "天津", "天津"),
        ("我县与浏阳市", "万载", "万载"),
        ("省政府印发方案", "九江", "江西"),
    ],
)
def test_homes(text: str, home: str, place: str) -> None:
    assert [m.names for m in find_homes(text, home)] == [(place,)]


@pytest.mark.parametrize(
    ("text", "home"),
    [("我市", "江西"), ("省委书记讲话", "南昌"), ("基本市场", "南昌"), ("江西省政府印发", "南昌")],
)
def test_what_is_no_home(text: str, home: str) -> None:
    assert not list(find_homes(text, home))


@given(st.text(alphabet="两三四十0129个省市区县地双方我本的第", max_size=30))
def test_counts_are_two_or_more_and_lie_in_the_text(text: str) -> None:
    for count in find_counts(text, 0, len(text)):
        assert count.number >= 2
        assert 0 <= count.start < count.end <= len(text)
