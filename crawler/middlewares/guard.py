"""No request leaves for a private address, whatever a listing, a redirect or a name server says.

Two gates: addresses written out are refused before the request, and of what a name resolves to
only public addresses are handed to the connection, so that the address that was checked is the one
that is used.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.addresses import is_public, is_refused_literal
from crawler.middlewares.refusals import PrivateAddress


class PublicResolver(CachingThreadedResolver):
    """A resolver that knows no private address. IPv4, as Scrapy's default.

    `refused` holds the address of each name that was refused: a failed look-up cannot carry it.
    """

    refused: ClassVar[dict[str, str]] = {}

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        """The address of `name`; DNSLookupError where it is private."""
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if is_public(address):
            return address
        self.refused[name] = address
        raise DNSLookupError(f"{name} is at the private address {address}")


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
