"""The line under a headline: "发布时间：2026-01-14 08:30 来源：九江日报 作者：… 字号：大 中 小".

The one parser of labelled dates and outlets; families and the generic reader share it.
"""

from __future__ import annotations

import re

from crawler.reading.dates import DATE, iso_value

__all__ = [
    "clean_outlet",
    "has_label",
    "labelled_date",
    "labelled_outlet",
    "lone_date",
    "updated_date",
]

#: Two-character words before 时间 and 日期 where they label another date.
_OTHER = (
    "成文生成截止截至有效失效施行实施生效更新修改活动到期公示报名开始结束会议比赛出生制作考试开标投标"
    "举办印发申报办理工作营业开放"
)
_OTHERS = [_OTHER[n : n + 2] for n in range(0, len(_OTHER), 2)]
_NOT_OTHER = "".join(f"(?<!{word})" for word in _OTHERS)
_SURE = (
    r"(?:发布|发稿|发表|发文|公开|上网|刊发|刊登|上传|录入|發布|發表|編輯)\s*(?:时间|日期|時間)|"
    r"(?:发布|发表|刊发)于"
)
_LOOSE = r"(?:时\s*间|日\s*期|時間)"
_COLON = r"\s*[】\])）]?\s*[:：]?\s*[\[【(（]?\s*"
_SURE_DATE = re.compile(rf"(?:{_SURE}){_COLON}" + DATE.pattern)
_LOOSE_DATE = re.compile(rf"{_NOT_OTHER}{_LOOSE}{_COLON}" + DATE.pattern)
_UPDATED_DATE = re.compile(rf"(?:更新|修改)(?:时间|日期|于){_COLON}" + DATE.pattern)
#: What makes the date behind it another one; 今天是 is the day on which the page was asked for.
_UNPUBLISHED = re.compile(
    rf"(?:{'|'.join(_OTHERS)})(?:时间|日期)\D{{0,6}}$|"
    r"(?:成文|生成|截[止至]|有效|失效|施行|实施|生效|更新|修改|出生|制作|最后|今[天日]|现在|当前|"
    r"农历)\D{0,8}$"
)

_OUTLET = re.compile(
    r"(?:(?:信息|稿件|文章|新闻|内容|资料|消息|图文|文稿|資料|新聞)?\s*[来來]\s*源|稿\s*源|出\s*处|"
    r"(?:发布|发文|供稿)(?:机构|单位)|供稿)\s*(?:[:：丨|｜]|[】\])）]\s*[:：]?)\s*[:：]?\s*|"
    r"[来來]自\s*[/:：]\s*|来\s?源\s?于\s*(?:[:：]|\s)\s*|^[\s(（【\[]*(?:信息|稿件|文章)?[来來]\s?源\s+(?=\S{2,20}$)"
)
#: What is glued behind an outlet.
_STOP = re.compile(
    r"(?:文章|责任|网站|美术|图文|信息)?(?:作者|编辑|責編|责编|记者|编审|审核|审校|校对|撰稿|摄影|"
    r"通讯员)|编\s*辑|浏览|瀏覽|阅读|点击|點擊|访问|字号|字\s*体|【|\[|选稿|(?:\d+\s*条?|\s|条)评论|评论\s*[(（\d:：]|分享|打印|收藏|关闭|"
    r"我要|纠错|参与|手机(?!报)|扫一扫|发布(?:时间|日期|于|人)|发稿|发表|更新|时\s*间|日\s*期|录入|人气|次数|"
    r"热度|举报|(?:文章)?来源|(?:19|20)\d\d\s*[-年/.]|\d\d:\d\d|大\s*中\s*小|[|｜丨>＞©]|\bA[-+]|\bT[-+]|"
    r"https?:"
)
_SUFFIX = re.compile(r"(?:原创稿件?|原创|专稿)$")
_EDGE = " \t\xa0\u3000:：,，;；|-—·、."
_BRACKETS = "()（）[]【】「」<>"
_MAX_OUTLET = 40


def has_label(text: str, *, sure: bool = False) -> bool:
    """Whether a line labels a date or an outlet, as the line under a headline does.

    With `sure`, bare 时间 and 日期 do not count.
    """
    patterns = (_SURE_DATE, _UPDATED_DATE, _OUTLET, *(() if sure else (_LOOSE_DATE,)))
    return any(pattern.search(text) for pattern in patterns)


def labelled_date(text: str, *, sure: bool = False) -> str | None:
    """The ISO value of a date that is labelled as the publication's.

    With `sure`, bare 时间 and 日期 do not count: far from a headline they label other things.
    """
    for pattern in (_SURE_DATE,) if sure else (_SURE_DATE, _LOOSE_DATE):
        for found in pattern.finditer(text):
            if value := iso_value(found):
                return value
    return None


def updated_date(text: str) -> str | None:
    """The ISO value of a date labelled as the last change, which some sites show alone."""
    found = _UPDATED_DATE.search(text)
    return iso_value(found) if found else None


def lone_date(text: str) -> str | None:
    """The ISO value of a date that stands without a label of another kind before it."""
    for found in DATE.finditer(text):
        value = iso_value(found)
        if value and not _UNPUBLISHED.search(text, max(0, found.start() - 16), found.start()):
            return value
    return None


def labelled_outlet(text: str) -> str:
    """The outlet after 来源 and its likes, "" where none is named."""
    for found in _OUTLET.finditer(text):
        if outlet := clean_outlet(text[found.end() : found.end() + 80]):
            return outlet
    return ""


def clean_outlet(text: str) -> str:
    """An outlet's name without its label and what is glued behind it."""
    label = _OUTLET.match(text)
    text = text[label.end() :] if label else text
    stop = _STOP.search(text)
    text = (text[: stop.start()] if stop else text).strip(_EDGE)
    outlet, *words = re.split(r"[\s\u3000]+|[。；;]", text)
    for word in words:
        if not (outlet[-1:].isascii() and word[:1].isascii()):
            break  # only Latin names hold spaces
        outlet = f"{outlet} {word}"
    bare = _SUFFIX.sub("", outlet).strip(_BRACKETS)
    if bare.count("《") != bare.count("》"):
        bare = bare.strip("《》")
    return bare if 1 < len(bare) <= _MAX_OUTLET and not bare.isdigit() else ""
