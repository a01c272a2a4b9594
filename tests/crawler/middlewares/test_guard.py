"""Private addresses are refused before the request and after the look-up."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.error import DNSLookupError

from crawler.middlewares.guard import AddressGuard, PublicResolver
from crawler.middlewares.refusals import PrivateAddress


@pytest.fixture
def guard() -> AddressGuard:
    return AddressGuard.from_crawler(get_crawler(Spider))


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data/", "http://[::1]/", "//localhost:8000/"]
)
def test_redirect_to_a_private_address_is_refused(guard: AddressGuard, target: str) -> None:
    request = Request("http://www.example.cn/zwzx/")
    guard.process_request(request)
    response = Response(request.url, status=302, headers={"Location": target})
    crawler = get_crawler(Spider)
    crawler.spider = Spider("any")
    redirected = RedirectMiddleware.from_crawler(crawler).process_response(request, response)
    assert isinstance(redirected, Request)
    with pytest.raises(PrivateAddress, match="private address"):
        guard.process_request(redirected)


class Names:
    """A name server of two names, in place of the system's."""

    known: ClassVar[dict[str, list[str]]] = {
        "www.example.cn": ["2001:4860:4860::8888", "192.168.1.9", "61.180.4.1"],
        "inside.example.cn": ["10.0.0.8", "fd00::8"],
    }

    def resolveHostName(self, receiver: Any, name: str, port: int, *_: Any) -> Any:
        for host in self.known[name]:
            kind = IPv6Address if ":" in host else IPv4Address
            receiver.addressResolved(kind("TCP", host, port))
        receiver.resolutionComplete()
        return receiver


class Receiver(list[str]):
    def resolutionBegan(self, resolution: Any) -> None:
        """Nothing to do."""

    def addressResolved(self, address: Any) -> None:
        self.append(address.host)

    def resolutionComplete(self) -> None:
        """Nothing to do."""


def test_name_at_a_private_address_is_refused_and_told(
    guard: AddressGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PublicResolver, "refused", {})
    resolver = PublicResolver(SimpleNamespace(nameResolver=Names()), 0)  # type: ignore[arg-type]
    found = {name: Receiver() for name in Names.known}
    for name, receiver in found.items():
        resolver.resolveHostName(receiver, name, 80)
    assert found["www.example.cn"] == ["2001:4860:4860::8888", "61.180.4.1"]
    assert found["inside.example.cn"] == []
    with pytest.raises(PrivateAddress, match=r"10\.0\.0\.8"):
        guard.process_exception(Request("http://inside.example.cn/"), DNSLookupError())
    guard.process_exception(Request("http://www.example.cn/"), DNSLookupError())


def test_guard_is_off_where_settings_allow_it() -> None:
    crawler = get_crawler(Spider, {"ALLOW_PRIVATE_ADDRESSES": True})
    with pytest.raises(NotConfigured):
        AddressGuard.from_crawler(crawler)
