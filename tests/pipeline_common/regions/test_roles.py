import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.regions.matching import find_places
from pipeline_common.regions.roles import Role, roles_of


def roles(text: str) -> list[tuple[str, Role]]:
    matches = find_places(text)
    return [
        (text[m.start : m.end], r) for m, r in zip(matches, roles_of(text, matches), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        ("两市在抚州召开联席会议", "抚州", Role.VENUE),
        ("签约仪式在云南曲靖举行", "曲靖", Role.VENUE),
        ("签约仪式在云南曲靖举行", "云南", Role.OUTER),
        ("新华社南昌6月3日电", "南昌", Role.LETTERHEAD),
        ("据江西日报报道", "江西", Role.LETTERHEAD),
        ("南昌大学来访", "南昌", Role.LETTERHEAD),
        ("天津港集团与他人出资", "天津", Role.COMPANY),
        ("列车从赣州西站开出", "赣州", Role.COMPANY),
        ("签署《昌九合作协议》", "昌九", Role.TITLE),
        ("经贸会（上栗）闭幕", "上栗", Role.ASIDE),
        ("连接浙江、福建的高速", "福建", Role.CONNECTED),
        ("大桥东接香港，西接澳门", "澳门", Role.CONNECTED),
        ("高校代表齐聚珠海，共同签订协议", "珠海", Role.VENUE),
        ("联席会议在十堰竹溪、重庆城口举行", "竹溪", Role.VENUE),
        ("成都至西昌、成都至攀枝花动车开行", "西昌", Role.LINE),
        ("呼北高速湖北宜都至湖南石门（鄂湘界）段通车", "宜都", Role.SEGMENT),
        ("新疆生产建设兵团第八师石河子市代表团", "新疆", Role.OUTER),
        ("公交K9路（运城—三门峡）开通", "运城", Role.LINE),
        ("徐闻港至海口新海港航线启用", "徐闻", Role.LINE),
        ("赣州至深圳段开通", "赣州", Role.SEGMENT),
        ("京港高铁赣州至深圳段开通", "京港", Role.WHOLE),
        ("北京至雄安快巴开行", "雄安", Role.LINE),
        ("昌九高铁开通", "昌九", Role.LINE),
        ("安徽、江苏两省交界的宣城", "安徽", Role.SETTING),
        ("安徽、江苏两省交界的宣城", "宣城", Role.PARTY),
        ("常州市公安局来访", "常州市", Role.PARTY),
        ("江西省考察团来访", "江西省", Role.PARTY),
    ],
)
def test_role(text: str, place: str, role: Role) -> None:
    assert (place, role) in roles(text)


def test_every_end_of_a_line_counts_with_its_province_left_out() -> None:
    assert roles("江西南昌至湖北武汉高铁") == [
        ("江西", Role.OUTER),
        ("南昌", Role.LINE),
        ("湖北", Role.OUTER),
        ("武汉", Role.LINE),
    ]


@given(
    st.text(
        alphabet="南昌九江西武汉在举行至段高铁《》（）、，。连接新华社电站公司集团", max_size=60
    )
)
def test_one_role_a_match(text: str) -> None:
    matches = find_places(text)
    assert len(roles_of(text, matches)) == len(matches)
