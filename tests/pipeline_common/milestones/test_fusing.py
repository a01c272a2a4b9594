"""Clauses of one sentence that tell one event."""

import pytest

from pipeline_common.milestones import extract
from pipeline_common.models import Kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("6月1日，瓯江大桥建成通车，标志着温州至宁波高速全线贯通。", [Kind.INFRASTRUCTURE]),
        ("6月1日，芜湖、宣城两市签署合作协议，达成五项约定协议。", [Kind.AGREEMENT]),
        ("6月1日，芜湖、宣城两市签订协议，成立旅游联盟。", [Kind.AGREEMENT, Kind.INSTITUTION]),
        ("6月1日，芜湖至宣城公交开通，芜湖至铜陵铁路也同步开通。", [Kind.INFRASTRUCTURE] * 2),
        ("6月1日，芜湖、宣城两市联席会议召开，两市市长再聚首。", [Kind.MEETING_VISIT]),
    ],
)
def test_one_event_is_one_mention(text: str, kinds: list[Kind]) -> None:
    assert [m.kind for m in extract(text, published="2021-06-02").mentions] == kinds
