import pytest

from pipeline_common.regions.divisions import COUNTRY, Level, divisions, short_name


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("江西省", "江西"),
        ("南昌市", "南昌"),
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("香港特别行政区", "香港"),
        ("恩施土家族苗族自治州", "恩施"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("神农架林区", "神农架"),
        ("绿园区", "绿园"),
    ],
)
def test_short_name_drops_the_kind_of_division(full: str, short: str) -> None:
    assert short_name(full) == short


@pytest.mark.parametrize("name", ["茂县", "单县", "城区", "赣江新区", "深汕特别合作区", "某某新区"])
def test_short_name_keeps_one_character_names_and_zones(name: str) -> None:
    assert short_name(name) == name


@pytest.mark.parametrize("name", ["南昌县", "吉林市", "恩施市", "滨海新区"])
def test_short_name_keeps_what_tells_two_places_apart(name: str) -> None:
    assert short_name(name) == name


@pytest.mark.parametrize(("full", "short"), [("雄安新区", "雄安"), ("浦东新区", "浦东")])
def test_zones_that_stand_alone_are_named_alone(full: str, short: str) -> None:
    assert short_name(full) == short


def test_short_name_of_an_unknown_place_follows_the_rule() -> None:
    assert short_name("无名县") == "无名"
    assert short_name("") == ""


def test_codes_are_unique_and_parents_exist() -> None:
    codes = [d.code for d in divisions()]
    assert len(codes) == len(set(codes))
    assert {d.parent for d in divisions() if d.parent} <= set(codes)


def test_every_province_prefecture_and_county_is_there() -> None:
    count = {level: sum(d.level is level for d in divisions()) for level in Level}
    assert divisions()[0] is COUNTRY
    assert count[Level.PROVINCE] == 34
    assert 350 <= count[Level.PREFECTURE] <= 360
    assert 2800 <= count[Level.COUNTY] <= 2900


def test_civil_codes_have_six_digits_and_zones_an_ascii_key() -> None:
    for division in divisions():
        if division.level is Level.ZONE:
            assert division.code.isascii()
            assert division.within
        else:
            assert len(division.code) == 6
            assert division.code.isdigit()
