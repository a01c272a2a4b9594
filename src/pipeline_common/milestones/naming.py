"""The parties that a stretch of text names itself, by the roles of its places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline_common.milestones.place_context import Party, spell, unique
from pipeline_common.regions.gazetteer import How, contains, find_division, province_of
from pipeline_common.regions.matching import PlaceMatch
from pipeline_common.regions.roles import Role


def name_parties(by_role: Mapping[Role, Sequence[PlaceMatch]]) -> list[Party]:
    """The parties in the order of the text; fewer than two if the stretch does not name them all.

    Ends of what is built come before everybody else; a collective yields to named members of it
    (南昌、九江 ... 昌九一体化); a setting (在 ... 会上, 助力 ...) counts where nobody else does.
    """
    homes = [m for m in by_role[Role.PARTY] if m.how is How.HOME]
    named = [m for m in by_role[Role.PARTY] if m.how in (How.NAME, How.ALIAS)]
    lines = _lines(by_role)
    for role, matches in (
        (Role.SEGMENT, by_role[Role.SEGMENT]),
        (Role.CONNECTED, by_role[Role.CONNECTED]),
        (Role.LINE, lines),
    ):
        if role is Role.LINE and homes and named:
            break  # 我省进入山东的德上高速: the two provinces, not the far ends
        ends = unique(spell(matches, role.value))
        if len(ends) > 1:
            return ends
    grouped = [m for m in by_role[Role.PARTY] if m.how in (How.COLLECTIVE, How.ABBREVIATION)]
    own = _without_joint_zone(unique([*spell(named, "named"), *spell(homes, "home")]))
    if homes and len(own) > 2:  # 厦门代表团来明考察，参观沙县小吃城: a sight of their host's
        hosts = [h for m in homes for h in m.names if province_of(h) != h]
        own = [p for p in own if not any(contains(host, p.name) for host in hosts)]
    if len(own) == 1 and any(_covers(m, own) for m in grouped):
        own = []  # 上栗 builds a park of 江西 and 湖南
    if len(own) > 1:
        members = {p.name for p in own}
        grouped = [m for m in grouped if members.isdisjoint(m.names) and not _covers(m, own)]
    weak = [*lines, *by_role[Role.SEGMENT]] if len(own) < 2 else []
    found = _in_order([*own, *spell(grouped, "collective"), *spell(weak, "line")])
    if len(found) > 1:
        return found
    whole = unique(spell(by_role[Role.WHOLE], "line"))
    if len(whole) > 1 and not homes and not named:
        return whole  # 宁淮城际铁路江苏段: one place of a line is no tie, its ends are
    return _in_order([*found, *spell(by_role[Role.SETTING], Role.SETTING.value)])


def without_covers(matches: Sequence[PlaceMatch]) -> list[PlaceMatch]:
    """The matches without collectives of which they name members: 汉江生态经济带襄阳十堰."""
    own = unique(spell((m for m in matches if m.how in (How.NAME, How.ALIAS)), "named"))
    if len(own) < 2:
        return list(matches)
    return [m for m in matches if m.how is not How.COLLECTIVE or not _covers(m, own)]


def _without_joint_zone(parties: list[Party]) -> list[Party]:
    """The parties without a zone that they make up together: 深圳、汕尾 of 深汕特别合作区."""
    if len(parties) < 3:
        return parties
    names = {p.name for p in parties}
    return [p for p in parties if not _made_up_of(p.name, names - {p.name})]


def _made_up_of(zone: str, names: set[str]) -> bool:
    """Whether the zone lies in these places, one part in each."""
    division = find_division(zone)
    if division is None or len(division.within) != len(names):
        return False
    return all(
        inner in names or any(contains(name, inner) for name in names) for inner in division.within
    )


def _lines(by_role: Mapping[Role, Sequence[PlaceMatch]]) -> list[PlaceMatch]:
    """Ends of lines, without those of which only a segment is meant."""
    whole = {name for match in by_role[Role.WHOLE] for name in match.names}
    return [m for m in by_role[Role.LINE] if not whole.issuperset(m.names)]


def _in_order(parties: Iterable[Party]) -> list[Party]:
    return unique(sorted(parties, key=lambda p: (p.start, p.end)))


def _covers(match: PlaceMatch, members: Sequence[Party]) -> bool:
    """Whether most members lie in one of the places of a collective.

    Most is enough: 合肥 comes to meetings of the cities on the middle Yangtze.
    """
    inside = sum(any(contains(outer, m.name) for outer in match.names) for m in members)
    return 2 * inside > len(members)
