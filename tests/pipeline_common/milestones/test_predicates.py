import pytest

from pipeline_common.milestones.masking import hide
from pipeline_common.milestones.predicates import read_predicates
from pipeline_common.milestones.verbs import find_verbs
from pipeline_common.models import Kind
from pipeline_common.text import Span


def kinds(clause: str) -> list[Kind]:
    masked = hide(clause)
    verbs = list(find_verbs(masked, 0, len(masked)))
    return [p.kind for p in read_predicates(clause, masked, Span(0, len(clause)), verbs, 0)]


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("两省签署合作协议", Kind.AGREEMENT),
        ("两市签约项目12个", Kind.INDUSTRY_PROJECT),
        ("国务院批复同意设立某某新区", Kind.INSTITUTION),
        ("国务院批复某某都市圈发展规划", Kind.PLAN_POLICY),
        ("国务院发布《关于同意设立某某新区的批复》", Kind.INSTITUTION),
        ("第三次联席会议在会议中心举行", Kind.MEETING_VISIT),
        ("合作协议签字仪式举行", Kind.AGREEMENT),
        ("大桥开通仪式举行", Kind.INFRASTRUCTURE),
        ("旅游联盟启动仪式举行", Kind.INSTITUTION),
        ("投资推介会举办", Kind.INDUSTRY_PROJECT),
        ("城际铁路开通", Kind.INFRASTRUCTURE),
        ("政务服务专窗开通", Kind.PUBLIC_SERVICE),
        ("两市设立通办专窗", Kind.PUBLIC_SERVICE),
        ("两市建立结果互认机制", Kind.PUBLIC_SERVICE),
        ("两市建立应急联动机制", Kind.INSTITUTION),
        ("政务服务中心启用", Kind.PUBLIC_SERVICE),
        ("缔结友好城市签字仪式举行", Kind.INSTITUTION),
        ("友好城市合作协议签字仪式举行", Kind.AGREEMENT),
        ("产业基金启动", Kind.INSTITUTION),
        ("不动产登记跨省通办启动", Kind.PUBLIC_SERVICE),
        ("跨界大桥建成并放行", Kind.INFRASTRUCTURE),
        ("城际公交投放运营", Kind.INFRASTRUCTURE),
        ("两县结为共建单位", Kind.INSTITUTION),
        ("内陆港揭牌", Kind.INSTITUTION),
        ("内陆港启用", Kind.INFRASTRUCTURE),
        ("两省敲定《交通行动方案》", Kind.PLAN_POLICY),
        ("联合执法行动启动", Kind.OTHER),
        ("两地规划建设产业园", Kind.INDUSTRY_PROJECT),
    ],
)
def test_the_object_decides(clause: str, kind: Kind) -> None:
    assert kinds(clause)[-1:] == [kind]


@pytest.mark.parametrize(
    "clause",
    ["两市召开新闻发布会", "某公司发布新款手机", "宣传月活动启动", "大会审议通过《联盟章程》"],
)
def test_other_objects_make_nothing(clause: str) -> None:
    assert kinds(clause) == []


def test_a_setting_is_no_predicate() -> None:
    assert kinds("在昨天召开的座谈会上两市签署协议") == [Kind.AGREEMENT]


def test_two_verbs_with_objects_are_two() -> None:
    assert kinds("两市召开座谈会签署协议") == [Kind.MEETING_VISIT, Kind.AGREEMENT]


def test_what_is_founded_and_then_meets_tells_two_events() -> None:
    assert kinds("都市圈领导小组成立并召开第一次会议") == [Kind.INSTITUTION, Kind.MEETING_VISIT]
