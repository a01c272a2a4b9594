from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline_common.models import EventDate
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.wording import (
    bounds,
    full_date,
    html_datetime,
    in_china,
    instant_words,
)

CASES = [
    ("2013-06-09", "2013年6月9日", "2013-06-09"),
    ("2013-07", "2013年7月（原文未载具体日期）", "2013-07"),
    ("2010", "2010年（原文未载月日）", "2010"),
    ("2015-09-13/2015-09-15", "2015年9月13日至15日", "2015-09-13"),
    ("2015-09-30/2015-10-02", "2015年9月30日至10月2日", "2015-09-30"),
    ("2015-12-31/2016-01-02", "2015年12月31日至2016年1月2日", "2015-12-31"),
    ("2022-03-24~", "2022年3月24日（或稍早）", "2022-03-24"),
    ("XXXX-12-25", "12月25日（原文未载年份）", ""),
    ("XXXX-12-25/XXXX-12-26", "12月25日至26日（原文未载年份）", ""),
    ("XXXX-12", "12月（原文未载年份和日期）", ""),
    ("XXXX-XX-24", "24日（原文未载年月）", ""),
    (None, "日期未详", ""),
]


@pytest.mark.parametrize(("edtf", "words", "machine"), CASES)
def test_a_date_says_as_much_as_is_known(edtf: str | None, words: str, machine: str) -> None:
    when = EventDate(edtf) if edtf else None
    assert full_date(when, Labels("zh-CN")) == words
    assert html_datetime(when) == machine


@pytest.mark.parametrize("edtf", [case[0] for case in CASES])
def test_no_chinese_is_left_in_english(edtf: str | None) -> None:
    words = full_date(EventDate(edtf) if edtf else None, Labels("en"))
    assert not any("\u4e00" <= c <= "\u9fff" for c in words)


@pytest.mark.parametrize("edtf", ["2013-02-31", "2013-13", "2015-09-15/2015-09-13", "0000"])
def test_dates_on_no_calendar_are_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        bounds(EventDate(edtf))


def test_instants_are_whole_seconds_in_china() -> None:
    instant = datetime(2026, 11, 24, 20, 30, 5, 999, tzinfo=UTC)
    assert in_china(instant).isoformat() == "2026-11-25T04:30:05+08:00"
    assert instant_words(instant) == "2026-11-25 04:30"
    with pytest.raises(ValueError, match="without a zone"):
        in_china(instant.replace(tzinfo=None))
