import cProfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.regions.divisions import Level
from pipeline_common.regions.gazetteer import How, entries
from pipeline_common.regions.matching import find_places

_PAN_PEARL = (
    "福建",
    "江西",
    "湖南",
    "广东",
    "广西",
    "海南",
    "四川",
    "贵州",
    "云南",
    "香港",
    "澳门",
)
_WUHAN = ("武汉", "黄石", "鄂州", "孝感", "黄冈", "咸宁", "仙桃", "天门", "潜江")


def names(text: str) -> list[str]:
    return [name for match in find_places(text) for name in match.names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("南昌市与九江市签约", ["南昌", "九江"]),
        ("浙江温州来客", ["浙江", "温州"]),
        ("扩大连云港口岸", ["连云港"]),
        ("南昌九江两市", ["南昌", "九江"]),
        ("上海南站到西安", ["上海", "西安"]),
        ("黔西南州与文山州", ["黔西南", "文山"]),
        ("南昌县、安义县", ["南昌县", "安义"]),
        ("雄安新区与赣江新区", ["雄安", "赣江新区"]),
        ("横琴粤澳深度合作区", ["横琴"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("星子县与湖口县", ["星子", "湖口"]),
        ("九江县改区以前", ["九江县"]),
        ("襄樊市", ["襄阳"]),
        ("静海县与沧县", ["静海", "沧县"]),
        ("鹏城与羊城", ["深圳", "广州"]),
        ("双流国际机场", ["成都"]),
    ],
)
def test_former_names_nicknames_and_airports(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("京津冀三地", ["北京", "天津", "河北"]),
        ("泛珠三角“9+2”", [*_PAN_PEARL]),
        ("武汉城市圈九城", [*_WUHAN]),
        ("昌九抚一体", ["南昌", "九江", "抚州"]),
        ("广东三省联席", ["广东"]),
        ("东三省振兴", ["辽宁", "吉林", "黑龙江"]),
    ],
)
def test_collectives_are_spelled_out(text: str, expected: list[str]) -> None:
    assert names(text)[: len(expected)] == expected


def test_greater_nanchang_takes_two_districts_of_fuzhou_only() -> None:
    area = names("大南昌都市圈")
    assert "抚州" not in area
    assert {"南昌", "九江", "临川", "东乡", "鄱阳", "赣江新区"} <= set(area)


@pytest.mark.parametrize(
    "text",
    [
        "提高安全水平",
        "合作市场广阔，资源共享",
        "会同有关部门",
        "缔结友好市县",
        "其中原因",
        "远大理想",
        "幸福安康的生活",
        "南京路步行街",
        "云贵高原的雨季",
        "赤水河边",
        "共同安排",
        "日照时间长",
        "出海口的船",
        "公安机关开放通道",
        "孙中山先生",
    ],
)
def test_words_that_only_look_like_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("其中山东增长最快", ["山东"]),
        ("电台北京台，平台中的数据", ["北京"]),
        ("台中市与厦门市", ["台中", "厦门"]),
        ("国内江西居前", ["江西"]),
        ("珠江西岸的佛山", ["佛山"]),
        ("宜昌与都昌县", ["宜昌", "都昌"]),
        ("抚州不是福州", ["抚州", "福州"]),
        ("伊春和宜春", ["伊春", "宜春"]),
        ("昌江黎族自治县", ["昌江"]),
        ("资源县与合作市", ["资源", "合作"]),
    ],
)
def test_false_friends(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_short_county_name_needs_a_second_sign() -> None:
    assert names("安义发展得好") == []
    assert names("安义发展得好，江西省会旁") == ["安义", "江西"]
    assert names("固安至大兴的公交") == ["固安", "大兴"]
    assert names("余干、万年、鄱阳") == ["余干", "万年", "鄱阳"]


def test_the_city_before_it_tells_which_district_is_meant() -> None:
    by_code = {m.code: m.level for m in find_places("长春市朝阳区，北京市朝阳区")}
    assert by_code["220104"] is Level.COUNTY
    assert by_code["110105"] is Level.COUNTY


def test_a_match_tells_how_it_was_named() -> None:
    text = "南昌、洪城、昌九抚与浙皖两省"
    found = {text[m.start : m.end]: m.how for m in find_places(text)}
    assert found == {
        "南昌": How.NAME,
        "洪城": How.ALIAS,
        "昌九抚": How.COLLECTIVE,
        "浙皖": How.ABBREVIATION,
    }


_words = st.sampled_from(
    [*sorted(entries())[::37], "签署", "、", "与", "。", "两市", "的", "至", "高铁"]
)


@given(st.one_of(st.text(max_size=60), st.lists(_words, max_size=12).map("".join)))
def test_matches_are_ordered_apart_and_never_empty(text: str) -> None:
    end = 0
    for match in find_places(text):
        assert end <= match.start < match.end <= len(text)
        assert match.names
        end = match.end


def calls(text: str) -> int:
    """Calls that finding places takes: the same on every machine, however busy."""
    profile = cProfile.Profile()
    profile.runcall(find_places, text)
    return sum(entry.callcount for entry in profile.getstats())


def test_work_grows_with_the_length_only() -> None:
    sentence = "昌九高铁连接南昌与九江，京津冀、渝桂黔三地及余干、万年签署协议至安义。"
    find_places(sentence)
    assert calls(sentence * 400) < 8.5 * calls(sentence * 50)
