"""What a person decides about milestones holds, whatever comes later, and says why."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from pipeline_common.errors import NotFoundError, RulingError
from pipeline_common.models import Kind, Status
from pipeline_common.store import Store


@pytest.fixture
def two(store: Store, make: SimpleNamespace) -> tuple[str, str]:
    """Ids of two published milestones that rules keep apart."""
    store.ingest(
        make.report(),
        [
            make.reading("a", make.mention("2026-02-01", "湖州 宣城", "签订供水协议")),
            make.reading("b", make.mention("2026-02-03", "湖州 宣城", "签订渡口协议"), minute=1),
        ],
    )
    store.assign_publication(make.start)
    later, earlier = (m.id for m in store.milestones())
    return earlier, later


def test_merged_ones_stay_one_and_lead_to_each_other(
    store: Store, make: SimpleNamespace, two: tuple[str, str]
) -> None:
    earlier, later = two
    assert store.merge(later, earlier, reason="one signing, dated twice", now=make.start) == earlier
    merged = store.milestone(later)
    assert merged.id == earlier
    assert [r.article_id for r in merged.reports] == [
        "news.example.cn/a.html",
        "news.example.cn/b.html",
    ]
    (tombstone,) = store.milestones(status=Status.MERGED)
    assert (tombstone.id, tombstone.merged_into) == (later, earlier)
    # the second is fetched again in other words, and a third outlet follows it
    told = make.mention("2026-02-03", "湖州 宣城", "签订渡口协议书")
    store.ingest(
        make.report("b2"),
        [make.reading("b", told, minute=90), make.reading("c", told, minute=91)],
    )
    assert [len(m.reports) for m in store.milestones()] == [3]
    assert any("by a person: one signing, dated twice" in line for line in store.history(later))
    assert store.check() == []


def test_what_was_parted_stays_apart(store: Store, make: SimpleNamespace) -> None:
    told = make.mention("2026-02-01", "湖州 宣城", "签订供水协议")
    store.ingest(make.report(), [make.reading("a", told), make.reading("b", told, minute=1)])
    store.assign_publication(make.start)
    (both,) = store.milestones()
    fresh = store.split(
        both.id, ["https://news.example.cn/a.html"], reason="two agreements", now=make.start
    )
    assert {m.id: [r.article_id for r in m.reports] for m in store.milestones()} == {
        both.id: ["news.example.cn/b.html"],
        fresh: ["news.example.cn/a.html"],
    }
    store.ingest(make.report("b2"), [make.reading("a", told, minute=90, text="改了一个字")])
    assert {m.id for m in store.milestones()} == {both.id, fresh}
    assert any("two agreements" in line for line in store.history(both.id))
    assert store.merge(fresh, both.id, reason="one after all", now=make.start) == both.id
    assert [m.id for m in store.milestones()] == [both.id]
    assert store.check() == []


def test_edits_hold_and_can_be_taken_back(
    store: Store, make: SimpleNamespace, two: tuple[str, str]
) -> None:
    ident, _ = two
    changes = {"date": "2026-02-02", "kind": "meeting_visit", "places": "湖州、宣城、黄山"}
    for field, value in changes.items():
        store.edit(ident, field, value, reason="as the ministry says", now=make.start)
    told = make.mention("2026-02-01", "湖州 宣城", "签订供水协议")
    store.ingest(make.report("b2"), [make.reading("c", told, minute=5)])
    found = store.milestone(ident)
    assert (found.date and found.date.edtf, found.kind) == ("2026-02-02", Kind.MEETING_VISIT)
    assert found.places == ("湖州", "宣城", "黄山")
    assert [m.id for m in store.milestones(place="黄山")] == [ident]
    assert len(found.reports) == 2
    back = store.edit(ident, "date", None, reason="no", now=make.start + timedelta(hours=1))
    assert back.date
    assert back.date.edtf == "2026-02-01"
    assert back.history[-1].field == "date"
    assert store.check() == []


def test_a_hidden_one_stays_hidden_and_says_why(
    store: Store, make: SimpleNamespace, two: tuple[str, str]
) -> None:
    ident, _ = two
    store.hide(ident, reason="an advertisement", now=make.start)
    told = make.mention("2026-02-01", "湖州 宣城", "签订供水协议")
    store.ingest(make.report("b2"), [make.reading("c", told, minute=5)])
    assert store.milestone(ident).status is Status.HIDDEN
    assert any("hidden by a person: an advertisement" in line for line in store.history(ident))
    assert store.hide(ident, hidden=False, reason="none", now=make.start).status is Status.ACTIVE


def test_what_cannot_be_done_changes_nothing(
    store: Store, make: SimpleNamespace, two: tuple[str, str]
) -> None:
    ident, other = two
    before = make.dump(store)
    for error, act in (
        (RulingError, lambda: store.merge(ident, ident, reason="", now=make.start)),
        (NotFoundError, lambda: store.merge(ident, "ffff0000", reason="", now=make.start)),
        (RulingError, lambda: store.split(ident, ["x"], reason="", now=make.start)),
        (
            RulingError,
            lambda: store.split(ident, ["news.example.cn/a.html"], reason="", now=make.start),
        ),
        (RulingError, lambda: store.edit(ident, "id", "x", reason="", now=make.start)),
        (RulingError, lambda: store.edit(other, "date", "lately", reason="", now=make.start)),
        (RulingError, lambda: store.edit(other, "kind", "party", reason="", now=make.start)),
        (RulingError, lambda: store.edit(other, "places", "、", reason="", now=make.start)),
    ):
        with pytest.raises(error):
            act()
    assert make.dump(store) == before


def test_a_merge_by_rule_says_what_it_saw(store: Store, make: SimpleNamespace) -> None:
    for number, places in enumerate(("湖州 宣城", "黄山 宁国", "湖州 宣城 黄山 宁国")):
        told = make.mention("2026-02-01", places, "签订供水协议", documents=())
        store.ingest(make.report(f"b{number}"), [make.reading(f"a{number}", told, minute=number)])
        store.assign_publication(make.start + timedelta(hours=number))
    merged = store.milestones(status=Status.MERGED)
    for tombstone in merged:
        assert any("by rule: news.example.cn/" in line for line in store.history(tombstone.id))
    assert merged
