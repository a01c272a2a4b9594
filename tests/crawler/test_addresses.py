"""Which addresses a crawl may connect to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import is_public, is_refused_literal


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "[::1]",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b:1::1",
        "64:ff9b::7f00:1",
    ],
)
def test_private(address: str) -> None:
    assert not is_public(address)
    assert is_refused_literal(address)


@pytest.mark.parametrize("address", ["61.180.4.1", "8.8.8.8", "240e:1::1", "::ffff:61.180.4.1"])
def test_public(address: str) -> None:
    assert is_public(address)
    assert not is_refused_literal(address)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "db.internal", "printer.local"])
def test_names_of_the_inside(host: str) -> None:
    assert is_refused_literal(host)


@pytest.mark.parametrize("host", ["www.nc.gov.cn", "local.gov.cn", "127.0.0.1.example.cn", ""])
def test_names_are_left_to_the_resolver(host: str) -> None:
    assert not is_refused_literal(host)


@given(st.text(max_size=40))
def test_never_raises(host: str) -> None:
    assert is_refused_literal(host) in (True, False)
