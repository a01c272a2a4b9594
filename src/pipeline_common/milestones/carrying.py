"""Parties that a clause does not name: 两市, 双方, or none at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline_common.milestones.naming import name_parties, without_covers
from pipeline_common.milestones.place_context import Party, PlaceContext, carried, spell, unique
from pipeline_common.regions.gazetteer import contains, province_of
from pipeline_common.regions.groups import Group
from pipeline_common.regions.matching import PlaceMatch
from pipeline_common.regions.references import Count, find_counts
from pipeline_common.regions.roles import Role

_CITY_PROVINCES = frozenset({"北京", "天津", "上海", "重庆"})
_HEADLINE = 200  # characters within which a headline ends
_TO_COUNT = 6  # characters between a list and its count: 温州|市等三市
_OWN_DEED = re.compile(r"[^，。；\n]{0,20}?(?:签|加入|结为|缔结|成立|启动|开通)")
_BETWEEN = re.compile(r"[市县区]?(?:两[市县区地])?之间")
_REACH = 400  # characters before a clause within which places of one sentence are counted


def resolve_count(
    context: PlaceContext, parties: Sequence[Party], counts: Sequence[Count], start: int, end: int
) -> list[Party] | None:
    """The places that 两市 or 四省 refers to; None if the clause names that many, or nothing fits.

    Looked for in this order: the rest of its sentence; a group of that many before the clause, then
    after it; a sentence before it that names that many; the parties of the clause and the place of
    the paper.
    """
    numbers = [c.number for c in counts]
    if not counts:
        return None
    if len(parties) in numbers and _of_level(counts[-1], [p.name for p in parties]):
        return None
    wanted = numbers[-1]
    named = {p.name for p in parties}
    opening = context.sentence_of(start)
    if (beside := _scattered(context, parties, wanted, opening, start)) is not None:
        return beside
    for group in context.nearest_groups(start, end):
        if group.titled and group.start >= end:
            continue
        if not _of_level(counts[-1], group.names):
            continue
        if len(group.names) == wanted and _fit(parties, group.names):
            exact = None if counts[-1].of_provinces else _inside(context, group.names, start, end)
            return carried(exact or group)
        if len(group.names) == wanted + len(parties) and named <= set(group.names):
            return carried(group)  # 9省区和港澳, of the eleven
    if (scattered := _sentence_with(context, parties, wanted, start)) is not None:
        return scattered
    home = context.home
    if home is not None and len(parties) + 1 in numbers and not _related(home, parties):
        return [*parties, Party(home, "home", start, end)]  # 赴龙游考察，两县签订
    return None


def is_count_of(count: Count, names: Sequence[str]) -> bool:
    """Whether a count can stand for these places."""
    return count.number == len(names) and _of_level(count, names)


def _of_level(count: Count, names: Sequence[str]) -> bool:
    """Whether names are of the level that is counted: 鄂豫皖三省交界的…三县市."""
    provinces = [name for name in names if province_of(name) == name]
    if count.of_provinces:
        return len(provinces) == len(names)
    if count.of_cities:
        return set(provinces) <= _CITY_PROVINCES
    return not (count.of_counties and provinces)


def _spelled_out(context: PlaceContext, provinces: Sequence[str], end: int) -> Group | None:
    """What the sentence goes on to name: 《…浙闽皖赣四省边际…》，|支持衢州、南平、黄山、上饶."""
    following = context.groups_between(end, context.sentence_after(max(0, end - 1)))
    several = (g for g in following if len(g.names) > 2)
    return next((g for g in several if _one_in_each(g.names, provinces)), None)


def _inside(context: PlaceContext, provinces: Sequence[str], start: int, end: int) -> Group | None:
    """The group that names a place in each of these provinces: 衢州—黄山—南平—上饶 of 浙皖闽赣."""
    if any(province_of(name) != name for name in provinces):
        return None
    for group in context.nearest_groups(start, end):
        if not group.titled and _one_in_each(group.names, provinces):
            return group
    return None


def _one_in_each(names: Sequence[str], provinces: Sequence[str]) -> bool:
    """Whether these are no provinces but places, one in each of the provinces."""
    around = [province_of(name) for name in names]
    return len(around) == len(provinces) and {*around} == {*provinces} != {*names}


def localise(
    context: PlaceContext,
    parties: Sequence[Party],
    by_role: Mapping[Role, Sequence[PlaceMatch]],
    start: int,
    end: int,
) -> list[Party] | None:
    """The places that provinces stand for, as the headline names them.

    密云与库伦旗携手 … 京蒙协作项目在|库伦旗投产: 密云 and 库伦, not 北京 and 内蒙古.
    """
    if len(parties) < 2 or any(p.how != "collective" for p in parties):
        return None
    provinces = [p.name for p in parties]
    if any(c.of_provinces for c in find_counts(context.text, start, end)):
        return None
    named = {n for role in (Role.PARTY, Role.VENUE) for m in by_role[role] for n in m.names}
    own = {n for n in named if n not in provinces and province_of(n) in provinces}
    group = _inside(context, provinces, start, end) if own else None
    if group is None or group.end > _HEADLINE or not own <= {*group.names}:
        return None
    return None if "\n" in context.text[: group.end] else carried(group)


def specify(context: PlaceContext, parties: Sequence[Party], end: int) -> list[Party] | None:
    """The members that the rest of the sentence names and counts; None if it does not.

    粤闽浙城市群会议召开，|厦门、汕头、温州三市市长出席: the cities, not the provinces. Likewise
    昌九大道连接线通车，|德安县与永修县之间新增通道: the counties, not the ends of the whole line.
    """
    if len(parties) < 2 or any(p.how not in ("collective", "line") for p in parties):
        return None
    outer = [p.name for p in parties]
    by_line = parties[0].how == "line"
    for group in context.groups_between(end, context.sentence_after(max(0, end - 1))):
        counts = find_counts(context.text, group.end, group.end + _TO_COUNT)
        counted = not by_line and any(c.number == len(group.names) for c in counts)
        between = len(group.names) == 2 and _BETWEEN.match(context.text, group.end)
        inside = sum(any(o == name or contains(o, name) for o in outer) for name in group.names)
        if counted and _OWN_DEED.match(context.text, group.end):
            continue  # …三省签署协议，|四市加入联盟: another event
        if (counted or (by_line and between)) and 2 * inside > len(group.names):
            return carried(group)
    return None


def complete(
    context: PlaceContext,
    parties: Sequence[Party],
    by_role: Mapping[Role, Sequence[PlaceMatch]],
    start: int,
    end: int,
) -> list[Party]:
    """Parties of a clause that names fewer than two.

    Looked for in this order: companies, titles and brackets in the clause; its sentence up to it;
    what follows a colon; the nearest group that shares its party; the venue.
    """
    for role in (Role.COMPANY, Role.TITLE, Role.ASIDE):
        added = unique([*parties, *spell(without_covers(by_role[role]), role.value)])
        if len(added) > 1:
            exact = _spelled_out(context, [p.name for p in added], end)
            return carried(exact) if exact else added
    opening = context.sentence_of(start)
    for until in (end, _end_of_list(context, end)):
        in_sentence = unique([*parties, *name_parties(context.by_role(opening, until))])
        if len(in_sentence) > 1:
            return in_sentence
    names = {p.name for p in parties}
    if not parties:
        rest = name_parties(context.by_role(end, context.sentence_after(max(0, end - 1))))
        if len(rest) > 1:
            return rest  # 国务院印发《…方案》，|确定浙江与吉林对口合作
    for group in context.nearest_groups(start, end):
        if len(group.names) < 2 or group.titled or (parties and names.isdisjoint(group.names)):
            continue
        members = carried(group)
        return unique([*members, *(p for p in parties if not _holds(p.name, group.names))])
    return unique([*parties, *spell(by_role[Role.VENUE], Role.VENUE.value)])


def _end_of_list(context: PlaceContext, end: int) -> int:
    """Where the sentence ends if it goes on with a colon or dash behind the clause, else `end`."""
    goes_on = context.text.startswith(("：", "—"), end)
    return context.sentence_after(end) if goes_on else end


def _sentence_with(
    context: PlaceContext, parties: Sequence[Party], wanted: int, start: int
) -> list[Party] | None:
    end = start
    while end > 0 and start - end <= _REACH:
        opening = context.sentence_of(end - 1)
        if (found := _scattered(context, parties, wanted, opening, end)) is not None:
            return found
        end = opening
    return None


def _scattered(
    context: PlaceContext, parties: Sequence[Party], wanted: int, start: int, end: int
) -> list[Party] | None:
    """The places named in a span if they are as many as wanted."""
    found = unique(
        party
        for group in context.groups_between(start, end)
        if not group.titled
        for party in carried(group)
    )
    if len(found) == wanted and _fit(parties, [p.name for p in found]):
        return found
    return None


def _fit(parties: Iterable[Party], members: Sequence[str]) -> bool:
    """Whether each party is a member, lies in one (建宁 of 闽赣两省) or holds one (云贵五城)."""
    return all(
        p.name in members
        or _holds(p.name, members)
        or any(contains(member, p.name) for member in members)
        for p in parties
    )


def _holds(outer: str, names: Iterable[str]) -> bool:
    return any(contains(outer, name) for name in names)


def _related(home: str, parties: Iterable[Party]) -> bool:
    return any(p.name == home or contains(p.name, home) or contains(home, p.name) for p in parties)
