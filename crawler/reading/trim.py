"""Where an article begins and ends within the lines of its container.

Containers hold the headline, its line of labels and promotion above the text, and below it who
edited it, disclaimers, controls and related articles.
"""

from __future__ import annotations

import re
from itertools import groupby

from crawler.reading.dates import DATE
from crawler.reading.labels import has_label
from crawler.reading.page import key

__all__ = ["trim"]

_OPEN = r"^[\s（(\[【〔<※▲►*＊]*"
#: How lines of any length begin that follow an article within its container.
_TAIL = re.compile(
    _OPEN + r"(?:责任编辑|責任編輯|责\s*编|(?:本文|图文|网站|文字|图片|执行)?编\s*辑\s*[:：|｜/丨]|"
    r"(?:[一二三初复终]审|校\s*对|审\s*[核读]|总?监\s*制|排\s*版|值班\S{0,4}|(?:文章|本文)?来\s*源|作\s*者|"
    r"撰\s*稿|(?:文章)?录入|(?:读者|新闻|报料|爆料)热线|(?:投稿|联系)邮箱)\s*[:：|｜/丨]|"
    r"[^，。：:]{0,8}声明\s*[:：]|(?:特别提醒|提示)\s*[:：]|版权声明|Notice\s*[:：]|原标题\s*[:：]|"
    r"本文(?:来自|来源)|文中.{1,12}为化名|(?:\S{0,20}专稿，)?(?:如需转载|未经\S{0,14}(?:授权|许可))|"
    r"(?:©|Copyright\b)|(?:本文|此文)(?:[系为].{1,30}(?:独家|原创|授权)|由.{1,30}(?:授权|原创|整理|提供))|"
    r"(?:(?:以上|[该本]文|文中|文章)(?:章)?(?:的?(?:内容|观点))?(?:纯属|仅(?:代表|供)|为作者))|本網站之|"
    r"凡(?:本[网站]|注明)|转载(?:请|须|此文)|請繼續往下閱讀|"
    r"(?:欢迎|歡迎)?(?:下载|下載|加入).{0,16}(?:[Aa][Pp][Pp]|LINE|客户端)|(?:欢迎|敬请)关注|更多精彩)"
)
#: The same for short lines, which head a box or are a control.
_TAIL_HEADING = re.compile(
    _OPEN + r"(?:相关(?:阅读|新闻|链接|报道|文章|稿件|附件|专题|资讯)|相關(?:新聞|閱讀)|"
    r"延伸(?:阅读|閱讀)|(?:推荐|推薦)(?:阅读|閱讀|新闻)|热门(?:推荐|评论|文章)|更多(?:相關|相关|新闻|新聞)|精彩视频|"
    r"看更多|大家都在看|猜你喜欢|您可能感兴趣|网友评论|(?:标签|关键[词字]|[Tt]ags?)\s*[:：]|阅读原文|"
    r"[上下]一?[篇条页则則]|返回(?:搜狐|首页|顶部|列表)|我要纠错|纠错|扫一扫|扫码|(?:长按|扫描).{0,10}(?:二维码|图片)|"
    r".{0,30}(?:下載|下载|加入|打开).{0,12}(?:[Aa][Pp][Pp]|LINE|客户端)|分享[到至]|打印|关闭(?:窗口|本页)|点击(?:下载|查看更多)|举报/反馈|转播到)"
)
_PAGER = re.compile(r"[\d\s«»<>]+")
#: The first where a line is so sure that it ends an article that is shorter than what follows it.
_END = re.compile(
    _OPEN
    + r"(?:(?:责任编辑\s*[:：]\s*)?返回搜狐|(?:特别|平台|郑重|免责|[^，。：:]{0,4}网)声明\s*[:：]|"
    r"举报/反馈|网友评论|"
    r"大家都在看|猜你喜欢|本文[系为].{1,30}(?:独家|原创|授权)|(?:©|Copyright\b))"
)
#: Prose that has to stand before such an end, in characters.
_BEGUN = 60
#: Controls between the headline and the text, and who wrote it.
_CONTROLS = re.compile(
    r"^[\s【\[(（]*(?:字\s*[号体]|浏览|阅读|点击|分享|打印|大\s*中\s*小|转播到|收藏|朗读|原标题\s*[:：]|"
    r"(?:文|作者|撰文|编辑|记者)\s*[/|｜丨])"
)
#: Share of the prose after which what looks like an end is one, however many lines follow.
_MOST = 0.7
_SENTENCE = re.compile("[。！？]")
_NAME = 20
#: What a line of a date holds beside it.
_AROUND_DATE = re.compile(r"[^，。、；！？]{0,24}")
#: What follows an article, glued to the last paragraph.
_GLUED_TAIL = re.compile(
    r"\s*(?:返回\S{0,6}首页[>》]*|返回搜狐，查看更多|"
    r"[（(\[【〔]\s*(?:责任编辑|责编|编辑|责任编校)\s*[:：][^）)\]】〕]{1,30}[）)\]】〕]?)$"
)
_HEADER = 8
_MAX_HEADING = 50


def trim(lines: list[str], title: str, links: frozenset[str] = frozenset()) -> list[str]:
    """`lines` without the header above the article, what follows it below, and repetitions.

    `links` are the lines that lead to other pages; above and below the text they are no part of it.
    """
    start = _header_end(lines, key(title), links)
    kept = lines[start : _text_end(lines, start)]
    if any(line not in links for line in kept):
        while kept[-1] in links or _PAGER.fullmatch(kept[-1]):
            kept.pop()
    kept = [line for line, _ in groupby(kept)]
    if kept:
        kept[-1] = _GLUED_TAIL.sub("", kept[-1]) or kept[-1]
    return kept


def _text_end(lines: list[str], start: int) -> int:
    """Where the text ends: at what follows articles once most is told, at a sure end anywhere."""
    half = start + (len(lines) - start) // 2
    sizes = [len(line) if _SENTENCE.search(line) else 0 for line in lines]
    most = _MOST * sum(sizes[start:])
    prose = 0
    for number, line in enumerate(lines[start:], start):
        told = number >= half or prose > most
        if (told and _is_tail(line)) or (prose >= _BEGUN and _END.match(line)):
            return number
        prose += sizes[number]
    return len(lines)


def _is_tail(line: str) -> bool:
    heading = len(line) <= _MAX_HEADING and "。" not in line and _TAIL_HEADING.match(line)
    return bool(heading or _TAIL.match(line))


def _header_end(lines: list[str], title: str, links: frozenset[str]) -> int:
    """Where the text begins: after the headline and its line of labels, while lines are short.

    A bare date or 时间 may also be the text's own (时间：… 地点：…), so these count only directly
    under what is header already, a date alone also under names.
    """
    end, joined = 0, ""
    for number, line in enumerate(lines[:_HEADER]):
        bare = key(line)
        joined = joined + bare if title.startswith(joined + bare) else ""  # a headline in parts
        if (
            (joined and joined == title)
            or (len(line) <= 90 and has_label(line, sure=True))
            or (number == end and (_is_date_line(line) or _CONTROLS.match(line) or line in links))
            or (DATE.fullmatch(line) and all(len(name) <= _NAME for name in lines[end:number]))
        ):
            end = number + 1
        elif len(line) > 40 or "。" in line:
            break
    return end


def _is_date_line(line: str) -> bool:
    """Whether a line says no more than a date and perhaps an outlet."""
    found = DATE.search(line)
    if not found:
        return False
    return _AROUND_DATE.fullmatch(line[: found.start()] + line[found.end() :]) is not None
