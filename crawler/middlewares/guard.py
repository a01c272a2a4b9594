"""No request leaves for a private address, whatever a listing, a redirect or a name server says.

Two gates: addresses written out are refused before the request, and of what a name resolves to
only public addresses are handed to the connection, so that the address that was checked is the one
that is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.resolver import CachingHostnameResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.addresses import is_public, is_refused_literal
from crawler.middlewares.refusals import PrivateAddress


class PublicResolver(CachingHostnameResolver):
    """A resolver that knows no private address; IPv6 and IPv4, whichever connects first (RFC 8305).

    `refused` holds an address of each name that has only private ones: a failed look-up cannot
    carry it.
    """

    refused: ClassVar[dict[str, str]] = {}

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """Hand the public addresses of `hostName` to `resolutionReceiver`."""
        public: Any = _PublicOnly(resolutionReceiver, hostName)
        return super().resolveHostName(
            public, hostName, portNumber, addressTypes, transportSemantics
        )


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Hands on what is public, and notes a name that has nothing else."""

    def __init__(self, receiver: Any, name: str) -> None:
        self._receiver = receiver
        self._name = name
        self._private: list[str] = []
        self._public = False

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:
        if is_public(address.host):
            self._public = True
            self._receiver.addressResolved(address)
        else:
            self._private.append(address.host)

    def resolutionComplete(self) -> None:
        if self._private and not self._public:
            PublicResolver.refused[self._name] = self._private[0]
        self._receiver.resolutionComplete()


class AddressGuard:
    """Refuses addresses written out, and says so where a name led to a private one."""

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"):
            raise NotConfigured

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The constructor Scrapy calls."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Refuse a host that is private to the eye."""
        host = urlparse_cached(request).hostname or ""
        if is_refused_literal(host):
            raise PrivateAddress(f"leads to the private address {host}")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Tell a refused look-up from a failed one, so that it is not tried again."""
        host = urlparse_cached(request).hostname or ""
        if address := PublicResolver.refused.get(host):
            raise PrivateAddress(f"leads to the private address {address}") from exception
