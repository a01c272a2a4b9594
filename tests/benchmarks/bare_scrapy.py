"""The peer of the crawl: a bare Scrapy spider that reads only the title of each page."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class TitleSpider(scrapy.Spider):
    """Listing pages -> article pages -> title."""

    name = "titles"
    custom_settings = {  # noqa: RUF012
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The listings given on the command line."""
        for url in sys.argv[1:]:
            yield scrapy.Request(url, self.parse)

    def parse(self, response: Response, **_: Any) -> Any:
        """Follow every row."""
        for link in response.css("li a[href*='t2026']::attr(href)"):
            yield response.follow(link, self.title)

    def title(self, response: Response) -> Any:
        """Nothing but the title."""
        yield {"title": response.css("title::text").get()}


if __name__ == "__main__":
    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR"})
    process.crawl(TitleSpider)
    process.start()
