"""HTTPS with servers that were set up long ago, for the sources that ask for it."""

from __future__ import annotations

from typing import Any, cast

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from twisted.internet.ssl import CertificateOptions, TLSVersion
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.heads import BoundedHandler

#: Setting: hosts that know only old ciphers, short keys or TLS before 1.2.
LEGACY_HOSTS = "LEGACY_TLS_HOSTS"

#: OpenSSL's name for "whatever there is, of any strength".
_ANY_CIPHER = b"ALL:@SECLEVEL=0"


class LegacyTlsHandler(BoundedHandler):
    """The usual handler, with weaker demands on the hosts of `LEGACY_TLS_HOSTS` and on no others.

    Scrapy's own settings would lower them for the whole crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        hosts = frozenset(crawler.settings.getlist(LEGACY_HOSTS))
        if hosts:
            self._contextFactory = cast("IPolicyForHTTPS", _ByHost(self._contextFactory, hosts))


class _LegacyPolicy(_ScrapyClientContextFactory):
    """Any cipher, any key; Twisted's own cipher option would drop the level from the name."""

    def _get_cert_options(self) -> CertificateOptions:
        options = super()._get_cert_options()
        options.getContext().set_cipher_list(_ANY_CIPHER)
        return options


@implementer(IPolicyForHTTPS)
class _ByHost:
    """Takes the demands on a connection from one of two policies."""

    def __init__(self, usual: IPolicyForHTTPS, hosts: frozenset[str]) -> None:
        self._usual = usual
        self._hosts = hosts
        self._legacy = _LegacyPolicy(method=None, tls_min_version=TLSVersion.TLSv1_0)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        """What Twisted makes the connection with."""
        legacy = hostname.decode("ascii") in self._hosts
        policy: Any = self._legacy if legacy else self._usual
        return policy.creatorForNetloc(hostname, port)
