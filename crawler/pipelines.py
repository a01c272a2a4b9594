"""Pages go from the spider into the batch."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawler.batch import BatchWriter
from pipeline_common.models import Page

#: Statistics key: pages that could not be written.
LOST = "batch/lost"


class BatchPipeline:
    """Writes each page; a page that cannot be written makes the batch worthless, and is counted."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The constructor Scrapy calls."""
        return cls(crawler)

    def process_item(self, item: Page) -> Page:
        """Append `item` to the batch of the spider."""
        writer: BatchWriter = self._crawler.spider.writer  # type: ignore[union-attr]
        try:
            writer.write_page(item)
        except Exception:
            self._crawler.stats.inc_value(LOST)
            raise
        return item
