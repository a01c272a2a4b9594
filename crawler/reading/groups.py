"""Finding the list on an unknown page: links of one make that stand beside dates.

Links are grouped by the tags and classes around them and by whether their addresses look like
articles. A group is worth its headlines' length, the share of its rows that show a date, the share
of articles, and its size; the groups near the best are the list, with those of their make that
stand in other boxes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log2

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.page import absolute
from crawler.reading.row import row_title, shows_day
from crawler.reading.tree import attribute, names, select

__all__ = ["Group", "find_groups", "looks_like_article"]

#: Links of a page that are looked at: more is no list that a person reads.
MAX_LINKS = 20_000
_SAMPLE = 30
_LEVELS = 5
_INNER = 3
_HEADLINE = 8
_LONG_HEADLINE = 12
_SOME = 0.3
_ARTICLES, _OTHERS = "articles", "others"
_NEAR = 0.5

_ARTICLE = re.compile(
    r"/t\d{8}_\d+|/t\d{6,}\.|content[_/-]?\d{4,}|art_\d+_|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|post_\d+|\d{6,}\.s?html?|"
    r"/(?:19|20)\d\d[-/]?\d\d[-/]?\d\d/|/(?:19|20)\d\d/\d\d-\d\d/|/\d{2}/\d{4}/\d{2}/|"
    r"c\d+-\d{6,}|[?&](?:id|aid|newsid|infoid|articleid)=\w{2,}|"
    r"/\d{5,}(?:\.s?html?)?$|\.(?:pdf|docx?|xlsx?|wps|ofd)$|/[0-9A-Z]{12,}\.html",
    re.I,
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|menu|foot|footer|header|head|crumbs?|breadcrumb|position|location|"
    r"pag(?:e|er|ing|ination|es)(?:bar|num|nav)?|friend\w*|links?|copyright|toolbar|tags?|login|share)"
    r"(?:$|[\s_-])"
)
_NO_ROW = re.compile(
    r"^(?:更多|more|详细|详情|查看|首页|末页|尾页|上一页|下一页|返回|网站地图|联系我们|版权声明|关于我们|"
    r"隐私|设为首页|加入收藏|无障碍|登录|注册|订阅|下载|[\[(]?[\d年月日./-]+[\])]?$)",
    re.I,
)
_TOO_WIDE = names("body html ul ol table tbody")
_PASSING = names("a b font strong span em i u small center tbody")
_ROWS = names("a li tr dl dt dd p")
_VARYING = names("odd even first last on cur current active hover new top istop zd line bg mt mb")


@dataclass(slots=True)
class Group:
    """Links of one make, with what speaks for them."""

    places: list[int] = field(default_factory=list)  # of `links` among those of the page
    links: list[LexborNode] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    length: float = 0.0  # mean length of its headlines; 0 where most links have none
    dated: float = 0.0  # share of rows that show a day
    worth: float = 0.0
    _held: Counter[int] = field(default_factory=Counter)  # links of the group in each element

    def add(self, place: int, link: LexborNode, address: str) -> None:
        """Take a link in."""
        self.places.append(place)
        self.links.append(link)
        self.addresses.append(address)
        self._held.update(node.mem_id for node in _around(link))

    def row_of(self, link: LexborNode) -> LexborNode:
        """The widest element around `link` that holds no other link of the group."""
        row = link
        for node in _around(link):
            if self._held[node.mem_id] > 1:
                break
            row = node
        return row


def _around(link: LexborNode) -> Iterator[LexborNode]:
    """The elements around a link that can be its row, inmost first."""
    node = link.parent
    for _ in range(_LEVELS):
        if node is None or node.tag in _TOO_WIDE:
            return
        yield node
        node = node.parent


def find_groups(tree: LexborHTMLParser, base: str) -> list[Group]:
    """The groups that make up the page's list, empty where it has none."""
    groups: dict[tuple[str, ...], Group] = {}
    known: dict[int, tuple[str, bool]] = {}
    for place, link in enumerate(select(tree, "a[href]")[:MAX_LINKS]):
        address = absolute(base, attribute(link, "href")).partition("#")[0]
        signature = _signature(link, known) if address else None
        if signature is not None:
            make = (_ARTICLES if looks_like_article(address) else _OTHERS, *signature)
            groups.setdefault(make, Group()).add(place, link, address)
    for group in groups.values():
        _weigh(group)
    return _chosen(groups)


