"""Scrapy settings of a crawl: manners, limits, and the middlewares that see to them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from crawler.tls import LEGACY_HOSTS
from pipeline_common.models import Source
from pipeline_common.settings import CrawlSettings

#: Product name: what robots.txt rules are matched against.
AGENT = "coopfeed"

_MIDDLEWARES = "crawler.middlewares."
_SCRAPY = "scrapy.downloadermiddlewares."


def user_agent(contact: str) -> str:
    """Who asks (RFC 9110, 10.1.5), and where a site can write to."""
    comment = f" (+{contact})" if contact else ""
    return f"{AGENT}/{version('coopfeed')}{comment}"


def legacy_hosts(sources: Iterable[Source]) -> list[str]:
    """Hosts of the sources that have to be met with old TLS."""
    legacy = [source for source in sources if source.tls == "legacy"]
    return sorted({urlsplit(x.url).hostname or "" for source in legacy for x in source.listings})


def scrapy_settings(settings: CrawlSettings, sources: Iterable[Source] = ()) -> dict[str, Any]:
    """The settings in Scrapy's names. Items are few and small, so few are handled at once."""
    return {
        "USER_AGENT": user_agent(settings.contact),
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/json,application/xml;q=0.9,"
            "*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        },
        "ROBOTSTXT_OBEY": settings.robots,
        "ROBOTSTXT_USER_AGENT": AGENT,
        "ALLOW_PRIVATE_ADDRESSES": settings.allow_private,
        "CONCURRENT_REQUESTS": settings.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "CONCURRENT_ITEMS": 4,
        "DOWNLOAD_DELAY": settings.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.max_body,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.heads.BoundedHandler",
            "https": "crawler.tls.LegacyTlsHandler",
        },
        LEGACY_HOSTS: legacy_hosts(sources),
        "CLOSESPIDER_TIMEOUT": settings.time_limit,
        "HTTPERROR_ALLOW_ALL": True,
        "METAREFRESH_ENABLED": False,
        "REDIRECT_MAX_TIMES": 8,
        "RETRY_TIMES": 2,
        "TWISTED_DNS_RESOLVER": (
            "scrapy.resolver.CachingHostnameResolver"  # both IP families
            if settings.allow_private
            else f"{_MIDDLEWARES}guard.PublicResolver"
        ),
        "DOWNLOADER_MIDDLEWARES": {
            f"{_SCRAPY}robotstxt.RobotsTxtMiddleware": None,
            f"{_MIDDLEWARES}robots.RobotsMiddleware": 100,
            f"{_SCRAPY}retry.RetryMiddleware": None,
            f"{_MIDDLEWARES}retry.PatientRetry": 550,
            f"{_MIDDLEWARES}breaker.CircuitBreaker": 560,
            f"{_MIDDLEWARES}guard.AddressGuard": 570,
            f"{_MIDDLEWARES}charset.SkipCharsetGuess": 595,
        },
        "ITEM_PIPELINES": {"crawler.pipelines.BatchPipeline": 300},
        "SPIDER_MIDDLEWARES": {
            "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
        },
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "LOGSTATS_INTERVAL": 0,
        "LOG_LEVEL": "INFO",
        "LOG_VERSIONS": [],
        "LOG_COLOR": False,
        "LOG_FORMAT": "%(levelname)s %(name)s: %(message)s",
    }
