"""What part a named place plays where it stands: party, end of a line, venue, letterhead."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum

from pipeline_common.regions.divisions import Level
from pipeline_common.regions.gazetteer import How, contains
from pipeline_common.regions.matching import PlaceMatch


class Role(StrEnum):
    """Roles in the order in which they make a place a party of an event."""

    CONNECTED = "connected"  # 连接浙江、福建、广东
    SEGMENT = "segment"  # 赣州至深圳段
    LINE = "line"  # 昌九高铁, 北京至雄安快巴
    PARTY = "party"
    SETTING = "setting"  # 在第三届南昌车展上, 助力大湾区建设: stands in where nobody else is named
    COMPANY = "company"  # 天津港集团, 赣州西站: stands for its place where nobody else does
    ASIDE = "aside"  # in brackets
    TITLE = "title"  # in 《》
    VENUE = "venue"  # 在南昌召开
    OUTER = "outer"  # 浙江 of 浙江温州
    WHOLE = "whole"  # 京港 of 京港高铁赣州至深圳段: the line of which a segment is meant
    LETTERHEAD = "letterhead"  # 新华社南昌电, 江西日报, 南昌大学: never a party


_LONGEST_BRACKET = 120
_DATELINE_BEFORE = re.compile(
    r"(?:新华社|新华网|新华信息|中新社|中新网|中国新闻网|人民网|央广网|央视网|光明网|经济日报|中青网|科技日报|"
    r"本报|本网|本社|大江网|信息)[^，。；\n]{0,6}$"
)
_DATELINE_AFTER = re.compile(r"(?:\d{1,2}月)?\d{1,2}日(?:电|讯|报道)|(?:电|讯)[（(\s]")
_OUTLET = re.compile(
    r"(?:日报|晚报|晨报|商报|都市报|早报|时报|新闻网|新闻客户端|电视台|广播|卫视|发布微信|网讯|之窗|网\s*[讯）])"
)
_SCHOOL = re.compile(
    r"[^，。；、与和及在签的两三四五六七八九十省]{0,6}?(?:大学|学院|师范|中学|小学|宾馆|酒店|"
    r"会议中心|会展中心|国际会议|大会堂|体育馆)"
)
_COMPANY = re.compile(
    r"[^，。；、与和及在签的至两三四五六]{0,12}?(?:集团|公司|医院|博物馆|图书馆|剧院|研究院|研究所|银行|分行|"
    r"铁路局|海关|国际机场|机场|[东西南北]?站(?![在点起位立])|港务|港口|[东西南北](?=[、，至与和到开往]))"
)
_BODY = re.compile(
    r"[^，。；、]{0,10}?(?:公安局|管委会|法院|检察院|人民政府|局|委|厅|部门|新区|开发区)"
)
_HELD = (
    "举行|召开|举办|签署|签订|签约|签下|会签|联签|成立|揭牌|挂牌|开幕|启动|发布|公布|闭幕|落幕|会见|会谈|聚首|共同|联合|正式|"
    "开工|动工|开园|奠基|破土|投产|投运|集中|联名|联手|集体|达成|亮相|登场|拉开|进行|首次|宣布|出席|参加|共商|座谈|见证"
)
_VENUE_AFTER = re.compile(rf"(?:[省市县区州]|[^，。；、\n与和至]{{0,18}}?)(?:{_HELD})")
_VENUE_BEFORE = re.compile(r"(?:[在于]|走进|会址)$")
_GATHERED = re.compile(r"(?:齐聚|相聚|聚首|会聚|汇聚|云集)$")
_SETTING_BEFORE = re.compile(r"在[^，。；\n]{0,14}$")
_SETTING_AFTER = re.compile(r"[^，。；\n]{0,30}?(?:上|期间|之际|时)，")
_SETTING_REACH = 16
_BORDER = re.compile(
    r"[省市县区]?(?:[两三四五六七八九十\d]{1,2}[省市县区]{1,2})?(?:交界|接壤|毗邻|结合部|边界|相邻)[^，。；、]{0,4}的"
)
_VENUE_GAP = re.compile(r"[省市县区州]?[、和]|[省市]?")
_OUTER_GAP = re.compile(r"|的|省|市|生产建设兵团(?:第[一二三四五六七八九十]{1,2}师)?")
_LIST_GAP = re.compile(r"[省市县区州]?[、和与及]")
_PURPOSE = re.compile(r"(?:助力|融入|服务|支撑|赋能|促进|推动|推进|加快|对接|助推)(?:了|于)?$")
_LINE_AFTER = re.compile(
    r"[^，。；、\n]{0,14}?(?:高铁|高速|铁路|城际|公路|大道|通道|大桥|快线|客专|专线|地铁|轻轨|隧道|航线|班列|公交|"
    r"快巴|班线|专列|列车|动车|运河|管道|输电|特高压|直流|轨道|线路|联络线|快速路|联网工程|线)"
)
_LINE_LIST = re.compile(r"[东西南北]?站?[、和及][\u3400-\u9fff]{2,6}?[东西南北]?站?(?:至|—)")
_LINE_BEFORE = re.compile(r"(?:路|线|班列|列车|公交|专列|航班|高速|高铁|铁路|工程)$")
_BRACKET_END = re.compile(r"[省市县区东西南北站港]*）")
_SEGMENT_AFTER = re.compile(
    r"(?:[省市县区东西南北]|境内|境)?(?:（[^（）\n]{1,8}）)?(?:之间)?段(?!时)"
)
_CONNECTING = re.compile(
    r"(?:连接(?:起|了|着)?|串联(?:起|了)?|连通|联结|沟通|横跨|打通|"
    r"(?:^|[^\u3400-\u9fff]|[路线速道铁桥其])[东西南北][接起至连达])"
    r"(?:[^，。；\n、至]{0,2})$"
)
_REACHING = re.compile(r"^(?:至|到|—+|－|-|–|~|～|直达|往返|经|⇌|↔|→|开往|发往|驶往|飞往)$")


def roles_of(text: str, matches: Sequence[PlaceMatch]) -> tuple[Role, ...]:
    """The role of each of `matches` in `text`, in their order."""
    titles = _bracketed(text, "《", "》")
    asides = _bracketed(text, "（", "）")
    roles: list[Role] = []
    for position, match in enumerate(matches):
        following = matches[position + 1] if position + 1 < len(matches) else None
        if _letterhead(text, match):
            role = Role.LETTERHEAD
        elif following is not None and _is_outer(text, match, following):
            role = Role.OUTER
        elif _within(match, titles):
            role = Role.ASIDE if _within(match, asides) else Role.TITLE
        elif _COMPANY.match(text, match.end) and not _BODY.match(text, match.end):
            role = Role.COMPANY
        else:
            role = Role.ASIDE if _within(match, asides) else Role.PARTY
        roles.append(role)
    _mark_venues(text, matches, roles)
    _mark_settings(text, matches, roles)
    _mark_lines(text, matches, roles)
    _mark_connected(text, matches, roles)
    return tuple(roles)


def _bracketed(text: str, opening: str, closing: str) -> list[tuple[int, int]]:
    """Start and end of each pair of brackets, in order; one that stays open does not count."""
    found, start = [], text.find(opening)
    while start >= 0:
        end = text.find(closing, start, start + _LONGEST_BRACKET)
        if end >= 0:
            found.append((start, end))
        start = text.find(opening, max(start + 1, end))
    return found


def _within(match: PlaceMatch, brackets: Sequence[tuple[int, int]]) -> bool:
    before = bisect_left(brackets, (match.start,)) - 1
    return before >= 0 and match.start < brackets[before][1]


def _letterhead(text: str, match: PlaceMatch) -> bool:
    before = text[max(0, match.start - 14) : match.start]
    if _DATELINE_AFTER.match(text, match.end) and (
        _DATELINE_BEFORE.search(before) or not re.search(r"[\u3400-\u9fff]$", before)
    ):
        return True
    if before.endswith(("记者", "通讯员", "编辑", "作者：")):
        return True
    return bool(_OUTLET.match(text, match.end) or _SCHOOL.match(text, match.end))


def _is_outer(text: str, match: PlaceMatch, following: PlaceMatch) -> bool:
    gap = text[match.end : following.start]
    if match.how is not How.NAME or not _OUTER_GAP.fullmatch(gap):
        return False
    if following.how is How.NAME or following.how is How.ALIAS:
        return contains(match.code, following.code)
    return match.level is Level.PROVINCE and all(
        contains(match.names[0], name) for name in following.names
    )


def _mark_venues(text: str, matches: Sequence[PlaceMatch], roles: list[Role]) -> None:
    for position, match in enumerate(matches):
        first = match.start
        if position and roles[position - 1] is Role.OUTER:
            first = matches[position - 1].start
        before = text[max(0, first - 2) : first]
        if roles[position] in (Role.PARTY, Role.COMPANY) and _VENUE_BEFORE.search(before):
            last = _end_of_list(text, matches, position)
            if _VENUE_AFTER.match(text, matches[last].end):
                for index in range(position, last + 1):
                    if roles[index] is not Role.OUTER:
                        roles[index] = Role.VENUE
        elif roles[position] is Role.PARTY and _GATHERED.search(before):
            roles[position] = Role.VENUE


def _end_of_list(text: str, matches: Sequence[PlaceMatch], first: int) -> int:
    """Index of the last place listed with the one at `first`: 在|十堰竹溪、重庆城口|举行."""
    last = first
    while last + 1 < len(matches) and _VENUE_GAP.fullmatch(
        text, matches[last].end, matches[last + 1].start
    ):
        last += 1
    return last


def _mark_settings(text: str, matches: Sequence[PlaceMatch], roles: list[Role]) -> None:
    for position, match in enumerate(matches):
        if roles[position] is not Role.PARTY:
            continue
        before = text[max(0, match.start - _SETTING_REACH) : match.start]
        occasion = _SETTING_BEFORE.search(before) and _SETTING_AFTER.match(text, match.end)
        if occasion or (match.how is How.COLLECTIVE and _PURPOSE.search(before)):
            roles[position] = Role.SETTING
        elif _BORDER.match(text, match.end):
            _assign_list(text, matches, roles, position)


def _assign_list(text: str, matches: Sequence[PlaceMatch], roles: list[Role], last: int) -> None:
    """Make the list that ends with match `last` a setting: 安徽、江苏、浙江|三省交界的宣城."""
    roles[last] = Role.SETTING
    while last and _LIST_GAP.fullmatch(text, matches[last - 1].end, matches[last].start):
        last -= 1
        if roles[last] is Role.PARTY:
            roles[last] = Role.SETTING


def _mark_lines(text: str, matches: Sequence[PlaceMatch], roles: list[Role]) -> None:
    """Ends of lines: A至B, and abbreviations before what is built (昌九|高铁)."""
    line: tuple[int, int] | None = None
    for first, last in _chains(text, matches, roles):
        end = matches[last].end
        short = matches[last].how in (How.ABBREVIATION, How.COLLECTIVE)
        if _SEGMENT_AFTER.match(text, end):
            if line is not None and _PART_OF.fullmatch(
                text, matches[line[1]].end, matches[first].start
            ):
                _assign(roles, line, Role.WHOLE)
            _assign(roles, (first, last), Role.SEGMENT)
            line = None
        elif (
            (last > first and (_LINE_AFTER.match(text, end) or _LINE_LIST.match(text, end)))
            or (short and _LINE_WORD.match(text, end))
            or (last > first and _fills_bracket(text, matches[first].start, end))
        ):
            line = (first, last)
            _assign(roles, line, Role.LINE)
        else:
            line = None


def _fills_bracket(text: str, start: int, end: int) -> bool:
    """Whether a bracket behind a line holds its ends and no more: K9路（运城—三门峡）."""
    return bool(
        text.startswith("（", start - 1)
        and _BRACKET_END.match(text, end)
        and _LINE_BEFORE.search(text, max(0, start - 6), start - 1)
    )


def _chains(
    text: str, matches: Sequence[PlaceMatch], roles: Sequence[Role]
) -> Iterator[tuple[int, int]]:
    """First and last index of each run of places told as A至B (or A经C至B)."""
    inner = [i for i, role in enumerate(roles) if role is not Role.OUTER]
    position = 0
    while position < len(inner):
        last = position
        while last + 1 < len(inner) and _REACHING.match(
            gap_between(text, matches, inner[last], inner[last + 1])
        ):
            last += 1
        yield inner[position], inner[last]
        position = last + 1


def gap_between(text: str, matches: Sequence[PlaceMatch], first: int, second: int) -> str:
    """What stands between two matches, the matches between them and suffixes left out."""
    pieces, start = [], matches[first].end
    for match in matches[first + 1 : second + 1]:
        pieces.append(text[start : match.start])
        start = match.end
    return re.sub(r"^[省市县区州东西南北站港]+", "", "".join(pieces))


def _assign(roles: list[Role], chain: tuple[int, int], role: Role) -> None:
    for index in range(chain[0], chain[1] + 1):
        if roles[index] in (Role.PARTY, Role.ASIDE, Role.COMPANY, Role.LINE):
            roles[index] = role


_PART_OF = re.compile(r"[^，。；、\n]{2,8}")
_LINE_WORD = re.compile(
    r"(?:高速|高铁|铁路|城际|公路|大道|通道|大桥|快线|客专|客运专线|地铁|轻轨|隧道|动车|跨海|输电|特高压|联网)"
)


def _mark_connected(text: str, matches: Sequence[PlaceMatch], roles: list[Role]) -> None:
    connected_until = -1
    for position, match in enumerate(matches):
        if roles[position] not in (Role.PARTY, Role.OUTER, Role.COMPANY):
            continue
        before = text[max(0, match.start - 6) : match.start]
        joined = connected_until >= 0 and re.fullmatch(
            r"[省市县区州]?[、和与及到至的]*", text[connected_until : match.start]
        )
        if _CONNECTING.search(before) or joined:
            connected_until = match.end
            if roles[position] is not Role.OUTER:
                roles[position] = Role.CONNECTED
