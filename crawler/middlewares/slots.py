"""The pace of one host: Scrapy's download slot of that host, slowed down or put on hold."""

from __future__ import annotations

from time import monotonic

from scrapy import Request
from scrapy.crawler import Crawler

#: A slot without any delay does not look at the clock; this makes it.
_TICK = 0.001


def slow_down(crawler: Crawler, request: Request, delay: float) -> None:
    """Leave at least `delay` seconds between requests to the host of `request`, from now on."""
    assert crawler.engine is not None
    downloader = crawler.engine.downloader
    key = downloader.get_slot_key(request)
    if delay <= downloader.settings.getfloat("DOWNLOAD_DELAY"):
        return
    downloader.per_slot_settings.setdefault(key, {})["delay"] = delay
    if key in downloader.slots:
        downloader.slots[key].delay = max(delay, downloader.slots[key].delay)


def hold(crawler: Crawler, request: Request, seconds: float) -> None:
    """Send nothing to the host of `request` for `seconds`; what waits for it goes on waiting."""
    assert crawler.engine is not None
    slots = crawler.engine.downloader.slots
    slot = slots.get(crawler.engine.downloader.get_slot_key(request))
    if slot is not None and seconds > 0:
        slot.delay = max(slot.delay, _TICK)
        slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)
