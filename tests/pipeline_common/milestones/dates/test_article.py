"""The dates of an article in their order."""

import pytest

from pipeline_common.milestones.dates import OpenDate, article_context, date_article


def test_context_of_an_article():
    text = "新华社武汉2月21日电 甲乙签约。3月1日起"
    context = article_context(text, "2024-02-22")
    assert context.dateline.edtf == "2024-02-21"
    assert context.mentioned == (OpenDate(None, 2, 21), OpenDate(None, 3, 1))
    assert context.last is None


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        ("2025年区域合作联席会议召开\n5月6日，两市签约", None, "2025-05-06"),
        ("2025年度重点工作\n5月6日，两市签约", None, "2025-05-06"),
        ("2025年区域合作论坛召开\n5月6日，两市签约", "2024-06-01", "2024-05-06"),
        ("2025中国·长三角博览会开幕\n2019年创办。\n5月6日，两市签约", None, "2025-05-06"),
        ("2025年联席会议后\n2026年通车。\n5月6日，两市签约", None, "XXXX-05-06"),
        ("2024年论坛、2025年论坛\n5月6日，两市签约", None, "XXXX-05-06"),
    ],
)
def test_the_year_in_a_meetings_name(text, published, wanted):
    assert date_article(text, published)[-1].date.edtf == wanted


def test_a_story():
    text = (
        "新华社南昌5月8日电 甲市、乙市7日签署协议。当天，联盟成立。\n"
        "2014年4月，两省签署框架协议。当年12月，建立机制。一年后通车。"
    )
    dates = [(d.expression.text, d.date.edtf) for d in date_article(text, "2020-05-09")]
    assert dates == [
        ("5月8日", "2020-05-08"),
        ("7日", "2020-05-07"),
        ("当天", "2020-05-07"),
        ("2014年4月", "2014-04"),
        ("当年12月", "2014-12"),
        ("一年后", "2015"),
    ]
