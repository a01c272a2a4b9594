"""`coopfeed inspect`: JSON Lines in and out."""

import gzip
import json

PAGE = """<html><head><meta charset="utf-8"><title>两市签约_示例</title>
<meta name="ArticleTitle" content="两市签约"><meta name="PubDate" content="2026-05-07 08:00">
<meta name="ContentSource" content="示例日报"></head><body><div class="TRS_Editor">
<p>5月6日，南昌市与九江市签署《港口合作协议》，双方将在航线和信息方面展开合作。</p>
<p>两市还商定建立联络机制，定期交换意见。</p></div></body></html>"""
LISTING = "<html><body><ul>{}</ul></body></html>".format(
    "".join(
        f'<li><a href="./202605/t2026050{n}_100{n}.html">第{n}条新闻标题写在这里</a>'
        f"<span>2026-05-0{n}</span></li>"
        for n in range(1, 7)
    )
)


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_milestones(coopfeed):
    text = "5月6日，南昌市与九江市签署《港口合作协议》。"
    given = {"id": "a", "text": text, "published": "2026-05-07", "home_place": None}
    done = coopfeed("inspect", "milestones", stdin=json.dumps(given))
    assert done.returncode == 0, done.stderr
    (answer,) = lines(done.stdout)
    assert answer["id"] == "a"
    assert answer["relevant"] is True
    (found,) = answer["milestones"]
    assert found["date"] == "2026-05-06"
    assert found["date_precision"] == "day"
    assert found["kind"] == "agreement"
    assert set(found["places"]) == {"南昌", "九江"}
    assert found["documents"] == ["《港口合作协议》"]
    assert found["evidence"] == text[found["start"] : found["end"]]
    assert found["headline"]


def test_explain_names_the_rules(coopfeed):
    text = "5月6日，南昌市与九江市签署合作协议。两市将于年底签署补充协议。"
    given = {"id": "a", "text": text, "published": "2026-05-07"}
    done = coopfeed("inspect", "milestones", "--explain", stdin=json.dumps(given))
    candidates = lines(done.stdout)[0]["candidates"]
    assert {bool(c.get("taken")) for c in candidates} == {True, False}
    assert all(c["rule"] for c in candidates)


def test_a_bad_line_is_reported_and_the_rest_goes_on(coopfeed):
    good = json.dumps({"id": "b", "text": "无事。"})
    bad_date = json.dumps({"id": "c", "text": "x", "published": "昨天"})
    done = coopfeed(
        "inspect", "milestones", stdin=f'{{oops\n[1]\n{{"id": "x"}}\n{bad_date}\n{good}\n'
    )
    assert done.returncode == 3
    assert [a["id"] for a in lines(done.stdout)] == ["b"]
    for number in (1, 2, 3, 4):
        assert f"line {number}:" in done.stderr
    assert "2026-01-14" in done.stderr


def test_duplicates(coopfeed):
    text = (
        "5月6日，南昌市与九江市签署《港口合作协议》，双方将在航线、信息、人才等方面展开深入合作。"
    )
    other = "抚州市近日举办秋季农产品展销会，吸引了不少市民前来选购，现场气氛热烈，成交良好。"
    given = [
        {"id": "a", "text": text, "published": "2026-05-07"},
        {"id": "b", "text": "转载：" + text, "published": "2026-05-08"},
        {"id": "c", "text": other, "published": "2026-05-08"},
    ]
    done = coopfeed("inspect", "duplicates", stdin="\n".join(map(json.dumps, given)))
    assert done.returncode == 0, done.stderr
    groups = lines(done.stdout)
    assert any(g["type"] == "article" and sorted(g["members"]) == ["a", "b"] for g in groups)
    assert not any("c" in g["members"] for g in groups)


def test_article_plain_and_gz(coopfeed, tmp_path):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    given = [
        {
            "id": "a",
            "file": str(tmp_path / "a.html"),
            "url": "https://a.cn/202605/t20260507_1.html",
        },
        {"id": "b", "file": str(tmp_path / "b.html.gz"), "url": None},
        {"id": "c", "file": str(tmp_path / "none.html"), "url": None},
    ]
    done = coopfeed("inspect", "article", stdin="\n".join(map(json.dumps, given)))
    assert done.returncode == 3
    assert "none.html" in done.stderr
    for answer in lines(done.stdout):
        assert answer["title"] == "两市签约"
        assert answer["published"].startswith("2026-05-07")
        assert answer["published_from"] == "meta"
        assert answer["outlet"] == "示例日报"
        assert answer["text"].startswith("5月6日，南昌市")
        assert answer["encoding"] == "utf-8"
    assert [a["id"] for a in lines(done.stdout)] == ["a", "b"]


def test_listing(coopfeed, tmp_path):
    (tmp_path / "l.html").write_text(LISTING, encoding="utf-8")
    given = {"id": "l", "file": str(tmp_path / "l.html"), "url": "https://a.cn/zwzx/"}
    done = coopfeed("inspect", "listing", stdin=json.dumps(given))
    (answer,) = lines(done.stdout)
    assert answer["family"]
    assert len(answer["rows"]) == 6
    assert (
        answer["rows"][0].items()
        >= {
            "url": "https://a.cn/zwzx/202605/t20260501_1001.html",
            "title": "第1条新闻标题写在这里",
            "date": "2026-05-01",
        }.items()
    )
