from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline_common.models import Kind, Milestone
from pipeline_common.publish import Collection, publish
from pipeline_common.publish.files import OutputFolder
from pipeline_common.publish.manifest import Pending, save_pending
from pipeline_common.publish.topics import add_topics, is_topic, load_topics, save_topics
from pipeline_common.settings import PublishSettings

Make = Callable[..., Milestone]
SETTINGS = PublishSettings(base_url="https://example.org", hub="https://hub.example.org/")


def put(milestones: list[Milestone], public: Path, settings: PublishSettings = SETTINGS) -> None:
    publish(Collection(milestones), settings=settings, public=public)


def test_current_feeds_are_topics() -> None:
    assert all(map(is_topic, ("feeds/all.atom", "feeds/kind/plan.rss", "feeds/year/2026.json")))
    others = ("feeds/all.ics", "feeds/feeds.opml", "feeds/archive/2026-10.atom", "m/x/index.html")
    assert not any(map(is_topic, others))


def test_what_changed_waits_until_it_was_told(make: Make, tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    put([make(0)], tmp_path)
    assert "feeds/kind/institution.atom" in load_topics(folder)  # empty, but new
    save_topics(folder, ["feeds/all.rss"])
    put([make(0)], tmp_path)
    assert load_topics(folder) == ("feeds/all.rss",)
    put([make(0), make(1, kind=Kind.PLAN_POLICY)], tmp_path)
    waiting = load_topics(folder)
    assert waiting[0] == "feeds/all.rss"
    assert {"feeds/all.atom", "feeds/kind/plan_policy.json"} < set(waiting)
    assert not [path for path in waiting if "institution" in path or "agreement" in path]
    assert len(waiting) == len(set(waiting))


def test_without_a_hub_nothing_waits(make: Make, tmp_path: Path) -> None:
    put([make(0)], tmp_path, SETTINGS.model_copy(update={"hub": ""}))
    assert not (tmp_path / ".coopfeed/topics.json").exists()


@pytest.mark.parametrize("whole", [True, False])
def test_what_a_publication_wrote_that_was_cut_off_is_told(
    make: Make, tmp_path: Path, whole: bool
) -> None:
    folder = OutputFolder(tmp_path)
    put([make(0)], tmp_path)
    save_topics(folder, ())
    views = ("all", "kind/agreement")
    save_pending(folder, Pending(whole=True) if whole else Pending(views=views))
    put([make(0)], tmp_path)  # finds the bytes already there
    waiting = load_topics(folder)
    assert {"feeds/all.atom", "feeds/all.json", "feeds/kind/agreement.rss"} <= set(waiting)
    assert ("feeds/kind/institution.atom" in waiting) == whole


def test_feeds_that_are_gone_are_not_told_of(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("feeds/all.rss", b"x")
    add_topics(folder, ["feeds/all.rss", "feeds/saved/old.rss", "index.html"])
    assert load_topics(folder) == ("feeds/all.rss",)


@pytest.mark.parametrize("data", [b"{", b"[1]", b"null", b"\xff", b"3"])
def test_a_damaged_list_is_empty(tmp_path: Path, data: bytes) -> None:
    folder = OutputFolder(tmp_path)
    folder.put(".coopfeed/topics.json", data)
    assert load_topics(folder) == ()
