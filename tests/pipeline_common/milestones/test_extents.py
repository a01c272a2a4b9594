import pytest

from pipeline_common.milestones.extents import find_extent
from pipeline_common.milestones.naming import name_parties
from pipeline_common.milestones.place_context import read_places


def extent(clause: str, after: str = "") -> list[str] | None:
    context = read_places(clause + after)
    by_role = context.by_role(0, len(clause))
    found = find_extent(context, name_parties(by_role), by_role, 0, len(clause))
    return None if found is None else [p.name for p in found]


@pytest.mark.parametrize(
    ("clause", "after", "expected"),
    [
        ("批复设立赣江新区", "", ["赣江新区"]),
        ("批复设立赣江新区", "，范围包括南昌、永修等地", ["南昌", "共青城", "永修"]),
        ("批复设立兰州新区", "，范围包括永登县", ["兰州新区"]),
        ("《长春都市圈规划》获批", "", ["长春"]),
        ("《江西省城镇体系规划》获批", "，规划提出抚州、高安融入", ["江西", "抚州", "高安"]),
        ("《长春都市圈规划》获批", "。" * 40 + "范围包括福州、莆田", ["长春"]),
        ("南昌与九江共建新区", "", None),
        ("南昌发布方案", "", None),
    ],
)
def test_extent(clause: str, after: str, expected: list[str] | None) -> None:
    assert extent(clause, after) == expected
