"""Domain value <-> JSON."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common import codec
from pipeline_common.models import (
    Advice,
    Article,
    Attachment,
    CrawlReport,
    Listing,
    Origin,
    Published,
    Selectors,
    Source,
    SourceReport,
    State,
    Validator,
)

MOMENT = datetime(2026, 1, 14, 0, 30, tzinfo=UTC)
VALUES = [
    Source("a", "甲", "auto", (Listing("https://a.cn/", params={"unitid": "1"}),),
           advice=Advice.SHIP, selectors=Selectors(row="li"), max_silence_days=9),
    Article("k", "a", "https://a.cn/1", "题", "文", Published("2026-01-14", Origin.META),
            fetched_at=MOMENT, attachments=(Attachment("https://a.cn/1.pdf"),)),
    CrawlReport("b", MOMENT, MOMENT, (SourceReport("a", State.OK, rows=3),),
                validators=(Validator("https://a.cn/", "a", etag='"x"'),)),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_round_trip(value):
    line = codec.dumps(value)
    assert codec.loads(type(value), line) == value
    assert "\n" not in line


def test_defaults_are_left_out_and_unknown_keys_ignored():
    assert codec.dump(Listing("https://a.cn/")) == {"url": "https://a.cn/"}
    assert codec.dump(Listing("https://a.cn/"), full=True) == {
        "url": "https://a.cn/",
        "label": "",
        "params": {},
    }
    assert codec.load(Listing, {"url": "u", "later": 1}) == Listing("u")


@given(st.text(), st.text())
def test_any_text_round_trips(title, text):
    article = Article("k", "a", "https://a.cn/1", title, text)
    assert codec.loads(Article, codec.dumps(article)) == article
