"""Batches: what comes in, once, in any order."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_common.models import Kind, Milestone, Reading, SetAside, Status, Trust
from pipeline_common.store import Store

OPENED = {"kind": Kind.INFRASTRUCTURE}


def signing(make: SimpleNamespace, when: str = "2026-02-27", **more: object) -> object:
    return make.mention(when, "湖州 宣城", "湖州与宣城签署渡口共建协议", **more)


def seen(store: Store) -> list[Milestone]:
    return store.milestones(status=None)


def test_a_new_article_makes_a_milestone(store: Store, make: SimpleNamespace) -> None:
    reading = make.reading("a", signing(make), minute=3)
    result = store.ingest(make.report(), [reading])
    assert (result.articles_new, result.milestones_new) == (1, 1)
    (milestone,) = seen(store)
    assert milestone.places == ("湖州", "宣城")
    assert milestone.recorded == milestone.changed == make.start + timedelta(minutes=3)
    assert milestone.published is None
    (told,) = milestone.reports
    assert told.url == "https://news.example.cn/a.html"
    assert told.evidence == "湖州与宣城签署渡口共建协议"
    assert store.snapshot(told.snapshot) == reading.snapshot
    assert store.article(told.article_id) == reading.article
    assert store.check() == []


def test_a_batch_is_taken_once(store: Store, make: SimpleNamespace) -> None:
    first = store.ingest(make.report(), [make.reading("a", signing(make))])
    before = make.dump(store)
    assert store.is_ingested("b1")
    assert store.ingest(make.report(), [make.reading("b", signing(make))]) == first
    assert make.dump(store) == before


def test_the_same_article_again_writes_no_article_and_no_milestone(
    store: Store, make: SimpleNamespace
) -> None:
    store.ingest(make.report("b1"), [make.reading("a", signing(make))])
    before = [line for line in make.dump(store) if '"batch"' not in line]
    result = store.ingest(make.report("b2"), [make.reading("a", signing(make), minute=90)])
    assert (result.articles_same, result.milestones_new, result.milestones_changed) == (1, 0, 0)
    assert [line for line in make.dump(store) if '"batch"' not in line] == before


def test_two_outlets_make_one_milestone(store: Store, make: SimpleNamespace) -> None:
    store.ingest(make.report("b1"), [make.reading("a", signing(make), source="huzhou")])
    result = store.ingest(
        make.report("b2"),
        [make.reading("b", make.mention("2026-03-01~", "宣城 湖州", "日前两市签约"), minute=5,
                      source="xuancheng")],
    )  # fmt: skip
    assert (result.milestones_new, result.milestones_changed) == (0, 1)
    (milestone,) = seen(store)
    assert [r.source_id for r in milestone.reports] == ["huzhou", "xuancheng"]
    assert milestone.changed == make.start + timedelta(minutes=5)
    assert store.milestones(source="xuancheng") == store.milestones(source="huzhou") != []


def test_copies_are_counted_and_still_report(store: Store, make: SimpleNamespace) -> None:
    text = (
        "湖州与宣城签署渡口共建协议，双方商定年内完成改造并统一票价，沿线三十个村的居民凭一张卡过河。"
        * 2
    )
    result = store.ingest(
        make.report(),
        [
            make.reading("a", signing(make), text=text),
            make.reading(
                "b", make.mention("XXXX-02-27", "湖州 宣城", "兩市簽署"), text=text, minute=1
            ),
        ],
    )
    assert (result.articles_new, result.articles_duplicate) == (1, 1)
    assert [len(m.reports) for m in seen(store)] == [2]


def test_an_edited_article_keeps_its_published_milestone(
    store: Store, make: SimpleNamespace
) -> None:
    store.ingest(make.report("b1"), [make.reading("a", signing(make))])
    store.assign_publication(make.start)
    (before,) = seen(store)
    edited = make.reading(
        "a", signing(make, "2026-02-26", start=40), minute=70, text="更正后的报道"
    )
    result = store.ingest(make.report("b2", minute=80), [edited])
    assert (result.articles_changed, result.milestones_changed, result.milestones_new) == (1, 1, 0)
    (after,) = seen(store)
    assert (after.id, after.published) == (before.id, before.published)
    assert after.date
    assert after.date.edtf == "2026-02-26"
    assert after.changed == make.start + timedelta(minutes=80)
    assert [(c.field, c.before, c.after) for c in after.history] == [
        ("date", "2026-02-27", "2026-02-26")
    ]
    assert any("date: 2026-02-27 -> 2026-02-26" in line for line in store.history(after.id))


def test_a_published_milestone_that_nobody_tells_any_more_is_withdrawn(
    store: Store, make: SimpleNamespace
) -> None:
    store.ingest(make.report("b1"), [make.reading("a", signing(make)), make.reading("b")])
    store.assign_publication(make.start)
    (before,) = seen(store)
    result = store.ingest(make.report("b2"), [make.reading("a", minute=70, text="稿件已撤")])
    assert result.milestones_changed == 1
    (after,) = seen(store)
    assert (after.id, after.status, after.reports) == (before.id, Status.WITHDRAWN, ())
    assert store.search("渡口") == []
    assert store.check() == []
    store.ingest(make.report("b3"), [make.reading("a", signing(make), minute=99)])
    (back,) = seen(store)
    assert (back.id, back.status, back.published) == (before.id, Status.ACTIVE, before.published)


def test_an_unpublished_one_is_forgotten(store: Store, make: SimpleNamespace) -> None:
    store.ingest(make.report("b1"), [make.reading("a", signing(make))])
    store.ingest(make.report("b2"), [make.reading("a", minute=70, text="稿件已撤")])
    assert seen(store) == []
    assert store.check() == []


def test_two_published_ones_that_prove_to_be_one_leave_a_trace(
    store: Store, make: SimpleNamespace
) -> None:
    lone = make.mention("2026-02-27", "湖州 安吉", "互认乘车卡的约定达成")
    store.ingest(
        make.report("b1"), [make.reading("a", signing(make)), make.reading("b", lone, minute=1)]
    )
    store.assign_publication(make.start)
    first, second = sorted(seen(store), key=lambda m: m.recorded)
    full = make.mention("2026-02-27", "湖州 宣城 安吉", "三地渡口共建协议在梅溪签署")
    store.ingest(make.report("b2"), [make.reading("c", full, minute=70)])
    assert [m.id for m in store.milestones()] in ([first.id], [second.id])
    (kept,) = store.milestones()
    gone = second if kept.id == first.id else first
    assert store.milestone(gone.id) == kept
    (tomb,) = store.milestones(status=Status.MERGED)
    assert (tomb.id, tomb.merged_into, tomb.published) == (gone.id, kept.id, gone.published)
    assert {r.article_id[-6] for r in kept.reports} == {"a", "b", "c"}
    assert any("merged into it" in line for line in store.history(kept.id))
    assert store.check() == []


def test_what_an_earlier_version_took_for_one_event_is_parted(
    store: Store, make: SimpleNamespace
) -> None:
    other = make.mention("2026-02-20", "黄石 鄂州", "两市互认乘车卡")
    store.ingest(make.report("b1"), [make.reading("a", signing(make)), make.reading("b", other)])
    db = store._db
    (kept,) = db.execute("select id from milestone where places like '%湖州%'").fetchone()
    db.execute("update mention set milestone = ?", [kept])
    db.execute("delete from milestone_words where rowid <> ?", [kept])
    db.execute("delete from milestone where id <> ?", [kept])
    store.ingest(make.report("b2"), [make.reading("a", minute=70, text="稿件已撤")])
    (milestone,) = seen(store)
    assert milestone.places == ("黄石", "鄂州")
    assert store.check() == []


def test_a_text_that_a_hundred_outlets_reprint_is_known_as_a_copy(
    store: Store, make: SimpleNamespace
) -> None:
    text = (
        "两市隔河相望，渡口改造工程历时两年，沿线居民出行时间缩短一半，票价由双方商定，船班每日二十趟。"
        * 2
    )
    readings = [make.reading(f"a{i}", text=text, minute=i) for i in range(100)]
    assert store.ingest(make.report(), readings).articles_duplicate == 99


def test_hidden_stays_hidden(store: Store, make: SimpleNamespace) -> None:
    store.ingest(make.report("b1"), [make.reading("a", signing(make))])
    (milestone,) = seen(store)
    store.hide(milestone.id, reason="no event", now=make.start)
    store.ingest(make.report("b2"), [make.reading("b", signing(make), minute=5)])
    (after,) = seen(store)
    assert (after.id, after.status, len(after.reports)) == (milestone.id, Status.HIDDEN, 2)
    assert store.assign_publication(make.start) == 0
    store.hide(milestone.id, hidden=False, reason="it is", now=make.start)
    assert store.milestone(milestone.id).status is Status.ACTIVE


def test_low_trust_counts_and_is_not_believed(store: Store, make: SimpleNamespace) -> None:
    spun = make.mention("2026-02-27", "湖州 宣城 上海省", "湖州宣城贊同渡口")
    store.ingest(
        make.report(),
        [make.reading("spun", spun, trust=Trust.LOW), make.reading("a", signing(make), minute=9)],
    )
    (milestone,) = seen(store)
    assert milestone.places == ("湖州", "宣城")
    assert [r.trust for r in milestone.reports] == [Trust.NORMAL, Trust.LOW]


def test_two_mentions_that_start_at_one_letter_are_two(store: Store, make: SimpleNamespace) -> None:
    visit = make.mention("2026-02-27", "湖州 宣城", "代表团来访", kind=Kind.MEETING_VISIT)
    store.ingest(make.report(), [make.reading("a", visit, signing(make))])
    assert len({m.id for m in seen(store)}) == 2


def test_back_filled_and_background_milestones_say_so(store: Store, make: SimpleNamespace) -> None:
    old = make.mention("2009-12", "湖州 杭州", "大桥开工", background=True, **OPENED)
    store.ingest(
        make.report(), [make.reading("a", old), make.reading("b", signing(make), backfill=True)]
    )
    assert [m.backfill for m in seen(store)] == [True, True]
    store.ingest(make.report("b2"), [make.reading("c", signing(make), minute=9)])
    assert [m.backfill for m in seen(store)] == [False, True]


def test_a_failing_item_leaves_nothing_behind(store: Store, make: SimpleNamespace) -> None:
    store.ingest(make.report("b0"), [make.reading("z", signing(make))])
    before = make.dump(store)

    def items() -> object:
        yield make.reading("a", signing(make))
        raise RuntimeError("the reader died")

    with pytest.raises(RuntimeError):
        store.ingest(make.report(), items())
    assert make.dump(store) == before
    assert not store.is_ingested("b1")


def test_what_was_set_aside_is_given_up_after_five_attempts(
    store: Store, make: SimpleNamespace
) -> None:
    item = SetAside("huzhou", "https://news.example.cn/bad.html", "no text in it")
    for attempt in range(1, 6):
        result = store.ingest(make.report(f"b{attempt}", minute=attempt), [item])
        assert result.set_aside == 1
        known = store.crawl_memory(["huzhou"]).known
        assert ("news.example.cn/bad.html" in known) is (attempt == 5)
    (kept,) = store.set_aside_items()
    assert (kept.attempts, kept.given_up, kept.reason) == (5, True, "no text in it")
    assert kept.last_at - kept.first_at == timedelta(minutes=4)


def test_what_comes_after_all_is_no_longer_set_aside(store: Store, make: SimpleNamespace) -> None:
    item = SetAside("huzhou", "http://news.example.cn/a.html", "time-out")
    store.ingest(make.report("b1", set_aside=(item,)), [])
    assert len(store.set_aside_items()) == 1
    store.ingest(make.report("b2"), [make.reading("a", signing(make))])
    assert store.set_aside_items() == []


MENTIONS = [
    ("2026-02-27", "湖州 宣城", "湖州与宣城签署渡口共建协议", ()),
    ("2026-02-28~", "湖州 宣城", "两市日前签约", ()),
    ("2026-03-06~", "湖州 宣城", "两市近日签约", ()),
    ("2026-02", "湖州 宣城", "两市二月签约", ()),
    ("XXXX-02-27", "湖州 宣城 广德", "三地签约", ()),
    ("2026-02-27", "湖州 宣城 广德", "三地签署渡口共建协议", ()),
    ("2026-02-27", "湖州 安吉", "渡口共建协议签署", ()),
    ("2026-02-26/2026-02-27", "宣城 湖州", "两市互访并签约", ("《渡口协议》",)),
    ("2025-02-27", "湖州 宣城", "第三次会议举行", ()),
    ("2026-02-27", "湖州 宣城", "第四次会议举行", ()),
    (None, "湖州 宣城", "签下《渡口协议》", ("《渡口协议》",)),
    ("2026-02-27", "黄石 鄂州", "黄石鄂州签约", ()),
]
TEXTS = [
    "",
    "两市隔河相望，渡口改造工程历时两年，沿线居民出行时间缩短一半，票价由双方商定，船班每日二十趟。"
    * 2,
]


@st.composite
def batches(draw: st.DrawFn) -> list[tuple[str, list[int], int, str, Trust]]:
    count = draw(st.integers(2, 7))
    return [
        (
            f"n{i}",
            draw(st.lists(st.integers(0, len(MENTIONS) - 1), max_size=2, unique=True)),
            draw(st.integers(0, 3)),
            draw(st.sampled_from(TEXTS)),
            draw(st.sampled_from([Trust.NORMAL, Trust.NORMAL, Trust.LOW])),
        )
        for i in range(count)
    ]


@settings(deadline=None, max_examples=40)
@given(batches(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_order_and_batches_do_not_count(
    make: SimpleNamespace,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list,
    random: object,
    parts: int,
) -> None:
    readings = [
        make.reading(
            name,
            *(
                make.mention(when, places, words, documents=titles, start=50 * k)
                for k, (when, places, words, titles) in enumerate(MENTIONS[i] for i in chosen)
            ),
            minute=minute,
            text=text,
            trust=trust,
        )
        for name, chosen, minute, text, trust in drawn
    ]
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("orders")
    once = _ingested(folder / "once", make, [readings])
    split = _ingested(folder / "split", make, [shuffled[i::parts] for i in range(parts)])
    assert once == split


def _ingested(
    path: Path, make: SimpleNamespace, parts: list[list[Reading]]
) -> tuple[list[Milestone], list[str]]:
    with Store.open(path) as store:
        for i, part in enumerate(parts):
            store.ingest(make.report(f"b{i}"), part)
        assert store.check() == []
        hits = [hit.milestone.id for hit in store.search("渡口")]
        return store.milestones(status=None), hits
