import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families.records import MAX_RECORDS, Keys, instant_or_day, plain_text, read_records
from pipeline_common.models import Origin, Published

BASE = "https://a.example.cn/x/"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1767600000, "2026-01-05T16:00:00+08:00"),
        (1767600000000, "2026-01-05T16:00:00+08:00"),
        ("1767600000", "2026-01-05T16:00:00+08:00"),
        (1767600000.5, "2026-01-05T16:00:00+08:00"),
        ("2026-01-05 16:00", "2026-01-05T16:00:00+08:00"),
        ("2026年1月5日", "2026-01-05"),
        ("", ""),
        ("soon", ""),
        (True, ""),
        (0, ""),
        (None, ""),
        ({"a": 1}, ""),
        (1e308, ""),
    ],
)
def test_dates_of_fields(value, expected):
    assert instant_or_day(value) == expected


def test_titles_lose_their_markup():
    assert plain_text("<p style='x'>两市<b>签约</b>&amp;揭牌</p>") == "两市签约&揭牌"


def test_alternatives_are_tried_in_order():
    rows = read_records([{"URL": "b", "t": "", "T": "题"}], Keys(title="t|T", url="u|URL"), BASE)
    assert rows is not None
    assert (rows[0].url, rows[0].title) == (BASE + "b", "题")


def test_records_without_an_address_are_left_out():
    data = [{"url": ""}, {"url": "javascript:x"}, {"url": 5}, 7, None, {"url": "http://["}]
    assert read_records(data, Keys(), BASE) == ()


def test_no_list_is_none():
    assert read_records({"a": {}}, Keys(items="a"), BASE) is None


def test_a_date_is_told_to_be_of_the_service():
    rows = read_records([{"url": "a", "date": "2026-01-05"}], Keys(), BASE)
    assert rows is not None
    assert rows[0].published == Published("2026-01-05", Origin.API)


def test_bombs_are_cut():
    rows = read_records([{"url": str(n)} for n in range(MAX_RECORDS + 10)], Keys(), BASE)
    assert rows is not None
    assert len(rows) == MAX_RECORDS


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


_RECORD = st.dictionaries(st.sampled_from(["url", "title", "date", "source"]), _JSON)


@given(st.lists(_RECORD, max_size=3))
def test_any_record_is_read_or_left_out(items):
    rows = read_records(items, Keys(body="title", pinned="date"), BASE)
    assert rows is not None
    assert len(rows) <= len(items)
