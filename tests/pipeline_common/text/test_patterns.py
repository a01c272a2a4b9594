import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.text.patterns import with_beginnings

_PATTERNS = [
    "签署(?!国)|签[订定]|获得?[^，。]{0,4}?(?:批复|通过)",
    "(?:正式|全线)*(?:开通|通车)+(?!线)|[率带][^，]{1,3}赴|并?发布(?=《|了.{0,4}《)",
    "(?P<line>高铁|城际(?:铁路)?)|(?P<jointly>[两三]省|(?<!不)合作)",
]


@pytest.mark.parametrize("pattern", _PATTERNS)
@given(
    text=st.text("签署订定国获得批复通过正式全线开车率带赴并发布了高铁城际路两三省不合作《，。x")
)
def test_a_look_at_the_first_character_changes_no_match(pattern: str, text: str) -> None:
    plain = [m.span() for m in re.finditer(pattern, text)]
    assert [m.span() for m in re.finditer(with_beginnings(pattern), text)] == plain


def test_what_stands_in_assertions_is_no_beginning() -> None:
    assert (
        with_beginnings("签署(?!国)|发[布表][^人]?")
        == "(?=[发布签表])(?:签署(?!国)|发[布表][^人]?)"
    )
