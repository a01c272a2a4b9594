"""Families through the engine: what a listing leads to is asked, and comes back as articles."""

from __future__ import annotations

import json

import pytest

from crawler.families import parse_article

TEXT = "两市交通部门在会上签订备忘录，约定共同养护跨界公路，并开通换乘专线，方便居民往来。"


def article(title, text=TEXT, parts=""):
    head = f"<html><title>{title}</title><h1>{title}</h1>"
    return f"{head}<div id='zoom'><p>{text}</p></div>{parts}</html>"


def put_jpage(site):
    def record(n):
        path = f"/art/2026/6/{n}/art_11_{n}.html"
        site.put(path, article(f"抚河稿件第{n}篇"))
        row = f"<li><a href='{path}'>抚河稿件第{n}篇</a><b>2026-06-{n:02d}</b></li>"
        return f"<record><![CDATA[{row}]]></record>"

    def store(*numbers):
        return f"<datastore><recordset>{''.join(map(record, numbers))}</recordset></datastore>"

    site.put(
        "/col/col11/index.html",
        f"<html><body><script type='text/xml'>{store(9, 8, 7)}</script>"
        "<script>var c={unitid:'5',totalRecord:7, perPage:1};</script></body></html>",
    )
    data = "/module/web/jpage/dataproxy.jsp?startrecord={}&endrecord={}&perpage=1"
    site.put(data.format(4, 6), store(6, 5, 4))
    site.put(data.format(7, 9), store(4, 3))  # endrecord is inclusive: groups overlap
    site.put(data.format(10, 12), "<datastore><recordset></recordset></datastore>")


def put_querylist(site):
    site.put(
        "/jxs/col/col1/index.html",
        "<html><body><script>var websiteCode='jxs'; loadPageData({})</script></body></html>",
    )

    def result(n):
        address = f"/jxs/col/col1/content/content_195120636367767142{n}.html"
        return {
            "source": {
                "title": f"界湖稿件第{n}篇",
                "pubDate": f"2026-06-0{n} 08:00",
                "urls": json.dumps({"pc": address}),
                "content": {"content": f"<p>{TEXT}</p>"},
            }
        }

    pages = iter([[result(9), result(8)], [result(7)], []])

    def answer(_):
        site.put("/answer", json.dumps({"data": {"results": next(pages)}}))
        return site.answers["/answer"]

    site.answers["/queryList"] = answer


def put_newspaper(site):
    folder = "/html/2026-11/25"
    links = "<a id=pageLink href=node_1.htm>A1</a><a id=pageLink href=node_2.htm>A2</a>"
    for page in (1, 2):
        name = f"{folder}/content_{page}0.htm"
        site.put(
            f"{folder}/node_{page}.htm", f"{links}<a href=content_{page}0.htm>第{page}版稿件</a>"
        )
        text = f"<founder-content><p>{TEXT}</p></founder-content>"
        site.put(name, f"<html><founder-title>第{page}版稿件</founder-title>{text}</html>")


def put_parts(site):
    base = "/zwzx/202611/t20261120_1"
    links = f"<a href='{base}.html'>1</a><a href='{base}_1.html'>2</a>"
    site.put(
        "/zwzx/", f"<ul><li><a href='{base}.html'>分页稿件</a><span>2026-11-20</span></li></ul>"
    )
    site.put(f"{base}.html", article("分页稿件", parts=links))
    site.put(f"{base}_1.html", article("分页稿件", TEXT.replace("两市", "三县"), links))


def put_units(site):
    service = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    config = f"""<script url="{service}" queryData="{{'webId':'1','tagId':'list'}}"></script>"""
    site.put("/col/col2/index.html", f"<html><body>{config}</body></html>")

    def answer(page, *numbers):
        rows = ""
        for n in numbers:
            path = f"/col/col2/art/2026/art_{n:032x}.html"
            site.put(path, article(f"越州稿件第{n}篇"))
            rows += f"<li><a href='{path}'>越州稿件第{n}篇</a><span>2026-06-0{n}</span></li>"
        position = f"%7B%22pageNo%22%3A{page}%2C%22pageSize%22%3A15%7D"
        html = f"<ul>{rows}</ul><div class='pages' count='18'></div>"
        reply = json.dumps({"success": True, "data": {"html": html}})
        site.put(f"{service}?webId=1&tagId=list&paramJson={position}", reply)

    answer(1, 9, 8)
    answer(2, 8, 7)


def put_data_file(site):
    path = f"/20260605/{5:032x}/c.html"
    site.put("/xh/", "<div data='datasource:0123456789ab' preview='news/ds_'></div>")
    rows = [
        {"title": "第5号江湖稿件", "publishUrl": f"..{path}", "publishTime": "2026-06-05 08:00"}
    ]
    site.put("/xh/news/ds_0123456789ab.json", json.dumps({"datasource": rows}))
    site.put(f"/xh{path}", article("第5号江湖稿件"))


CASES = {
    "hanweb_jcms": (put_jpage, "/col/col11/index.html", "抚河稿件第{}篇", range(3, 10)),
    "ucap_querylist": (put_querylist, "/jxs/col/col1/index.html", "界湖稿件第{}篇", (7, 8, 9)),
    "founder_epaper": (put_newspaper, "/html/{YYYY}-{MM}/{DD}/node_1.htm", "第{}版稿件", (1, 2)),
    "hanweb_jpaas": (put_units, "/col/col2/index.html", "越州稿件第{}篇", (7, 8, 9)),
    "xinhua": (put_data_file, "/xh/", "第{}号江湖稿件", (5,)),
    "auto": (put_units, "/col/col2/index.html", "越州稿件第{}篇", (7, 8, 9)),
    "trs_wcm": (put_parts, "/zwzx/", "分页稿件", (1,)),
}


@pytest.fixture(scope="module")
def crawled(new_site, new_crawls, source_of):
    sites, sources, crawls = {}, {}, new_crawls()
    for name, (put, path, _, _) in CASES.items():
        site = sites[name] = new_site()
        put(site)
        sources[name] = source_of(site, path, id=name, family=name)
    report = crawls.run(*sources.values(), max_pages=9)
    articles = [parse_article(page, sources[page.source_id]) for page in crawls.pages()]
    return sites, report, articles


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_row_of_every_page_comes_once(crawled, name):
    _, report, articles = crawled
    titles = sorted(article.title for article in articles if article.source_id == name)
    _, _, title, numbers = CASES[name]
    assert titles == sorted(title.format(n) for n in numbers)
    assert {s.state for s in report.sources} == {"ok"}


def test_texts_of_the_list_need_no_page(crawled):
    sites, _, articles = crawled
    assert not [path for path in sites["ucap_querylist"].asked if "/content_1951" in path]
    assert {a.text for a in articles if a.source_id == "ucap_querylist"} == {TEXT}


def test_parts_of_an_article_are_one_text(crawled):
    _, _, articles = crawled
    (told,) = (a.text for a in articles if a.source_id == "trs_wcm")
    assert told.split("\n") == [TEXT, TEXT.replace("两市", "三县")]
