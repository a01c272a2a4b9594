"""Publication dates and their origin."""

import pytest

from crawler.reading.header import find_header
from crawler.reading.page import OpenPage
from crawler.reading.published import find_published
from pipeline_common.models import Origin, Published

TITLE = "云溪市与青岚市签署公共交通一体化合作协议"
PAGE = f"<h1>{TITLE}</h1><p>{{line}}</p><p>两市于2025年12月1日商定，年内开通三条线路。</p>"
DAY = "2026-01-14"


def published(head: str = "", line: str = "", url: str = "http://a.cn/x.html") -> Published | None:
    page = OpenPage(f"<head>{head}</head><body>{PAGE.format(line=line)}</body>", url)
    return find_published(page, lambda: find_header(page, TITLE), None, None)


@pytest.mark.parametrize(
    "head",
    [
        f"<meta name=PubDate content='{DAY}'>",
        f"<meta name=firstpublishedtime content='{DAY}'>",
        f"<meta name=publishdate content='{DAY}'><meta name=Maketime content='2026-02-01'>",
        f"<meta property=article:published_time content='{DAY}'>",
        f"<meta name=lastmodified content='{DAY}T10:00:00+08:00'>",
    ],
)
def test_tags(head: str) -> None:
    assert published(head) == Published(DAY, Origin.META)


def test_publication_beats_the_last_change() -> None:
    head = f"<meta name=lastmodified content='2026-02-02'><meta name=pubdate content='{DAY}'>"
    assert published(head) == Published(DAY, Origin.META)


def test_the_line_adds_the_time_to_a_tags_day() -> None:
    head = f"<meta name=publishdate content={DAY}>"
    assert published(head, f"{DAY} 08:30") == Published(f"{DAY}T08:30:00+08:00", Origin.HEADER)
    assert published(head, "2026-01-20 08:30") == Published(DAY, Origin.META)


@pytest.mark.parametrize(
    "head",
    [
        "<meta name=Maketime content='2026-01-14'>",
        "<meta name=HtmlGenerateTime content='2026-01-14 10:00'>",
        "<meta name=others content='页面生成时间 2026-01-14'>",
        "<meta name=pubdate content='近日'>",
    ],
)
def test_generation_is_no_publication(head: str) -> None:
    assert published(head) is None


def test_the_line_beats_the_address() -> None:
    url = "http://a.cn/202602/t20260201_1.html"
    assert published(line=f"来源：云溪网 {DAY}", url=url) == Published(DAY, Origin.HEADER)
    assert published(url=url) == Published("2026-02-01", Origin.ADDRESS)


def test_nothing_is_invented() -> None:
    assert published(line="发布时间：01-14 12:00") is None
    assert published(line="今天是2026年1月14日") is None


def test_the_time_of_an_event_is_no_publication() -> None:
    line = f"来源：云溪网 {DAY}</p><p>时间：2026年1月20日上午9:00"
    assert published(line=line) == Published(DAY, Origin.HEADER)
    line = f"会议时间：2026年1月20日</p><p>{DAY} 云溪网"
    assert published(line=line) == Published(DAY, Origin.HEADER)
    line = f"时间：2026年1月10日</p><p>发布时间：{DAY}"
    assert published(line=line) == Published(DAY, Origin.HEADER)


def test_time_element_for_machines() -> None:
    line = f"<time datetime='{DAY}T08:30:00+08:00'>1月14日</time>"
    assert published(line=line) == Published(f"{DAY}T08:30:00+08:00", Origin.HEADER)
    boxes = "".join(f"<time datetime='2025-0{n}-01'>旧闻</time>" for n in range(1, 5))
    assert published(line=boxes) is None, "several of them, none of the article"
    assert published(line=f"<article>{line}</article>{boxes}") is not None


def test_footer_is_no_date() -> None:
    assert published(line="Copyright 2019-01-01 版权所有") is None
