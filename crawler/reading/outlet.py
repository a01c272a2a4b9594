"""The outlet (来源) that an article names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from crawler.reading.blocks import tidy
from crawler.reading.dates import DATE
from crawler.reading.header import SENTENCE, Header
from crawler.reading.labels import clean_outlet, labelled_outlet
from crawler.reading.page import OpenPage, key, without_tags
from crawler.reading.preset import ArticlePreset
from crawler.reading.tree import select
from pipeline_common.models import Selectors

__all__ = ["find_outlet"]

_TAGS = ("contentsource", "source", "article:source", "og:article:source")
_ACCOUNT_TAGS = ("mediaid", "og:article:author", "article:author")
#: Elements that systems name after what they hold; the last is WeChat's.
_HOLDERS = (
    "#js_name, [id*='source' i], [class*='source' i], [class*='laiyuan' i], "
    "[class*='media-name' i], [class*='author-name' i], [class*='medianame' i], "
    "[class*='provider' i]"
)
#: Words of controls that stand beside dates and are no outlets.
_CONTROL = re.compile(
    r"分享|^\d*\s*条?评论|评论\s*[(（\d]|[条我发写热友]评论|評論|收藏|登录|注册|首页|下载|关注|字号|字体|超大|标准|阅读|浏览|举报|反馈|正文|微信|微博|QQ|"
    r"扫|搜索|打印|来自|跟贴|参与|人气|点赞|作者|记者|编辑|责编|原创|转载|复制|链接|收听|朗读|语音|手机(?!报)|栏目|"
    r"频道|您的位置|当前位置|简体|繁体|版权|广告|官方账号|可听|^[上下]午|^[AP]M$|記者|字数|^标签|^分类|关注|〔|\d号$|^发布|发布[于时日者]|今[天日]|昨天|星期|^相关|"
    r"[<>＞»/／]|^[\d\W]*$|^\d{1,2}月\d{1,2}日|^[大中小A+\- ]+$"
)
#: Where pages that scripts fill carry the outlet.
_CARRIED = re.compile(
    r"""(?:media(?:_?[nN]ame)?|source_?[nN]ame)["']?\s*:\s*["']([^"'<>\\]{2,16})["']"""
)
_EDGE = " \t\xa0\u3000·•|｜丨/—-:：,，()（）[]【】"
_LONGEST = 16


def find_outlet(
    page: OpenPage,
    header: Callable[[], Header],
    selectors: Selectors | None,
    preset: ArticlePreset | None,
) -> str:
    """The outlet that the page names, "" where it names none.

    `header` reads the page's header, which is only asked for where its tags do not tell.
    """
    given = page.text_of([selectors.outlet]) if selectors else ""
    for text in (given, tidy(without_tags(page.marked(preset, "outlet")))):
        if name := labelled_outlet(text) or clean_outlet(text):
            return name
    for _, text in page.metadata.values(_TAGS):
        if name := clean_outlet(text):
            return name
    for selector in preset.outlet if preset else ():
        text = page.text_of([selector])
        if name := labelled_outlet(text) or clean_outlet(text):
            return name
    top = header()
    for text in top.texts():
        if name := labelled_outlet(text):
            return name
    for _, text in page.metadata.values(_ACCOUNT_TAGS):
        if "/" not in text and (name := clean_outlet(text)):
            return name
    names = chain(_held(page, top), _beside_date(top), _under_headline(top), _carried(page))
    return next(filter(None, names), "") or _elsewhere(page, top)


def _held(page: OpenPage, header: Header) -> Iterator[str]:
    for node in select(page.tree, _HOLDERS)[:40]:
        text = tidy(node.text())
        if 1 < len(text) <= _LONGEST and any(text in line.text for line in header.lines):
            yield _name(text)


def _beside_date(header: Header) -> Iterator[str]:
    """The words next to an unlabelled date: 中国网 2019-11-25 10:37, 2024-05-20 14:33·新华社."""
    for line in header.lines[header.headline :]:
        found = DATE.search(line.text)
        if found and len(line.text) <= 80 and not SENTENCE.search(line.text):
            before = re.split(r"[\s|｜丨]+", line.text[: found.start()].rstrip(_EDGE))
            after = re.split(r"[\s|｜丨\[（(]+", line.text[found.end() :].lstrip(_EDGE))
            yield _name(before[-1])
            yield _name(after[0])


def _under_headline(header: Header) -> Iterator[str]:
    """A short line between the headline and the text, beside the line of the date."""
    lines = header.lines[header.headline + 1 :]
    dated = next((n for n, line in enumerate(lines) if DATE.search(line.text)), None)
    after = lines[dated + 1 : dated + 2] if dated is not None else ()
    for line in (*lines[: dated if dated is not None else 4], *after):
        if line.block.tag != "li" and key(line.text) not in header.title:
            yield _name(line.text)


def _carried(page: OpenPage) -> Iterator[str]:
    return (_name(found[1]) for found in _CARRIED.finditer(page.html))


def _name(text: str) -> str:
    """`text` if it can be an outlet's name, "" if it is a control or too long."""
    text = text.strip(_EDGE).removeprefix("原创").strip(_EDGE)
    if not 1 < len(text) <= _LONGEST or _CONTROL.search(text) or SENTENCE.search(text):
        return ""
    return clean_outlet(text)


def _elsewhere(page: OpenPage, header: Header) -> str:
    """A label far from the headline: first just below it, then at the end of the text."""
    short = (line.text for line in (*header.rest, *page.lines) if len(line.text) <= 60)
    return next(filter(None, map(labelled_outlet, short)), "")
