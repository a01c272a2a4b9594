import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.regions.listing import counted_spans
from pipeline_common.regions.lookup import find_spans
from pipeline_common.regions.matching import find_places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("浦城、广丰、江山、龙泉四县检察长", ["浦城", "广丰", "江山", "龙泉"]),
        ("青川、文县、武都三地", ["青川", "文县", "武都"]),
        ("青川、文县、武都等三地", ["青川", "文县", "武都"]),
    ],
)
def test_the_count_of_a_list_vouches_for_each_of_its_members(text: str, names: list[str]) -> None:
    assert [name for match in find_places(text) for name in match.names] == names


@pytest.mark.parametrize("text", ["共建和平安定两地", "资源、和平、延长四县", "平安、延长、江山"])
def test_a_list_that_does_not_add_up_vouches_for_nothing(text: str) -> None:
    assert counted_spans(text, find_spans(text)) == frozenset()


@given(st.text("浦城广丰江山龙泉、和两三四十地县等。", max_size=40))
def test_starts_are_those_of_names(text: str) -> None:
    spans = find_spans(text)
    assert counted_spans(text, spans) <= {s.start for s in spans}
