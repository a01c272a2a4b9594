import pytest

from pipeline_common.regions.lookup import find_spans
from pipeline_common.regions.vouching import vouch


def vouched(text: str) -> list[str]:
    return [text[s.start : s.end] for s, _ in vouch(text, find_spans(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("安义县图书馆，安义人民", "安义"),  # in full elsewhere
        ("江西安义人民", "安义"),  # right after its province
        ("南昌、安义、进贤人民", "安义"),  # in a list
        ("安义。", "安义"),  # alone, and only one county is called so
        ("去安义至南昌", "安义"),  # end of a line
        ("北京大兴与固安县", "大兴"),
        ("延伸至昆山花桥", "昆山"),  # where something leads
        ("余干、万年", "万年"),
        ("，资阳成都同城化", "资阳"),  # right before another
        ("双鸭山市宝山区", "宝山区"),
        ("晋城市城区", "城区"),
    ],
)
def test_a_second_sign_makes_a_bare_name_count(text: str, name: str) -> None:
    assert name in vouched(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("安义人民", "安义"),
        ("提高安全，江西领先", "高安"),
        ("广西资源丰富", "资源"),
        ("南昌、合作共赢", "合作"),
        ("合作市场", "合作"),
        ("改造城区道路", "城区"),
        ("招商投资阳光成都", "资阳"),
    ],
)
def test_without_it_the_name_does_not_count(text: str, name: str) -> None:
    assert name not in vouched(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("上海市宝山区", "310113"),
        ("双鸭山市宝山区", "230506"),
        ("辽宁朝阳", "211300"),
        ("长春、吉林两市", "220200"),
        ("吉林与辽宁", "220000"),
    ],
)
def test_the_neighbourhood_tells_namesakes_apart(text: str, code: str) -> None:
    assert code in [d.code for _, d in vouch(text, find_spans(text)) if d]
