"""Answers whose headers do not end: Scrapy limits what a body may take, and nothing limits these.

A server that sends header lines for as long as it is listened to would fill the memory until the
time limit (700 MB in ten seconds from the loopback).
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol
from twisted.web.iweb import IResponse

#: Bytes of status line and headers of one answer; browsers give up at 256 KiB, too.
MAX_HEAD = 256 * 1024


class HeadTooLarge(Exception):
    """The headers of an answer are longer than `MAX_HEAD`."""


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's handler, which gives up on an answer whose headers go on and on."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory


class _Protocol(_LenientHTTP11ClientProtocol):
    """One connection; several requests may follow each other on it."""

    _head = 0

    def request(self, request: Any) -> Deferred[IResponse]:
        self._head = 0
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:
        """Count what comes as long as headers are expected."""
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(bytes)
            if self._head > MAX_HEAD:
                told = f"more than {MAX_HEAD // 1024} KiB of headers"
                self._giveUp(Failure(HeadTooLarge(told)))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
