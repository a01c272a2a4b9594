"""What is done around the runs, on a finished demo."""

import shutil

import pytest

from flows import metrics, notify, steps, upkeep
from pipeline_common.errors import StoreError
from pipeline_common.settings import load_settings


@pytest.fixture
def settings(demo, tmp_path, monkeypatch):
    monkeypatch.setenv("COOPFEED_ALERTS__URLS", '["json://127.0.0.1:9/"]')
    monkeypatch.setenv("COOPFEED_ALERTS__FREE_DISK", "0")
    folder = shutil.copytree(demo.folder, tmp_path / "copy")
    return load_settings(folder / "coopfeed.toml")


@pytest.fixture
def told(monkeypatch):
    """Messages that were sent."""
    sent = []

    def send(urls, title, body):
        sent.append(body)
        return ()

    monkeypatch.setattr(notify, "send", send)
    return sent


def test_a_run_leaves_figures_and_tells_who_needs_a_person(settings, demo, told):
    upkeep.observe(settings, demo.result.run)
    text = (settings.data / metrics.FILE).read_text(encoding="utf-8")
    assert 'coopfeed_source_state{source="demo_blocked",state="blocked"} 1' in text
    assert "coopfeed_run_succeeded 1" in text
    (message,) = told
    assert "source demo_blocked: blocked" in message
    assert "source demo_redesigned: list-not-found" in message


def test_the_same_run_again_tells_nothing(settings, demo, told):
    for _ in range(3):
        upkeep.observe(settings, demo.result.run)
    assert len(told) == 1


def test_a_failed_run_is_told_and_its_end_too(settings, told):
    upkeep.observe(settings, steps.Run(), failures=["the crawl process died"], name="papers")
    upkeep.observe(settings, steps.Run(), name="papers")
    assert told == ["run papers: failed: the crawl process died", "run papers: no longer failed"]
    assert "coopfeed_run_succeeded 1" in (settings.data / metrics.FILE).read_text()


def test_alerts_that_cannot_be_sent_fail_no_run(settings, demo, caplog):
    broken = settings.alerts.model_copy(update={"file": settings.data / "none"})
    assert upkeep.observe(settings.model_copy(update={"alerts": broken}), demo.result.run) == []
    assert "cannot be read" in caplog.text


def test_health_looks_at_everything(settings, told):
    full = settings.alerts.model_copy(update={"free_disk": 10**18})
    found = upkeep.examine_health(settings.model_copy(update={"alerts": full}))
    assert {c.kind for c in found} == {"disk", "source"}
    assert len(told) == 1


def test_a_damaged_database_is_told(settings, told):
    settings.database.write_bytes(b"no database at all" * 100)
    for leftover in settings.data.glob("coopfeed.sqlite-*"):
        leftover.unlink()
    (found,) = upkeep.examine_health(settings)
    assert (found.kind, found.state) == ("database", "damaged")
    assert told[0].startswith("database coopfeed.sqlite: damaged")


def test_a_source_that_left_the_catalogue_needs_nobody(settings, told):
    (settings.catalog / "demo/demo_blocked.toml").unlink()
    assert "demo_blocked" not in {c.subject for c in upkeep.examine_health(settings)}


def test_without_a_database_there_is_nothing_to_copy(tmp_path):
    (tmp_path / "coopfeed.toml").write_text("")
    with pytest.raises(StoreError, match="no database"):
        upkeep.make_backup(load_settings(tmp_path / "coopfeed.toml"))
