"""What changed is enough: the folder is the same as if everything had been made anew."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_common.models import EventDate, Kind, Milestone, Status
from pipeline_common.publish import Collection, PublishReport, publish
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.record import ALL
from pipeline_common.regions import load_profile
from pipeline_common.selection import Selection
from pipeline_common.settings import PublishSettings, SearchSettings

Make = Callable[..., Milestone]
SETTINGS = PublishSettings(
    base_url="https://example.org",
    window_entries=3,
    window_days=1,
    searches={"rail": SearchSettings(title="铁路", words="铁路")},
)
REGIONS = (load_profile("changjiufu"), load_profile("jing_jin_ji"))
PLACES = ("南昌", "九江", "抚州")
DATES = ("2026-10-28", "2026-10", "2025-01-02", "2025", None)


class Log(Collection):
    """A record in memory that keeps which milestones changed when."""

    def __init__(self, milestones: Iterable[Milestone], revisions: dict[str, int]) -> None:
        super().__init__(milestones)
        self._revisions = revisions

    def revision(self) -> int:
        return max(self._revisions.values())

    def changed(self, since: int) -> list[Milestone]:
        return [m for m in self._all if self._revisions[m.id] > since]


def put(record: Collection, public: Path) -> PublishReport:
    return publish(record, settings=SETTINGS, public=public, regions=REGIONS)


def make_anew(record: Collection, public: Path) -> PublishReport:
    """Make everything again, with no trust in what was done before."""
    state = public / ".coopfeed/state.json"
    state.write_text(json.dumps(json.loads(state.read_bytes()) | {"seed": "another"}))
    return put(record, public)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few rows that a handful fills pages, archives and data files."""
    monkeypatch.setattr("pipeline_common.publish.site.lists.ROWS", 3)
    monkeypatch.setattr("pipeline_common.publish.feed_documents.ARCHIVED_ENTRIES", 2)
    monkeypatch.setattr("pipeline_common.publish.data.WHOLE", 6)


FACTS = st.fixed_dictionaries(
    {
        "date": st.sampled_from(DATES).map(lambda d: EventDate(d) if d else None),
        "kind": st.sampled_from([Kind.AGREEMENT, Kind.OTHER]),
        "places": st.lists(st.sampled_from(PLACES), unique=True, max_size=3).map(tuple),
        "headline": st.sampled_from(["甲", "乙铁路"]),
        "status": st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.WITHDRAWN, Status.HIDDEN]),
        "backfill": st.booleans(),
    }
)


