"""Blocking keys: whoever may tell of the same event is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.blocks import filing_keys, lookup_keys
from pipeline_common.dedupe.events import likeness

Make = Callable[..., Account]
TIMES = [
    "2025-02-26", "2025-02-25/2025-02-27", "2025-02-28~", "2025-03-05~", "2025-02", "2025",
    "XXXX-02-26", "XXXX-02-25/XXXX-02-26", "XXXX-XX-26", "2025-12-30/2026-01-02", None,
]  # fmt: skip
TITLES = [(), ("《渡口共建协议》",), ("《关于渡口共建的框架协议》",)]


def finds(one: Account, other: Account) -> bool:
    return not lookup_keys(one.mention).isdisjoint(filing_keys(other.mention))


@pytest.mark.parametrize("one", TIMES)
@pytest.mark.parametrize("other", TIMES)
def test_like_accounts_find_each_other(account: Make, one: str | None, other: str | None) -> None:
    for left_titles in TITLES:
        for right_titles in TITLES:
            left = account("a", one, "湖州 宣城 广德", documents=left_titles)
            right = account("b", other, "湖州 宣城 广德", documents=right_titles)
            years = "2025" in (one, other)  # found by documents alone
            if likeness(left, right) > 0 and not (years and not (left_titles and right_titles)):
                assert finds(left, right)
                assert finds(right, left)


@given(st.sampled_from(TIMES), st.sampled_from(TIMES))
def test_other_places_and_other_titles_are_not_looked_at(
    account: Make, one: str | None, other: str | None
) -> None:
    left = account("a", one, "湖州 宣城", documents=("《渡口共建协议》",))
    right = account("b", other, "黄石 鄂州", documents=("《机场联络协议》",))
    assert not finds(left, right)


def test_number_of_keys_is_bounded(account: Make) -> None:
    many = " ".join(f"地{i}" for i in range(200))
    titles = tuple(f"《文件{i}》" for i in range(100))
    for when in TIMES:
        assert len(lookup_keys(account("a", when, many, documents=titles).mention)) < 1000
