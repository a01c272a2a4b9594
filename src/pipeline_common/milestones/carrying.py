"""Parties that a clause does not name: 两市, 双方, or none at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline_common.milestones.naming import name_parties, without_covers
from pipeline_common.milestones.place_context import Party, PlaceContext, carried, spell, unique
from pipeline_common.regions.gazetteer import contains, province_of
from pipeline_common.regions.matching import PlaceMatch
from pipeline_common.regions.references import Count, find_counts
from pipeline_common.regions.roles import Role

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
    if not counts or len(parties) in numbers:
        return None
    wanted = numbers[-1]
    named = {p.name for p in parties}
    opening = context.sentence_of(start)
    if (beside := _scattered(context, parties, wanted, opening, start)) is not None:
        return beside
    for group in context.nearest_groups(start, end):
        if group.titled and group.start >= end:
            continue
        if counts[-1].of_counties and any(province_of(n) == n for n in group.names):
            continue  # 鄂豫皖三省交界的…三县市
        if len(group.names) == wanted and _fit(parties, group.names):
            return carried(group)
        if len(group.names) == wanted + len(parties) and named <= set(group.names):
            return carried(group)  # 9省区和港澳, of the eleven
    if (scattered := _sentence_with(context, parties, wanted, start)) is not None:
        return scattered
    home = context.home
    if home is not None and len(parties) + 1 in numbers and not _related(home, parties):
        return [*parties, Party(home, "home", start, end)]  # 赴龙游考察，两县签订
    return None


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
            return added
    opening = context.sentence_of(start)
    for until in (end, _end_of_list(context, end)):
        in_sentence = unique([*parties, *name_parties(context.by_role(opening, until))])
        if len(in_sentence) > 1:
            return in_sentence
    names = {p.name for p in parties}
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
