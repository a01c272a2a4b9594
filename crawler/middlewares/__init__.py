"""Scrapy downloader middlewares: manners towards hosts, and protection from them."""
