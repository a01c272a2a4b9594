"""Which date an event takes: its own, its meeting's, its announcement's."""

import pytest

from pipeline_common.milestones import extract


@pytest.mark.parametrize(
    ("text", "published", "dates"),
    [
        ("6月1日，芜湖与宣城签署协议。", "2021-06-02", ["2021-06-01"]),
        ("6月1日，芜湖与宣城召开联席会议。会上，两市签署协议。", "2021-06-02", ["2021-06-01"] * 2),
        ("5月6日，记者获悉，近日，芜湖与宣城签署协议。", "2021-05-07", ["2021-05-07~"]),
        ("记者今天（5月6日）从市政府获悉，芜湖与宣城签署协议。", "2021-05-06", ["2021-05-06"]),
        ("芜湖与宣城签署协议。", "2021-05-06", ["2021-05-06~"]),
        ("芜湖与宣城签署协议。", None, [None]),
        ("今日，芜湖至宣城城际铁路将开通。", "2021-05-06", ["2021-05-06"]),
        ("明日，芜湖至宣城城际铁路将开通。", "2021-05-06", []),
        ("5月8日，芜湖至宣城城际铁路开通。", "2021-05-06", []),
        ("自2014年芜湖与宣城签署协议以来，往来不断。", "2021-05-06", ["2014"]),
        ("自芜湖与宣城签署协议以来，往来不断。", "2021-05-06", []),
        ("芜湖与宣城此前已签署协议。", "2021-05-06", []),
    ],
)
def test_dates(text: str, published: str | None, dates: list[str | None]) -> None:
    mentions = extract(text, published=published).mentions
    assert [m.date and m.date.edtf for m in mentions] == dates
