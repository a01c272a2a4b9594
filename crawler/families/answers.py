"""Answers of status 200 that are no article: refusals, files, home pages, error texts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.challenge import detect_challenge
from pipeline_common.models import Page

#: A page of so little text is an error page if its title says so; articles about errors are longer.
_ERROR_TEXT_LIMIT = 300
_ERROR_TITLE = re.compile(
    r"^\W*(?:[45]0\d\b|error\b|not found"
    r"|页面(?:不存在|未找到|找不到|无法访问)|找不到(?:该)?(?:页面|文件|网页)"
    r"|(?:您|你)?所?(?:访问|查看|请求|浏览)的(?:页面|文章|内容|网页|信息|链接)"
    r".{0,6}(?:不存在|已删除|被删除|找不到|已下线)"
    r"|[该此]?(?:文章|页面|内容|信息|稿件)(?:不存在|已删除|已被删除|已下线)"
    r"|访问被?(?:拒绝|受限|禁止|出错)|安全验证|人机验证|请稍候|正在验证"
    r"|系统(?:错误|异常)|出错[了啦]|服务器(?:错误|异常))",
    re.I,
)
#: First bytes of files that are no pages: PDF, ZIP (docx, ofd), OLE (doc), RAR, PNG, JPEG, GIF.
_FILE = re.compile(rb"%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0|Rar!|\x89PNG|\xff\xd8\xff|GIF8")
_HOME = re.compile(r"^/?(?:(?:index|default)\.\w{2,5})?$")


def refusal(page: Page) -> str:
    """Why the answer cannot be an article, in words; "" where it may be one."""
    if page.status >= 400:
        return f"answered {page.status}"
    if found := detect_challenge(page.status, page.headers, page.body):
        return f"a challenge page, {found}"
    if _FILE.match(page.body):
        return "a file, not a page"
    if page.row and _is_home(page.url) and not _is_home(page.row.url):
        return "sent on to the home page"
    return ""


def is_error_page(title: str, text: str) -> bool:
    """Whether a page says of itself that there is nothing."""
    return len(text) < _ERROR_TEXT_LIMIT and _ERROR_TITLE.match(title) is not None


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and _HOME.match(parts.path) is not None
