import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.regions.lookup import find_spans


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[s.start : s.end], s.entry.names) for s in find_spans(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("广西壮族自治区", "广西壮族自治区"),
        ("长江中游城市群", "长江中游城市群"),
        ("京津冀", "京津冀"),
        ("川滇黔三省", "川滇黔"),
    ],
)
def test_the_longest_name_wins(text: str, name: str) -> None:
    assert [n for n, _ in found(text)] == [name]


def test_a_line_reads_a_string_as_cities_where_a_group_reads_provinces() -> None:
    assert found("成渝两地") == [("成渝", ("四川", "重庆"))]
    assert found("成渝高铁") == [("成渝", ("成都", "重庆"))]
    assert found("广深两市") == [("广深", ("广州", "深圳"))]


@pytest.mark.parametrize("text", ["南京路", "赤水河", "云贵高原", "珠江西岸"])
def test_a_name_of_something_else_names_nothing(text: str) -> None:
    assert not any(names for _, names in found(text))


def test_a_name_at_the_end_of_the_text_is_whole() -> None:
    assert found("去九江市") == [("九江市", ("九江",))]


@given(st.text(alphabet="南昌九江西京津冀高铁市区县路河、与a ", max_size=40))
def test_spans_are_ordered_and_apart(text: str) -> None:
    spans = find_spans(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
