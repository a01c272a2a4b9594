from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline_common.errors import EntryError
from pipeline_common.models import Category, Change, FeedEntry, Milestone, Status
from pipeline_common.publish.addresses import Base
from pipeline_common.publish.entries import (
    KIND_SCHEME,
    PLACE_SCHEME,
    REGION_SCHEME,
    make_entry,
)
from pipeline_common.publish.feeds import told_apart
from pipeline_common.publish.labels import Labels

Make = Callable[..., Milestone]


def entry_of(milestone: Milestone, language: str = "zh-CN") -> FeedEntry:
    return make_entry(
        milestone,
        base=Base("https://example.org"),
        labels=Labels(language),
        region="示例地区",
    )


def test_published_is_ours_and_the_event_is_in_the_text(make: Make) -> None:
    entry = entry_of(make(date="1958-03"))
    assert entry.published.isoformat() == "2026-11-01T09:00:00+08:00"
    assert "1958年3月（原文未载具体日期）" in entry.summary
    assert "1958年3月（原文未载具体日期）" in entry.content_html


def test_categories_are_kind_places_and_region(make: Make) -> None:
    kind, *places, region = entry_of(make()).categories
    assert kind == Category("签约", KIND_SCHEME)
    assert places == [Category("南昌", PLACE_SCHEME), Category("九江", PLACE_SCHEME)]
    assert region == Category("示例地区", REGION_SCHEME)


def test_a_word_is_a_category_once(make: Make) -> None:
    entry = entry_of(make(places=("签约", "南昌", "南昌", "示例地区")))
    assert entry.terms == ("签约", "南昌", "示例地区")
    assert [c.scheme for c in entry.categories] == [KIND_SCHEME, PLACE_SCHEME, PLACE_SCHEME]


def test_content_leads_to_every_report_with_its_snapshot_time(make: Make) -> None:
    one = make().reports[0]
    other = replace(one, url="https://other.example.cn/a b", outlet="示例晚报", title="另一篇")
    entry = entry_of(make(reports=(one, other)))
    assert [link.href for link in entry.via] == [one.url, "https://other.example.cn/a%20b"]
    for words in (one.evidence, "示例日报", "示例晚报", "2026-11-01 08:55 存档", "2026-10-29 发布"):
        assert words in entry.content_html
    assert 'href="https://other.example.cn/a%20b"' in entry.content_html
    assert "等 2 处" in entry.summary


def test_addresses_that_may_not_be_linked_are_text(make: Make) -> None:
    bad = replace(make().reports[0], url="javascript:alert(1)")
    entry = entry_of(make(reports=(bad,)))
    assert entry.via == ()
    assert "javascript" not in entry.content_html
    assert bad.title in entry.content_html


@pytest.mark.parametrize(
    ("over", "title"),
    [
        ({}, "南昌、九江签署合作框架协议"),
        ({"headline": ""}, "10月28日，南昌与九江签署合作框架协议。"),
        ({"headline": "\x00", "evidence": ""}, "南昌、九江 签约"),
        ({"status": Status.WITHDRAWN}, "【撤回】南昌、九江签署合作框架协议"),
    ],
)
def test_titles(make: Make, over: dict[str, object], title: str) -> None:
    assert entry_of(make(**over)).title == title


@pytest.mark.parametrize(
    ("field", "hours", "marked"),
    [("date", 1, True), ("reports", 1, False), ("date", -1, False)],
)
def test_only_facts_changed_after_publication_are_corrections(
    make: Make, field: str, hours: int, marked: bool
) -> None:
    milestone = make()
    change = Change(milestone.changed + timedelta(hours=hours), field, "2026-10", "2026-10-28")
    entry = entry_of(replace(milestone, history=(change,)))
    assert entry.title.startswith("【更正】") is marked
    assert entry.id == milestone.id


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ({"published": None}, "no publication time"),
        ({"published": datetime(2026, 1, 1)}, "without a zone"),  # noqa: DTZ001
        ({"published": datetime(1, 1, 1, tzinfo=UTC)}, "impossible"),
        ({"published": datetime(9999, 12, 31, 23, tzinfo=UTC)}, "."),
        ({"date": "2013-02-31"}, "day"),
        ({"id": "not a uri"}, "not an ASCII URI"),
    ],
)
def test_what_cannot_be_published_says_why(
    make: Make, over: dict[str, object], reason: str
) -> None:
    with pytest.raises(EntryError, match=reason):
        entry_of(make(**over))


def test_updates_are_distinct_seconds_and_the_same_in_any_order(make: Make) -> None:
    instant = datetime(2026, 11, 1, 8, 0, 0, 500, tzinfo=UTC)
    batch = [entry_of(make(n, published=instant, changed=instant)) for n in range(90)]
    found = {entry.id: entry.updated for entry in told_apart(batch)}
    assert len(set(found.values())) == 90
    assert all(when.microsecond == 0 for when in found.values())
    assert {entry.id: entry.updated for entry in told_apart(reversed(batch))} == found


def test_distinct_updates_are_kept(make: Make) -> None:
    entries = tuple(entry_of(make(n)) for n in range(5))
    assert told_apart(entries) == entries


def test_updated_is_never_before_published(make: Make) -> None:
    milestone = make()
    late = replace(milestone, changed=milestone.changed - timedelta(days=3))
    entry = entry_of(late)
    assert entry.updated == entry.published


def test_english_words(make: Make) -> None:
    entry = entry_of(make(), "en")
    assert entry.categories[0] == Category("Agreement", KIND_SCHEME)
    assert "Date of the event: 2026-10-28" in entry.summary
