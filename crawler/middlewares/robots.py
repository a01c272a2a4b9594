"""Obey robots.txt before every request, redirected ones included."""

from __future__ import annotations

import asyncio
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.failures import failure_words
from crawler.middlewares.refusals import RobotsForbidden
from crawler.middlewares.slots import slow_down
from crawler.robots import RobotsRules, read_robots, unreachable

_EXEMPT = "robots_exempt"
_PRIORITY = 1000


class RobotsMiddleware:
    """Fetches the rules of each host once, and drops what they forbid.

    Scrapy's own middleware lets everything through when robots.txt cannot be had; RFC 9309 says
    the opposite.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Future[RobotsRules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The constructor Scrapy calls."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Drop `request` if the host's rules forbid it."""
        if request.meta.get(_EXEMPT):
            return
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._fetch(origin))
        rules = await asyncio.shield(self._rules[origin])
        if not rules.allows(request.url, self._agent):
            reason = "forbidden by robots.txt" if rules.reachable else rules.verdict
            raise RobotsForbidden(reason, reachable=rules.reachable)

    async def _fetch(self, origin: str) -> RobotsRules:
        request = Request(
            f"{origin}/robots.txt",
            priority=_PRIORITY,
            meta={_EXEMPT: True},
            callback=NO_CALLBACK,
        )
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(request)
        except IgnoreRequest:  # private, or given up: that says more than robots.txt
            raise
        except Exception as error:  # whatever kept it away: RFC 9309, 2.3.1.4
            return unreachable(failure_words(error))
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        rules = read_robots(response.status, content_type, response.body)
        slow_down(self._crawler, request, rules.delay(self._agent))
        return rules
