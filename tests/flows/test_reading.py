"""Pages to readings, inline and in the pool; no page breaks the others."""

import os
from datetime import UTC, datetime

import pytest

from flows import reading
from pipeline_common.models import Listing, Page, Reading, Row, SetAside, Source

SOURCE = Source(
    "s", "示例", "trs_wcm", (Listing("https://a.cn/zwzx/"),), home_place="南昌", outlet="示例日报"
)
HTML = """<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="第{n}号签约">
<meta name="PubDate" content="2026-05-07 08:00"></head><body><div class="TRS_Editor">
<p>5月6日，南昌市与九江市签署《第{n}号港口合作协议》。双方将在航线和信息方面展开合作。</p></div></body></html>"""


def page(number, body=None, source="s"):
    url = f"https://a.cn/zwzx/202605/t20260507_{number}.html"
    return Page(
        source,
        url,
        200,
        {"content-type": "text/html"},
        (HTML.format(n=number) if body is None else body).encode(),
        datetime(2026, 5, 7, tzinfo=UTC),
        row=Row(url, f"第{number}号签约"),
    )


def read(pages, workers=2):
    return list(reading.read_pages(pages, {"s": SOURCE}, workers=workers))


def test_a_page_becomes_article_mentions_shingles_and_snapshot():
    (found,) = read([page(1)])
    assert isinstance(found, Reading)
    assert found.article.title == "第1号签约"
    assert found.article.outlet == "示例日报"
    (mention,) = found.extraction.mentions
    assert mention.documents == ("《第1号港口合作协议》",)
    assert found.article.content[mention.start : mention.end] == mention.evidence
    assert found.shingles
    assert found.snapshot.body == page(1).body


def test_pool_and_inline_read_the_same_in_the_same_order():
    pages = [page(n) for n in range(reading.POOL_FROM + 40)]
    assert read(pages) == read(pages, workers=1)


def test_every_page_is_counted():
    done = []
    list(reading.read_pages([page(1), page(2, "")], {"s": SOURCE}, advance=done.append))
    assert done == [1, 1]


@pytest.mark.parametrize("body", ["", "<html></html>", "\x00" * 5000, "<p>" * 50_000, "plain"])
def test_a_page_without_an_article_is_set_aside(body):
    bad, good = read([page(1, body), page(2)])
    assert isinstance(bad, SetAside)
    assert bad.reason
    assert bad.url == page(1).row.url
    assert isinstance(good, Reading)


def test_a_source_that_left_the_catalogue():
    (found,) = read([page(1, source="gone")])
    assert isinstance(found, SetAside)
    assert "catalogue" in found.reason


def die_on_mark(work):
    """What a worker does in the next test: ends at once on a marked page."""
    if any(b"DEADLY" in p.body for p, _ in work):
        os._exit(9)
    return [reading._read_known(p, {s.id: s} if s else {}) for p, s in work]


def test_a_page_that_kills_its_worker_costs_only_itself(monkeypatch):
    monkeypatch.setattr(reading, "_read_chunk", die_on_mark)
    monkeypatch.setattr(reading, "_start_pool", fork_pool)
    pages = [page(n) for n in range(reading.POOL_FROM + 20)]
    pages[37] = page(37, "DEADLY")
    found = read(pages)
    assert [f.url for f in found if isinstance(f, SetAside)] == [pages[37].row.url]
    assert len(found) == len(pages)
    titles = [f.article.title for f in found if isinstance(f, Reading)]
    assert titles == [f"第{n}号签约" for n in range(len(pages)) if n != 37]


def fork_pool(workers):
    """A pool that knows this test module's functions."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("fork"))
