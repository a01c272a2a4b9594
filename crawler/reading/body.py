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

_TAIL = re.compile(
    r"^[\s（(\[【〔]*(?:责任编辑|責任編輯|责编|编辑[:：]|本文编辑|相关阅读|相关新闻|相关链接|相关报道|相關新聞|延伸阅读|延伸閱讀|推荐阅读|"
    r"特别声明|免责声明|版权声明|声明[:：]|纠错|扫一扫|分享到|分享至|返回搜狐|上一篇|下一篇|上一条|下一条|更多精彩|打印本页|"
    r"关闭窗口|我要纠错|Notice[:：]|初审[:：]|复审[:：]|终审[:：]|一审[:：]|校对[:：]|审核[:：]|来源[:：]|作者[:：]|原标题[:：]|热门推荐)"
)
_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv)(?:[?#]|$)", re.I)
_CELL = 60


def read_text(node: LexborNode, remove: Iterable[str] = ()) -> list[str]:
    """The paragraphs under `node`; a table row is one line, its cells parted by tabs."""
    without = frozenset(gone.mem_id for selector in remove for gone in select(node, selector))
    lines = join_lines(read_runs(node, without)[0])
    return _with_tables(lines)


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
    """`lines` without the headline and its meta line above, and what follows the article below."""
    start, end = 0, len(lines)
    bare = key(title)
    for number, line in enumerate(lines[:8]):
        if (
            (bare and key(line) == bare)
            or (len(line) <= 90 and has_label(line))
            or (len(line) <= 40 and DATE.match(line))
        ):
            start = number + 1
    half = start + (end - start) // 2
    for number in range(half, end):
        if _TAIL.match(lines[number]):
            end = number
            break
    return lines[start:end]


def read_attachments(node: LexborNode, base: str) -> tuple[Attachment, ...]:
    """Files and pictures under `node`, with absolute addresses, each once."""
    found: dict[str, Attachment] = {}
    for link in select(node, "a[href]"):
        address = absolute(base, attribute(link, "href"))
        if address and _FILES.search(address):
            name = attribute(link, "title") or tidy(link.text())
            found.setdefault(address, Attachment(address, name))
    for image in select(node, "img"):
        for name in ("data-src", "data-original", "data-lazy-src", "src"):
            if address := absolute(base, attribute(image, name)):
                title = attribute(image, "alt") or attribute(image, "title")
                found.setdefault(address, Attachment(address, title, "image"))
                break
    return tuple(found.values())
