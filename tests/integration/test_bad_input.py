"""Bad input ends in one clear line or one set-aside item, and the rest goes on."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows import steps
from flows.lock import exclusive

SOURCE = """
name = "nobody answers"
family = "trs_wcm"
profiles = ["changjiufu"]
advice = "ship"
[[listings]]
url = "http://127.0.0.1:9/"
"""
SETTINGS = 'profile = "changjiufu"\ncatalog = "sources"\n[crawl]\ndelay = 0\nallow_private = true\n'


@pytest.fixture
def installation(tmp_path):
    (tmp_path / "coopfeed.toml").write_text(SETTINGS)
    (tmp_path / "sources" / "x").mkdir(parents=True)
    (tmp_path / "sources/x/nobody.toml").write_text(SOURCE)
    return tmp_path


@pytest.fixture
def filled(demo, tmp_path):
    """A copy of the demo's folder that a test may spoil."""
    shutil.copytree(demo.folder, tmp_path / "demo")
    return tmp_path / "demo"


def one_line(done):
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_source_that_nobody_answers_is_3_and_named(coopfeed, installation):
    done = coopfeed("run", "--json", cwd=installation)
    assert done.returncode == 3, done.stderr
    (source,) = json.loads(done.stdout)["crawls"][0]["sources"]
    assert source["state"] == "unreachable"
    assert source["evidence"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('familly = "trs_wcm"', "familly"),
        ('trust = "some"', "trust"),
        ('tls = "none"', "tls"),
        ("max_pages = 0", "max_pages"),
        ("= nothing", "nobody.toml"),
    ],
)
def test_a_wrong_source_file_is_named_with_its_key(coopfeed, installation, line, named):
    path = installation / "sources/x/nobody.toml"
    path.write_text(f"{line}\n{SOURCE}")
    error = one_line(coopfeed("run", cwd=installation))
    assert "nobody.toml" in error
    assert named in error


def test_a_damaged_batch_is_moved_aside_and_the_rest_goes_on(coopfeed, installation):
    inbox = installation / "data" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "20260101T000000Z-bad.batch").write_bytes(b"this is no batch" * 100)
    assert coopfeed("crawl", cwd=installation).returncode == 3
    done = coopfeed("ingest", cwd=installation)
    assert done.returncode == 3
    assert "damaged" in done.stderr
    assert "ingested:" in done.stdout
    assert [p.name for p in inbox.glob("*.batch")] == []
    assert (inbox / "damaged" / "20260101T000000Z-bad.batch").exists()


def test_an_output_folder_that_is_a_file(coopfeed, filled):
    shutil.rmtree(filled / "public")
    (filled / "public").write_text("in the way")
    assert "public" in one_line(coopfeed("publish", cwd=filled))


def test_a_file_that_is_no_database(coopfeed, installation):
    (installation / "data").mkdir()
    (installation / "data/coopfeed.sqlite").write_bytes(b"no database at all " * 300)
    assert "coopfeed.sqlite" in one_line(coopfeed("run", cwd=installation))


def test_a_second_run_says_who_holds_the_data(coopfeed, installation):
    with exclusive(installation / "data"):
        assert "process" in one_line(coopfeed("run", cwd=installation))


def test_a_waiting_run_follows_the_first(coopfeed, installation):
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: coopfeed("run", "--wait", "60", cwd=installation), range(2)))
    assert [done.returncode for done in runs] == [3, 3], runs


def test_a_crash_between_commit_and_removal_takes_no_batch_twice(demo, filled):
    from crawler.batch import BatchWriter, batch_address
    from pipeline_common.settings import load_settings

    settings = load_settings(filled / "coopfeed.toml")
    report = demo.result.run.crawls[0]
    with BatchWriter(batch_address(settings.inbox, report.batch_id)) as writer:
        writer.finish(report)
    with steps.open_store(settings, read_only=True) as store:
        before = store.counts()
    taken = steps.ingest(settings)
    assert taken.ingested == ()
    assert not list((settings.data / "inbox").glob("*.batch"))
    with steps.open_store(settings, read_only=True) as store:
        assert store.counts() == before


def test_an_empty_database_does_not_replace_a_good_feed(coopfeed, filled):
    before = (filled / "public/feeds/all.atom").read_bytes()
    for path in (filled / "data").glob("coopfeed.sqlite*"):
        path.unlink()
    assert coopfeed("publish", cwd=filled).returncode == 3
    assert (filled / "public/feeds/all.atom").read_bytes() == before