@settings(
    max_examples=int(os.environ.get("COOPFEED_EXAMPLES", "2")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(st.dictionaries(st.integers(0, 9), FACTS, min_size=1, max_size=4), max_size=4)
)
def test_in_steps_or_at_once(
    make: Make, tmp_path_factory: pytest.TempPathFactory, steps: list[dict[int, dict[str, object]]]
) -> None:
    public = tmp_path_factory.mktemp("public")
    held: dict[int, Milestone] = {n: make(n) for n in range(5)}
    revisions = {m.id: 1 for m in held.values()}
    put(Log(held.values(), revisions), public)
    for number, step in enumerate(steps, 2):
        for n, facts in step.items():
            later = make(n).changed + timedelta(hours=number)
            old = held.get(n, make(n))
            held[n] = replace(old, **{**facts, "backfill": old.backfill, "changed": later})  # type: ignore[arg-type]
            revisions[held[n].id] = number
        record = Log(held.values(), revisions)
        put(record, public)
        assert put(record, public).written == ()
        assert make_anew(record, public).written == ()


def test_the_cost_follows_what_changed(make: Make, tmp_path: Path) -> None:
    held = [make(n, f"20{n % 20 + 6:02}-05-0{n % 9 + 1}", places=PLACES[:2]) for n in range(60)]
    revisions = {m.id: 1 for m in held}
    put(Log(held, revisions), tmp_path)
    new = make(99, "2026-11-02", places=("北京", "天津"), kind=Kind.OTHER)
    written = put(Log([*held, new], revisions | {new.id: 2}), tmp_path).written
    assert f"{entry_page(new.id)}index.html" in written
    touched = {path for path in written if path.startswith(("feeds/", "m/", "year/", "data/2"))}
    assert not {path for path in touched if "agreement" in path or "360100" in path}
    assert sum(path.startswith("m/") for path in touched) == 1
    assert {path for path in touched if path.startswith("data/")} == {
        "data/2026.csv",
        "data/2026.json",
    }


class Counted(Log):
    """A record that notes what it was asked to count."""

    def __init__(self, milestones: Iterable[Milestone], revisions: dict[str, int]) -> None:
        super().__init__(milestones, revisions)
        self.asked: list[Selection] = []

    def count(self, wanted: Selection) -> int:
        if not re.fullmatch(r"\d{4}-\d\d", wanted.year):  # months of a full year
            self.asked.append(wanted)
        return super().count(wanted)


def test_counts_are_carried_on(make: Make, tmp_path: Path) -> None:
    held = {n: make(n, places=PLACES[:2]) for n in range(5)}
    put(Log(held.values(), {m.id: 1 for m in held.values()}), tmp_path)
    held[1] = replace(held[1], status=Status.WITHDRAWN)
    held[2] = replace(held[2], kind=Kind.OTHER, places=PLACES[1:])
    revisions = {m.id: 1 + (n in (1, 2)) for n, m in held.items()}
    record = Counted(held.values(), revisions)
    put(record, tmp_path)
    new_pairs = [w for w in record.asked if w != ALL]
    assert len(record.asked) - len(new_pairs) == 1
    assert all(len(w.places) == 2 or w.places == ((PLACES[2],),) for w in new_pairs)
    assert make_anew(record, tmp_path).written == ()


@pytest.mark.parametrize("lost", [b"", b"[]"])
def test_counts_are_right_where_part_of_the_ledger_was_lost(
    make: Make, tmp_path: Path, lost: bytes
) -> None:
    held = {n: make(n) for n in range(5)}
    put(Log(held.values(), {m.id: 1 for m in held.values()}), tmp_path)
    for part in (tmp_path / ".coopfeed/ledger").iterdir():
        part.write_bytes(lost)
    held[1] = replace(held[1], headline="改过")
    record = Log(held.values(), {m.id: 1 + (n == 1) for n, m in held.items()})
    put(record, tmp_path)
    page = (tmp_path / "place/360100/index.html").read_text(encoding="utf-8")
    assert "共 5 条" in page


def test_a_record_put_back_to_an_earlier_state_is_made_anew(make: Make, tmp_path: Path) -> None:
    old = [make(0), make(1)]
    put(Log(old, {m.id: 3 for m in old}), tmp_path)
    new = [*old, make(2)]
    put(Log(new, {m.id: 5 for m in new}), tmp_path)
    put(Log(old, {m.id: 3 for m in old}), tmp_path)
    feed = json.loads((tmp_path / "feeds/all.json").read_bytes())
    assert {item["id"] for item in feed["items"]} == {m.id for m in old}
    page = tmp_path / entry_page(make(2).id) / "index.html"
    assert "不再公开" in page.read_text(encoding="utf-8")


def test_a_saved_search_has_page_and_feeds(make: Make, tmp_path: Path) -> None:
    put(Collection([make(0), make(1, headline="昌九铁路开工")]), tmp_path)
    feed = json.loads((tmp_path / "feeds/saved/rail.json").read_bytes())
    assert [item["title"] for item in feed["items"]] == ["昌九铁路开工"]
    assert feed["title"].endswith("：铁路")
    assert "昌九铁路开工" in (tmp_path / "saved/rail/index.html").read_text(encoding="utf-8")
    assert "saved/rail" in (tmp_path / "feeds/feeds.opml").read_text(encoding="utf-8")
    plain = SETTINGS.model_copy(update={"searches": {}})
    publish(Collection([make(0)]), settings=plain, public=tmp_path)
    feed = json.loads((tmp_path / "feeds/saved/rail.json").read_bytes())
    assert feed["items"] == []  # its subscribers get no 404


def test_a_region_has_page_and_feeds(make: Make, tmp_path: Path) -> None:
    inside = make(1, places=("永修", "长沙"), headline="永修与长沙结对")
    put(Collection([make(0, places=("长沙", "赣州")), inside]), tmp_path)
    feed = json.loads((tmp_path / "feeds/region/changjiufu.json").read_bytes())
    assert [item["title"] for item in feed["items"]] == ["永修与长沙结对"]
    assert feed["title"].endswith("：昌九抚")
    page = (tmp_path / "region/changjiufu/index.html").read_text(encoding="utf-8")
    assert "永修与长沙结对" in page
    assert json.loads((tmp_path / "feeds/region/jing_jin_ji.json").read_bytes())["items"] == []
    assert "region/jing_jin_ji" in (tmp_path / "feeds/feeds.opml").read_text(encoding="utf-8")
    search = (tmp_path / "search/index.html").read_text(encoding="utf-8")
    assert ">大南昌都市圈</a>" in search


def test_what_was_begun_and_cut_off_is_made_up_for(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [make(n) for n in range(3)]
    put(Log(old, {m.id: 1 for m in old}), tmp_path)
    moved = replace(old[0], places=("北京", "天津"), kind=Kind.OTHER)
    with monkeypatch.context() as patch:
        patch.setattr("pipeline_common.publish.publication.save_manifest", None)
        with pytest.raises(TypeError):  # everything is written, nothing recorded
            put(Log([moved, *old[1:]], {m.id: 2 for m in old}), tmp_path)
    assert (tmp_path / ".coopfeed/pending.json").exists()
    record = Log(old, {m.id: 3 for m in old})  # and back again before the next publication
    put(record, tmp_path)
    feed = json.loads((tmp_path / "feeds/place/110000.json").read_bytes())
    assert feed["items"] == []
    assert make_anew(record, tmp_path).written == ()
