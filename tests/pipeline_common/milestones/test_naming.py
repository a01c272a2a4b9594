import pytest

from pipeline_common.milestones.naming import name_parties
from pipeline_common.milestones.place_context import read_places


def named(text: str, home: str | None = None) -> list[str]:
    return [p.name for p in name_parties(read_places(text, home).by_role(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("九江与南昌深化昌九一体化", ["九江", "南昌"]),
        ("江西与京津冀签约", ["江西", "北京", "天津", "河北"]),
        ("上栗县建设赣湘合作试验区", ["江西", "湖南"]),
        ("京港高铁赣州至深圳段途经河源", ["赣州", "深圳"]),
        ("深圳、汕尾共建深汕特别合作区", ["深圳", "汕尾"]),
        ("南昌、九江与赣江新区座谈", ["南昌", "九江", "赣江新区"]),
        ("在宜春车展开幕式上，南昌与九江签约", ["南昌", "九江"]),
        ("南昌助力长三角", ["南昌", "上海", "江苏", "浙江", "安徽"]),
        ("长江中游城市群会议上，武汉、长沙、合肥三市签约", ["武汉", "长沙", "合肥"]),
        ("无地名", []),
    ],
)
def test_parties_in_the_order_of_the_text(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_the_home_place_is_named_by_a_word() -> None:
    assert named("我市与抚州市签约", "南昌") == ["南昌", "抚州"]
