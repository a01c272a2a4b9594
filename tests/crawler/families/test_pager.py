import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families.pager import by_call, by_link, by_number, first_of, page_call

URL = "https://a.example.cn/x/index.html"


def script(call: str) -> str:
    return f"<html><body><script>{call}</script></body></html>"


@pytest.mark.parametrize(
    ("call", "url", "page", "expected"),
    [
        ('createPageHTML(38, 0, "index", "html")', "/x/", 1, ("/x/index_1.html", 38)),
        ('createPageHTML(38, 1, "index", "html")', "/x/index_1.html", 2, ("/x/index_2.html", 38)),
        ('createPageHTML(38, 37, "index", "html")', "/x/index_37.html", 38, ("", 38)),
        ("createPage(6, 0, 'index', 'html')", "/x/", 1, ("/x/index_1.html", 6)),
        (
            "createPageHTML('p',10, 1,'list','shtml',200)",
            "/x/list.shtml",
            1,
            ("/x/list_2.shtml", 10),
        ),
        ("createPageHTML('p',10, 2,'list','shtml')", "/x/list_2.shtml", 2, ("/x/list_3.shtml", 10)),
        ("createPageHTML('p',10, 10,'list','shtml')", "/x/list_10.shtml", 10, ("", 10)),
        ("createPageHTML('paging',29, 0,'hnyw','html')", "/x/hnyw.html", 1, ("/x/hnyw_1.html", 29)),
        ("createPageHTML(1, 0, 'index', 'html')", "/x/", 1, ("", 1)),
        ("createPageHTML(9, 0, '//evil.example.org/', 'html')", "/x/", 1, ("", None)),
        ("function createPageHTML(_nPageCount, _nCurrIndex) {}", "/x/", 1, ("", None)),
        ("//createPageHTML(9, 0, 'index', 'html')", "/x/", 1, ("", None)),
        ("createPageHTML(total, 0, 'index', 'html')", "/x/", 1, ("", None)),
    ],
)
def test_the_call_tells_the_next_page(call, url, page, expected):
    host = "https://a.example.cn"
    following, total = by_call(script(call), host + url, page)
    assert (following.removeprefix(host), total) == expected


def test_a_call_in_a_comment_is_none():
    assert page_call("<!-- <script>createPageHTML(9, 0, 'index', 'html')</script> -->") is None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<a href='?page=2'>下一页</a>", "https://a.example.cn/x/index.html?page=2"),
        ("<link rel=next href='p2.html'>", "https://a.example.cn/x/p2.html"),
        ("<a class='btn next' href='p2.html'><i></i></a>", "https://a.example.cn/x/p2.html"),
        ("<base href='/y/'><a href='p2.html'>下一页</a>", "https://a.example.cn/y/p2.html"),
        ("<a href='https://other.example.org/p2'>下一页</a>", ""),
        ("<a href='javascript:next()'>下一页</a>", ""),
        ("<a href='index.html#'>下一页</a>", ""),
        ("<a href='p2.html'>2</a>", ""),
    ],
)
def test_a_link_tells_the_next_page(markup, expected):
    assert by_link(markup, URL, 1) == (expected, None)


def test_numbers_count_up_to_the_total():
    pager = by_number(r"totalPage: (\d+)")
    assert pager("totalPage: 2", URL, 1) == ("https://a.example.cn/x/index_2.html", 2)
    assert pager("totalPage: 2", "https://a.example.cn/x/index_2.html", 2) == ("", 2)


def test_numbers_without_a_total_need_a_link():
    pager = by_number("", "{stem}{n}.{suffix}")
    assert pager("<a href='index2.html'>", URL, 1) == ("https://a.example.cn/x/index2.html", None)
    assert pager("<a href='index12.html'>", URL, 1) == ("", None)


def test_the_first_pager_that_knows_counts():
    pager = first_of(by_call, by_link)
    html = script("createPageHTML(1, 0, 'index', 'html')") + "<a href='p2.html'>下一页</a>"
    assert pager(html, URL, 1) == ("", 1)


@given(st.text(), st.text(), st.integers(1, 99))
def test_any_text_is_read(html, url, page):
    for pager in (by_call, by_link, by_number(""), by_number(r"n=(\d+)")):
        following, total = pager(html + "<a href='" + url + "'>下一页</a>", url, page)
        assert isinstance(following, str)
        assert total is None or total >= 0
