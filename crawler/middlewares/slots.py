"""The pace of one host: Scrapy's download slot of it, slowed down, put on hold or emptied."""

from __future__ import annotations

from time import monotonic

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

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


def drop_waiting(crawler: Crawler, request: Request, error: Exception) -> None:
    """Fail with `error` what waits for the host and port of `request` and was not sent yet."""
    assert crawler.engine is not None
    downloader = crawler.engine.downloader
    slot = downloader.slots.get(downloader.get_slot_key(request))
    if slot is None:
        return
    waiting, host = list(slot.queue), urlparse_cached(request).netloc
    slot.queue.clear()
    for queued, answer in waiting:
        if urlparse_cached(queued).netloc == host:
            answer.errback(error)
        else:
            slot.queue.append((queued, answer))
