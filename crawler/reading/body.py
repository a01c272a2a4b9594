"""The text of an article from the block that holds it, and the files it links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from selectolax.lexbor import LexborNode

from crawler.reading.blocks import Line, join_lines, read_runs, tidy
from crawler.reading.dates import DATE
from crawler.reading.labels import has_label
from crawler.reading.page import absolute, key
from crawler.reading.tree import attribute, select
from pipeline_common.models import Attachment

__all__ = ["read_attachments", "read_text", "trim"]

#: How lines of any length begin that follow an article within its container.
_TAIL = re.compile(
    r"^[\s（(\[【〔<]*(?:责任编辑|責任編輯|责\s*编|(?:本文|图文|网站|文字|执行)?编\s*辑\s*[:：|｜/丨]|"
    r"(?:[一二三初复终]审|校\s*对|审\s*[核读]|总?监\s*制|排\s*版|值班\S{0,4}|来\s*源|作\s*者|撰\s*稿)"
    r"\s*[:：|｜/丨]|(?:特别|免责|版权)?(?:声明|提示)\s*[:：]|版权声明|Notice\s*[:：]|原标题\s*[:：]|"
    r"本文(?:来自|来源)|文中.{1,12}为化名|(?:\S{0,20}专稿，)?未经\S{0,6}(?:授权|许可))"
)
#: The same for short lines, which head a box or are a control.
_TAIL_HEADING = re.compile(
    r"^[\s（(\[【〔<]*(?:相关(?:阅读|新闻|链接|报道|文章|稿件|附件|专题|资讯)|相關(?:新聞|閱讀)|"
    r"延伸(?:阅读|閱讀)|推荐(?:阅读|新闻)|热门(?:推荐|评论)|更多精彩|精彩视频|网友评论|"
    r"[上下]一?[篇条页则則]|返回(?:搜狐|首页|顶部|列表)|我要纠错|纠错|扫一扫|扫码|分享[到至]|打印|"
    r"关闭(?:窗口|本页)|点击(?:下载|查看更多)|举报/反馈|转播到)"
)
#: Controls between the headline and the text.
_CONTROLS = re.compile(
    r"^[\s【\[]*(?:字\s*[号体]|浏览|阅读|点击|分享|打印|大\s*中\s*小|转播到|收藏|朗读)"
)
#: What a line of a date holds beside it.
_AROUND_DATE = re.compile(r"[^，。、；！？]{0,24}")
#: What follows an article, glued to the last paragraph.
_GLUED_TAIL = re.compile(
    r"\s*(?:返回\S{0,6}首页[>》]*|"
    r"[（(\[【〔]\s*(?:责任编辑|责编|编辑|责任编校)\s*[:：][^）)\]】〕]{1,30}[）)\]】〕]?)$"
)
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv)(?:[?#]|$)", re.I)
_CELL = 60
_HEADER = 8
_MAX_HEADING = 40


def read_text(node: LexborNode, remove: Iterable[str] = ()) -> list[str]:
    """The paragraphs under `node`; a table row is one line, its cells parted by tabs.

    Boxes within it that are not the article's (comments, related links) are left out, unless that
    would leave little: then their names mean something else.
    """
    without = frozenset(gone.mem_id for selector in remove for gone in select(node, selector))
    lines = [line for line in join_lines(read_runs(node, without)[0]) if not line.block.furniture]
    own = [line for line in lines if not _is_aside(line)]
    return _with_tables(own if 2 * _size(own) >= _size(lines) else lines)


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _is_aside(line: Line) -> bool:
    """Whether a box below the outermost says that it is not the article's."""
    block = line.block
    while block.parent is not None:
        if block.side:
            return True
        block = block.parent
    return False


def _with_tables(lines: Iterable[Line]) -> list[str]:
    texts: list[str] = []
    for row, group in groupby(lines, key=lambda line: line.block.row):
        members = list(group)
        cells = [
            "".join(line.text for line in cell)
            for _, cell in groupby(members, key=lambda line: line.block.cell)
        ]
        if row is not None and len(cells) > 1 and max(map(len, cells)) <= _CELL:
            texts.append("\t".join(cells))
        else:
            texts.extend(line.text for line in members)
    return texts


def trim(lines: list[str], title: str) -> list[str]:
    """`lines` without the header above the article, what follows it below, and repetitions."""
    start = _header_end(lines, key(title))
    half = start + (len(lines) - start) // 2
    end = next((n for n in range(half, len(lines)) if _is_tail(lines[n])), len(lines))
    kept = [line for line, _ in groupby(lines[start:end])]
    if kept:
        kept[-1] = _GLUED_TAIL.sub("", kept[-1]) or kept[-1]
    return kept


def _is_tail(line: str) -> bool:
    heading = len(line) <= _MAX_HEADING and "。" not in line and _TAIL_HEADING.match(line)
    return bool(heading or _TAIL.match(line))


def _header_end(lines: list[str], title: str) -> int:
    """Where the text begins: after the headline and its line of labels, while lines are short.

    A bare date or 时间 may also be the text's own (时间：… 地点：…), so these count only directly
    under what is header already.
    """
    end, joined = 0, ""
    for number, line in enumerate(lines[:_HEADER]):
        bare = key(line)
        joined = joined + bare if title.startswith(joined + bare) else ""  # a headline in parts
        if (
            (joined and joined == title)
            or (len(line) <= 90 and has_label(line, sure=True))
            or (number == end and (_is_date_line(line) or _CONTROLS.match(line)))
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


def read_attachments(node: LexborNode, base: str) -> tuple[Attachment, ...]:
    """Files and pictures under `node`, with absolute addresses, each once."""
    found: dict[str, Attachment] = {}
    for link in select(node, "a[href]"):
        href = attribute(link, "href")
        if _FILES.search(href) and (address := absolute(base, href)):
            name = attribute(link, "title") or tidy(link.text())
            found.setdefault(address, Attachment(address, name))
    for image in select(node, "img"):
        for name in ("data-src", "data-original", "data-lazy-src", "src"):
            if address := absolute(base, attribute(image, name)):
                title = attribute(image, "alt") or attribute(image, "title")
                found.setdefault(address, Attachment(address, title, "image"))
                break
    return tuple(found.values())
