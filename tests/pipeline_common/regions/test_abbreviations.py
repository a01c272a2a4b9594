import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.regions.abbreviations import find_abbreviations


def read(text: str, named: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[a:b], names) for a, b, names in find_abbreviations(text, frozenset(), named)]


@pytest.mark.parametrize(
    ("text", "run", "names"),
    [
        ("渝桂黔陇青新滇宁八省区", "渝桂黔陇青新滇宁", "重庆 广西 贵州 甘肃 青海 新疆 云南 宁夏"),
        ("赣湘两省签署", "赣湘", "江西 湖南"),
        ("川甘青三省", "川甘青", "四川 甘肃 青海"),
        ("沪苏湖高铁开通", "沪苏湖", "上海 苏州 湖州"),
        ("杭温高铁", "杭温", "杭州 温州"),
        ("昌九大桥旁的昌九高铁", "昌九", "南昌 九江"),
        ("徐连高铁", "徐连", "徐州 连云港"),
        ("成渝高铁", "成渝", "成都 重庆"),
        ("京九铁路", "京九", "北京 香港"),
        ("开通京雄城际", "京雄", "北京 雄安"),
        ("汕（头）昆（明）高速", "汕（头）昆（明）", "汕头 昆明"),
    ],
)
def test_strings(text: str, run: str, names: str) -> None:
    assert (run, tuple(names.split())) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "昌盛",
        "新青年联合",
        "都昌",
        "海港大道",
        "深南大道",
        "开通大桥",
        "安全通道",
        "昌",
        "的泉河大桥",
        "绵茂公路",
    ],
)
def test_what_is_no_string(text: str) -> None:
    assert read(text) == []


def test_a_name_of_the_text_decides_between_readings() -> None:
    assert read("绵遂公路")[0][1] == ("绵阳", "遂宁")
    assert read("绵茂公路", ("绵竹", "茂县"))[0][1] == ("绵竹", "茂县")


def test_a_string_does_not_run_into_a_name_before_it() -> None:
    text = "广西南凭高铁"
    found = list(find_abbreviations(text, frozenset({2})))
    assert found == [(2, 4, ("南宁", "凭祥"))]


@given(st.text(alphabet="京津沪渝昌九赣高铁两省、开通 a。安", max_size=40))
def test_strings_lie_in_the_text_and_name_at_least_two(text: str) -> None:
    for start, end, names in find_abbreviations(text):
        assert 0 <= start < end <= len(text)
        assert len(names) >= 2
