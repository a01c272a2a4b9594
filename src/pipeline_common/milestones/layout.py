"""Lines of an article by what they are for: headline, body, caption, or furniture of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline_common.text import Span, paragraphs


class Part(StrEnum):
    """What a line is for."""

    HEADLINE = "headline"  # before the first sentence of the body
    HEADING = "heading"  # between paragraphs
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article, half-open offsets into its normalised text."""

    span: Span
    part: Part


#: Starts a list of other articles: nothing after it belongs to this one.
_END = re.compile(
    r"^(?:相关(?:推荐|新闻|阅读|链接|文章|报道|内容)|推荐阅读|热门(?:推荐|文章|新闻|阅读)|猜你喜欢|"
    r"延伸阅读|更多新闻|全部评论|最新评论|网友评论|评论$|大家都在看|精彩推荐|新闻排行|"
    r"(?:上|下)一[篇条]|免责声明|版权(?:声明|所有)|(?:网站|本网|中证网|特别)声明|关于我们)"
)
_FURNITURE = re.compile(
    r"^(?:责任编辑|编辑|责编|审核|校对|监制|来源|作者|关键词|标签|分享|打印|字号|字体|点击|浏览|阅读|"
    r"发布(?:日期|时间|者)|更新时间|首页|首\s*页|当前位置|(?:您|你)(?:现在)?的?位置|返回|订阅|"
    r"扫一扫|设为首页|加入收藏|网站地图|主办|承办|地址|邮编|电话|ICP|备案|原标题|新闻热点|大视窗|"
    r"移动版|所属地区|文字记者|\(?记者[^，。]{0,20}\)?$|[-•|+]+|【?纠错|下载|视频|图集|专题)|"
    r"版权|ICP备|违法和不良信息|客户端下载|\[[a-z ]+ (?:line )?removed\]|https?[:：]//"
)
_CRUMBS = re.compile(r"(?:[>»›]{1,2}[^>»›]{1,20}){1,6}$|^.{0,40}[>»›].{0,40}$")
_STAMP = re.compile(
    r"^[\s【\[(（]*(?:\d{4}[-./年]\d{1,2}[-./月]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})[日\s]*"
    r"(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[^，。]{0,60}$"
)
_CAPTION = re.compile(
    r"^(?:图为|图[一二三四五六七八九十\d]+[:：]?|这是.{0,24}(?:拍摄|航拍|的)|上图|下图|"
    r"资料图|配图)|(?:摄影?|供图|图/文)[。)）]?$|新华社(?:记者|发).{0,12}摄"
)
_DATED = re.compile(r".{0,4}(?:\d{4}年|\d{1,2}月|\d{1,2}日|今[天日]|昨[天日]|近日|日前|同[年日])")
_TELLS = re.compile(
    r"年\d{1,2}月\d{1,2}日[^\d:：]{2,}(?:签署|签订|签约|印发|批复|获批|成立|揭牌|挂牌|召开|举行|开通|通车|启用|开工|"
    r"审议通过|出台)"
)
_LONGEST_HEADING = 60


def layout(text: str) -> tuple[Line, ...]:
    """The lines of a normalised text with their part; furniture included."""
    return tuple(_mark_headlines(text, list(_read(text))))


def _read(text: str) -> Iterator[Line]:
    ended = False
    for span in paragraphs(text):
        line = span.of(text)
        ended = ended or (len(line) <= _LONGEST_HEADING and bool(_END.match(line)))
        yield Line(span, Part.FURNITURE if ended else _part_of(line))


def _part_of(line: str) -> Part:
    if _STAMP.match(line) and _TELLS.search(line):
        return Part.BODY  # 2014年8月6日 两市签署协议: an entry of a chronicle
    if _STAMP.match(line) or (len(line) < 120 and _FURNITURE.search(line)):
        return Part.FURNITURE
    if "。" not in line and _CRUMBS.search(line):
        return Part.FURNITURE
    if len(line) < 160 and _CAPTION.search(line):
        return Part.CAPTION
    if len(line) > _LONGEST_HEADING or re.search(r"[。；;：:]$|。", line):
        return Part.BODY
    return Part.HEADING


def _mark_headlines(text: str, lines: list[Line]) -> Iterator[Line]:
    """Headings before the first line of body are the headline; dated ones behind it are a list."""
    first = next((n for n, line in enumerate(lines) if line.part is Part.BODY), len(lines))
    for n, line in enumerate(lines):
        if line.part is not Part.HEADING:
            yield line
        elif n < first:
            yield Line(line.span, Part.HEADLINE)
        else:
            dated = _DATED.match(line.span.of(text))
            yield Line(line.span, Part.BODY) if dated else line
