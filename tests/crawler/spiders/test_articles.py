"""Answers that are pages, but not the article's."""

from __future__ import annotations

import pytest
from scrapy.http import Response

from crawler.spiders.articles import detour
from pipeline_common.models import Row

ROW = Row("http://www.example.cn/zwzx/t20261114_1.html")


@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=GBK", "application/xhtml+xml", "application/json", "text/plain", ""],
)
def test_pages(content_type: str) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert detour(Response(ROW.url, headers=headers), ROW) == ""


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "video/mp4"])
def test_files(content_type: str) -> None:
    response = Response(ROW.url, headers={"Content-Type": f"{content_type}; x=1"})
    assert detour(response, ROW) == f"no page but {content_type}"


def test_home_page_in_place_of_the_article() -> None:
    home = Response("http://www.example.cn/")
    assert detour(home, ROW) == "redirects to the home page"
    assert detour(home, Row("http://www.example.cn")) == "", "a row may mean the home page"
