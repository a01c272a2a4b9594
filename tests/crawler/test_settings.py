"""Manners and limits arrive in Scrapy."""

from __future__ import annotations

from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from crawler.settings import scrapy_settings, user_agent
from pipeline_common.settings import CrawlSettings


def test_user_agent_says_who_asks() -> None:
    assert user_agent("").startswith("coopfeed/")
    assert user_agent("crawl@example.org").endswith(" (+crawl@example.org)")


def test_manners() -> None:
    settings = scrapy_settings(CrawlSettings(delay=2.5, contact="crawl@example.org"))
    assert settings["DOWNLOAD_DELAY"] == 2.5
    assert settings["DOWNLOAD_DELAY_JITTER"] == 0, "never sooner than the delay"
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert settings["ROBOTSTXT_OBEY"] is True
    assert "crawl@example.org" in settings["USER_AGENT"]


def test_limits() -> None:
    settings = scrapy_settings(CrawlSettings(timeout=7, max_body=123, time_limit=60))
    assert settings["DOWNLOAD_TIMEOUT"] == 7
    assert settings["DOWNLOAD_MAXSIZE"] == 123
    assert settings["CLOSESPIDER_TIMEOUT"] == 60


def test_no_port_is_opened_beside_the_crawl() -> None:
    settings = scrapy_settings(CrawlSettings())
    assert settings["TELNETCONSOLE_ENABLED"] is False
    assert settings["REMOTE_CONTROL_ENABLED"] is False


def test_private_addresses_are_guarded_unless_they_are_allowed() -> None:
    guarded = scrapy_settings(CrawlSettings())["TWISTED_DNS_RESOLVER"]
    free = scrapy_settings(CrawlSettings(allow_private=True))["TWISTED_DNS_RESOLVER"]
    assert guarded.endswith("PublicResolver")
    assert free.endswith("CachingHostnameResolver")


def test_every_component_is_there() -> None:
    settings = scrapy_settings(CrawlSettings())
    for name in ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "ITEM_PIPELINES"):
        for path in settings[name]:
            assert load_object(path)


def test_settings_are_known_to_scrapy_or_ours() -> None:
    ours = {"ALLOW_PRIVATE_ADDRESSES", "LEGACY_TLS_HOSTS"}
    for name in scrapy_settings(CrawlSettings()).keys() - ours:
        assert hasattr(default_settings, name) or name == "HTTPERROR_ALLOW_ALL", name
