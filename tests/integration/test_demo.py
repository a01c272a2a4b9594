"""From local HTTP sites to feeds: the whole pipeline on the bundled sample sites."""

import json
import shutil
from hashlib import sha256

import pytest

from flows import steps
from flows.demo import run_demo
from pipeline_common.models import State


def tree(folder):
    """Every file below a folder: bytes and time of writing."""
    return {
        path.relative_to(folder).as_posix(): (
            sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def milestones(demo):
    return demo.result.milestones


def find(milestones, date, kind):
    return [m for m in milestones if m.date and m.date.edtf == date and m.kind == kind]


def test_every_source_ends_in_its_state(demo):
    (crawl,) = demo.result.run.crawls
    states = {s.source_id: s.state for s in crawl.sources}
    assert states == {
        "demo_nanchang": State.OK,
        "demo_jiujiang": State.OK,
        "demo_fuzhou": State.OK,
        "demo_province": State.OK,
        "demo_news": State.OK,
        "demo_mirror": State.OK,
        "demo_blocked": State.BLOCKED,
        "demo_redesigned": State.LIST_NOT_FOUND,
    }
    assert all(s.evidence for s in crawl.sources)


def test_one_event_told_by_four_sites_is_one_milestone(milestones):
    (told,) = [m for m in milestones if "《昌抚医疗保障一体化合作协议》" in m.documents]
    assert told.date.edtf == "2026-11-17"
    assert set(told.places) == {"南昌", "抚州"}
    assert {r.source_id for r in told.reports} == {
        "demo_nanchang",
        "demo_fuzhou",
        "demo_news",
        "demo_mirror",
    }
    assert told.reports[0].source_id != "demo_mirror"


@pytest.mark.parametrize(
    ("date", "kind", "places"),
    [
        ("2026-11-04", "meeting_visit", {"南昌", "九江"}),
        ("2026-11-09", "agreement", {"南昌", "九江"}),
        ("2026-10-30", "agreement", {"九江", "黄冈"}),
        ("2026-10-19", "meeting_visit", {"九江", "南昌"}),
        ("2026-10-20", "infrastructure", {"南昌", "东乡"}),
        ("2026-11-12", "agreement", {"临川", "进贤"}),
        ("2026-09-24", "public_service", {"南昌", "九江", "抚州"}),
        ("2026-11-19", "plan_policy", {"江西", "南昌", "抚州"}),
        ("2026-09-21", "agreement", {"南昌", "九江", "抚州"}),
    ],
)
def test_events_are_found_with_date_kind_and_parties(milestones, date, kind, places):
    (milestone,) = find(milestones, date, kind)
    assert set(milestone.places) & places == places


def test_near_misses_are_not_milestones(milestones):
    told = " ".join(r.title for m in milestones for r in m.reports)
    for refused in (
        "箱梁架设过半",
        "口袋公园",
        "累计运送旅客",
        "计划与宜春",
        "评论",
        "秋粮",
        "摄影展",
    ):
        assert refused not in told


def test_every_milestone_leads_to_its_evidence(milestones):
    for milestone in milestones:
        assert milestone.headline
        assert milestone.reports
        for report in milestone.reports:
            assert report.evidence
            assert report.snapshot
            assert report.url.startswith("https://") or report.url.startswith("http://")


def test_feeds_hold_what_the_database_holds(demo, milestones):
    feed = json.loads((demo.folder / "public/feeds/all.json").read_text(encoding="utf-8"))
    assert {item["id"] for item in feed["items"]} == {m.id for m in milestones}


def test_a_second_run_fetches_no_article_and_writes_no_file(tmp_path, watching):
    port = watching.free_port("127.0.0.11")
    first = run_demo(tmp_path, port=port)
    assert first.run.published.written
    before = tree(tmp_path / "public")
    second = run_demo(tmp_path, port=port)
    assert tree(tmp_path / "public") == before
    assert second.run.published.written == ()
    assert second.milestones == first.milestones
    (crawl,) = second.run.crawls
    for source in crawl.sources:
        assert source.articles == 0
        if source.state is State.UNCHANGED:
            assert source.requests == 1, source


def test_ingesting_twice_changes_nothing(demo, tmp_path):
    shutil.copytree(demo.folder, tmp_path / "copy")
    settings = demo.result.settings.model_copy(update={"data": tmp_path / "copy" / "data"})
    taken = steps.ingest(settings)
    assert taken.ingested == ()
