"""Pages go from the spider into the batch."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawler.batch import BatchWriter
from pipeline_common.models import Page


class BatchPipeline:
    """Writes each page and counts it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The constructor Scrapy calls."""
        return cls(crawler)

    def process_item(self, item: Page) -> Page:
        """Append `item` to the batch of the spider."""
        writer: BatchWriter = self._crawler.spider.writer  # type: ignore[union-attr]
        writer.write_page(item)
        self._crawler.stats.inc_value("batch/pages")
        return item
