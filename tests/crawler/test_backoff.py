"""Retry-After in both its forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.backoff import retry_after

SENT = "Wed, 25 Nov 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "Wed, 25 Nov 2026 08:02:00 GMT", "date": SENT}, 120.0),
        ({"retry-after": "Wed, 25 Nov 2026 07:00:00 GMT", "date": SENT}, 0.0),
        ({"retry-after": "Wed, 25 Nov 2026 08:02:00 GMT"}, None),
        ({"retry-after": "soon", "date": SENT}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "１２"}, None),
        ({}, None),
    ],
)
def test_seconds(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


@given(st.text(max_size=40), st.text(max_size=40))
def test_never_raises(value: str, sent: str) -> None:
    found = retry_after({"retry-after": value, "date": sent})
    assert found is None or found >= 0
