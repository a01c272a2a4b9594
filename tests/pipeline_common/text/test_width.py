"""One form for each character."""

import pytest

from pipeline_common.text import normalise


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("２０１５年９月１３日", "2015年9月13日"),
        ("南昌,九江;抚州:三市(区)共建!", "南昌，九江；抚州：三市（区）共建！"),
        ("10:30签约1,000万元", "10:30签约1,000万元"),
        ("2014,2015两年", "2014，2015两年"),
        ("见http://a.cn", "见http://a.cn"),
        ("「龍粵」『合作』", "“龙粤”‘合作’"),
        ("9月13日–15日", "9月13日—15日"),
        ("13~15日", "13～15日"),
        ("黑龙江・佳木斯", "黑龙江·佳木斯"),
        ("⽇⽉", "日月"),  # Kangxi radicals, as PDF readers give them
        ("二○一五年", "二〇一五年"),
    ],
)
def test_forms(written, wanted):
    assert normalise(written).text == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2017 年 10 月 9 日", "2017年10月9日"),
        ("\u3000\u3000南昌\xa0\xa0九江 \n 抚州", "南昌 九江\n抚州"),
        ("一段。\u3000\u3000另一段", "一段。\n另一段"),
        ("南\u200b昌\ufeff九\x00江", "南昌九江"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("签署 《协议》 。", "签署《协议》。"),
    ],
)
def test_spaces(written, wanted):
    assert normalise(written).text == wanted
