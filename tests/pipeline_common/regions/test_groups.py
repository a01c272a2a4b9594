import pytest

from pipeline_common.regions.groups import find_groups
from pipeline_common.regions.matching import find_places
from pipeline_common.regions.roles import roles_of


def groups(text: str) -> list[tuple[str, ...]]:
    matches = find_places(text)
    return [g.names for g in find_groups(text, matches, roles_of(text, matches))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("南昌、九江、抚州三市", [("南昌", "九江", "抚州")]),
        ("南昌市与九江市人民政府及抚州市", [("南昌", "九江", "抚州")]),
        ("山东枣庄、济宁，江苏徐州、宿迁", [("枣庄", "济宁", "徐州", "宿迁")]),
        ("云南的曲靖市、昭通市，贵州的六盘水市", [("曲靖", "昭通", "六盘水")]),
        ("南昌很大。九江很美", [("南昌",), ("九江",)]),
        ("在兰州举行的会上，来自青海、甘肃的客人", [("青海", "甘肃")]),
        ("京津冀三地", [("北京", "天津", "河北")]),
        ("", []),
    ],
)
def test_groups(text: str, expected: list[tuple[str, ...]]) -> None:
    assert groups(text) == expected


def test_a_title_is_a_group_of_its_own() -> None:
    text = "南昌与抚州签署《九江、宜春合作协议》"
    matches = find_places(text)
    found = find_groups(text, matches, roles_of(text, matches))
    assert [(g.names, g.titled) for g in found] == [
        (("南昌", "抚州"), False),
        (("九江", "宜春"), True),
    ]
