"""A newer extractor over stored articles: what differs, and published ids that stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from pipeline_common.models import Extraction, Mention, Reading, SetAside, Status
from pipeline_common.store import Store


@pytest.fixture
def filled(store: Store, make: SimpleNamespace) -> Store:
    """Three published milestones of three articles."""
    store.ingest(
        make.report(),
        [
            make.reading(f"a{i}", make.mention(f"2026-02-0{i}", "湖州 宣城", f"签订协议{i}"))
            for i in (1, 2, 3)
        ],
    )
    store.assign_publication(make.start)
    return store


def read_again(store: Store, mentions: dict[str, tuple[Mention, ...]]) -> list[Reading]:
    """Stored articles with other mentions; those not named tell nothing."""
    return [
        Reading(article, Extraction(True, mentions.get(article.id, ())), (1, 2, 3))
        for article in list(store.stored_articles())
    ]


def test_the_difference_is_shown_before_it_is_applied(filled: Store, make: SimpleNamespace) -> None:
    ids = {m.date.edtf: m.id for m in filled.milestones() if m.date}
    before = make.dump(filled)
    bridge = make.mention("2025-06-01", "黄山 宁国", "大桥通车", start=9)
    newer = read_again(
        filled,
        {
            "news.example.cn/a1.html": (make.mention("2026-02-01", "湖州 宣城", "签订协议1"),),
            "news.example.cn/a2.html": (make.mention("2026-02-12", "湖州 宣城", "签订协议2"),),
            "news.example.cn/a3.html": (bridge,),
        },
    )
    now = make.start + timedelta(days=9)
    shown = filled.reprocess(newer, now=now, apply=False)
    assert make.dump(filled) == before
    assert filled.reprocess(newer, now=now, apply=True) == shown
    by_verb = {d.verb: d for d in shown}
    assert sorted(d.verb for d in shown) == ["added", "changed", "gone"]
    assert by_verb["changed"].milestone == ids["2026-02-02"]
    assert by_verb["changed"].changes == {"date": "2026-02-02 -> 2026-02-12"}
    assert by_verb["gone"].milestone == ids["2026-02-03"]
    assert filled.milestone(ids["2026-02-03"]).status is Status.WITHDRAWN
    assert filled.milestone(ids["2026-02-02"]).published
    assert filled.check() == []
    assert filled.reprocess(newer, now=now, apply=True) == []


def test_what_cannot_be_read_again_stays(filled: Store, make: SimpleNamespace) -> None:
    aside = [SetAside(a.source_id, a.url, "too odd") for a in filled.stored_articles()]
    before = make.dump(filled)
    assert filled.reprocess(aside, now=make.start, apply=True) == []
    assert make.dump(filled) == before


def test_evidence_stays(filled: Store, make: SimpleNamespace) -> None:
    (milestone, *_) = filled.milestones()
    again = read_again(filled, {})
    filled.reprocess(again, now=make.start, apply=True)
    told = make.mention("2026-02-03", "湖州 宣城", "签订协议3")
    last = [r for r in again if r.article.id.endswith("a3.html")]
    later = [replace(r, extraction=Extraction(True, (told,))) for r in last]
    filled.reprocess(later, now=make.start, apply=True)
    found = filled.milestone(milestone.id)
    assert found.status is Status.ACTIVE
    assert filled.snapshot(found.reports[0].snapshot).body.startswith(b"<html>")


def test_decisions_hold(filled: Store, make: SimpleNamespace) -> None:
    first, second, _ = filled.milestones()
    filled.merge(first.id, second.id, reason="one event", now=make.start)
    mentions = {
        f"news.example.cn/a{i}.html": (
            make.mention(f"2026-02-0{i}", "湖州 宣城", f"两地签订协议{i}", start=4),
        )
        for i in (1, 2, 3)
    }
    filled.reprocess(read_again(filled, mentions), now=make.start, apply=True)
    assert filled.milestone(first.id).id == second.id
    assert len(filled.milestone(second.id).reports) == 2
    assert filled.check() == []
