"""The headline by the best evidence."""

import pytest

from crawler.reading.page import OpenPage
from crawler.reading.title import find_title

TITLE = "云溪市与青岚市签署公共交通一体化合作协议"
LINE = "<p>发布时间：2026-01-14 来源：云溪日报</p>"


def title(html: str) -> str:
    return find_title(OpenPage(html, "http://www.yunxi.example.cn/1.html"), None, None)


@pytest.mark.parametrize(
    "html",
    [
        f"<title>{TITLE}_新闻中心_云溪网</title><h1>{TITLE}</h1>",
        f"<title>{TITLE}--云溪网</title><div class=x>{TITLE}</div>",
        f"<title>云溪市人民政府 {TITLE}</title><h1>云溪市人民政府</h1><h2>{TITLE}</h2>",
        f"<title>云溪网</title><meta property=og:title content='{TITLE}'><h3>{TITLE}</h3>",
        f"<title>云溪网</title><meta property=og:title content='{TITLE}_云溪网'>",
        f"<title>{TITLE} - 云溪网</title>",
        f"<title>{TITLE}</title><h1>云溪市与青岚市签署<br>公共交通一体化合作协议</h1>",
        f"<title>要闻动态</title><p>要闻动态</p><p>{TITLE}</p>{LINE}",
        f"<title></title><td>{TITLE}</td>{LINE}",
        f"<title>云溪市发展和改革委员会</title><p>{TITLE}</p>{LINE}",
        f"<h1>{TITLE}</h1>",
        f"<title>{TITLE}_云溪网</title><i>{TITLE}_云溪网</i><h1>{TITLE}</h1>",
        f"<meta property=og:title content={TITLE}><p>首页 &gt; {TITLE}</p><p>{TITLE}</p>",
        f"<meta name=ARTICLETITLE content='{TITLE}'><title>别的标题别的标题</title>",
    ],
)
def test_title(html: str) -> None:
    assert title(html) == TITLE


def test_short_titles_are_titles() -> None:
    assert title("<title>市长信箱_云溪网</title><h1>市长信箱</h1><p>正文。</p>") == "市长信箱"


def test_quotes_and_width_do_not_matter() -> None:
    html = "<title>&quot;一卡通&quot;（二期）开通运营-云溪网</title><h1>“一卡通”(二期)开通运营</h1>"
    assert title(html) == "“一卡通”(二期)开通运营"


def test_no_title() -> None:
    assert title("<p>正文。</p>") == ""


def test_a_quote_cuts_the_shared_title() -> None:
    html = """<meta property="og:title" content="总投资7亿元！"一卡通"今起开通">
        <h1>总投资7亿元！"一卡通"今起开通</h1>"""
    assert title(html) == '总投资7亿元！"一卡通"今起开通'


def test_tags_in_a_tag() -> None:
    assert title('<meta name="ArticleTitle" content="两市&lt;br&gt;签署协议">') == "两市 签署协议"