def _chosen(groups: dict[tuple[str, ...], Group]) -> list[Group]:
    """The groups near the best, and those of their make that stand in other boxes."""
    best = max((group.worth for group in groups.values()), default=0.0)
    near = {s: g for s, g in groups.items() if g.worth > 0 and g.worth >= _NEAR * best}
    dated = max((group.dated for group in near.values()), default=0.0) >= 0.5
    kept = {s for s, group in near.items() if not dated or group.dated >= 0.5}
    boxes = {box for signature in kept if (box := _box(signature))}
    paths = {signature[1:] for signature in kept} if dated else set()
    return [
        g
        for s, g in groups.items()
        if s in kept
        or (
            g.length >= _HEADLINE
            and (
                _box(s) in boxes or s[1:] in paths or any(_differ_in_row(s, each) for each in kept)
            )
            and (not dated or g.dated >= 0.5)
        )
    ]


def _differ_in_row(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two makes differ only in how a row or its link is dressed (every fifth a line)."""
    if len(one) != len(other):
        return False
    differing = [
        (a.partition(".")[0], b.partition(".")[0])
        for a, b in zip(one, other, strict=True)
        if a != b
    ]
    return len(differing) == 1 and differing[0][0] == differing[0][1] in _ROWS


def _box(signature: tuple[str, ...]) -> tuple[str, ...] | None:
    """What a link shares with its like in other boxes; None where no class tells it apart."""
    inner = signature[1 : _INNER + 1]
    return inner if any("." in name for name in inner) else None


def _signature(link: LexborNode, known: dict[int, tuple[str, bool]]) -> tuple[str, ...] | None:
    """Tags and classes of the elements around a link; None inside page furniture."""
    parts = [_name(link)]
    node = link.parent
    depth = 0
    while node is not None and node.tag not in ("body", "html") and depth < 12:
        entry = known.get(node.mem_id)
        if entry is None:
            mark = f"{attribute(node, 'class')} {attribute(node, 'id')}".lower()
            furniture = node.tag in ("nav", "footer") or bool(_FURNITURE.search(mark))
            entry = known[node.mem_id] = (_name(node), furniture)
        name, furniture = entry
        if furniture:
            return None
        if len(parts) <= _LEVELS and node.tag not in _PASSING:
            parts.append(name)
        node = node.parent
        depth += 1
    return tuple(parts)


def _name(node: LexborNode) -> str:
    """Tag and classes, without what differs from row to row."""
    classes = re.sub(r"[\d]+", "", attribute(node, "class").lower()).split()
    kept = sorted(c for c in classes if c.strip("-_") not in _VARYING)
    return ".".join([node.tag or "", *kept])


def _weigh(group: Group) -> None:
    """What speaks for a group; a sample of its rows is read."""
    step = max(1, len(group.links) // _SAMPLE)
    sample = list(zip(group.links, group.addresses, strict=True))[::step]
    titles = [row_title(link) for link, _ in sample]
    good = [title for title in titles if len(title) >= 4 and not _NO_ROW.match(title)]
    if len(good) * 2 < len(sample):
        return
    group.length = sum(map(len, good)) / len(good)
    group.dated = sum(shows_day(group.row_of(link), link) for link, _ in sample) / len(sample)
    articles = sum(looks_like_article(address) for _, address in sample) / len(sample)
    if max(group.dated, articles) < _SOME and group.length < _LONG_HEADLINE:
        return  # links to other sites and sections
    distinct = len(set(group.addresses))
    if distinct < 3 and not (group.dated == 1 and articles == 1):
        return
    evidence = 0.1 + 0.6 * group.dated + 0.4 * articles
    group.worth = min(group.length / 14, 1.4) * evidence * log2(1 + distinct)


def looks_like_article(address: str) -> bool:
    """Whether an address has the shape that systems give to articles and files."""
    return _ARTICLE.search(address) is not None
