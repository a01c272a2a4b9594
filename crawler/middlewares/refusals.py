"""Reasons for which a request is dropped before, or instead of, an answer."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class RobotsForbidden(IgnoreRequest):
    """robots.txt does not allow it, or could not be had."""

    def __init__(self, reason: str, *, reachable: bool) -> None:
        super().__init__(reason)
        self.reachable = reachable


class PrivateAddress(IgnoreRequest):
    """The address is not of the open internet."""


class HostGivenUp(IgnoreRequest):
    """The host failed or refused too often; it is left alone for the rest of the crawl."""

    def __init__(self, reason: str, *, refused: bool) -> None:
        super().__init__(reason)
        self.refused = refused
