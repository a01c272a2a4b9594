"""What checkers say of all that is published: sites of nothing, of one milestone, of hostile texts,
and feeds of thousands. Grammars by jing, HTML and CSS by vnu, calendars by libical and khal.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from pipeline_common.models import Kind, Milestone, State, Status
from pipeline_common.publish import Collection, SourceStatus, publish
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.feed_documents import feed_documents
from pipeline_common.publish.files import OutputFolder
from pipeline_common.settings import PublishSettings
from tests.pipeline_common.publish.conftest import START
from tests.pipeline_common.publish.hostile import HOSTILE, spoil

Make = Callable[..., Milestone]
EditionOf = Callable[..., Edition]
MANY = 3000
SCHEMAS = Path(__file__).parents[2] / "schemas"
VNU = Path(__file__).parents[2] / "browser/node_modules/vnu-jar/build/dist/vnu.jar"
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's libical belongs to

_RESTRICTIONS = """
import sys, gi
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
calendar = ICalGLib.Parser.parse_string(open(sys.argv[1], encoding="utf-8", newline="").read())
assert calendar.count_errors() == 0, calendar.as_ical_string()
ICalGLib.restriction_check(calendar)
assert calendar.count_errors() == 0, calendar.as_ical_string()
print(calendar.count_components(ICalGLib.ComponentKind.VEVENT_COMPONENT))
"""

needs_jing = pytest.mark.skipif(shutil.which("jing") is None, reason="jing is not installed")


def _has_libical() -> bool:
    probe = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"]
    return (
        Path(SYSTEM_PYTHON).exists() and not subprocess.run(probe, capture_output=True).returncode
    )


needs_libical = pytest.mark.skipif(
    not _has_libical(), reason="libical is not installed (gir1.2-ical-3.0, python3-gi)"
)


@cache
def json_feed_schema() -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / "jsonfeed-1.1.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def sample(make: Make) -> list[Milestone]:
    """Every kind, every sort of date, a long headline, a withdrawn one."""
    milestones = [
        make(n, f"202{n % 3 + 4}-0{n + 1}-15", kind=kind, headline="一" * 120 if n == 3 else "标题")
        for n, kind in enumerate(Kind)
    ]
    return [*milestones, make(20, "2026-07"), make(21, None), make(22, status=Status.WITHDRAWN)]


def hostile(make: Make) -> list[Milestone]:
    """The hostile texts in every field."""
    return [spoil(make(n), text) for n, text in enumerate(HOSTILE)]


#: Sites by name: how many days the calendar of each has.
SITES: dict[str, tuple[Callable[[Make], list[Milestone]], int]] = {
    "sample": (sample, 9),
    "empty": (lambda make: [], 0),
    "one": (lambda make: [make(0)], 1),
    "hostile": (hostile, len(HOSTILE)),
}


@pytest.fixture(scope="module", params=SITES)
def site(
    request: pytest.FixtureRequest, make: Make, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int]:
    """A published folder, and how many days its calendar has."""
    folder = tmp_path_factory.mktemp(request.param)
    build, days = SITES[request.param]
    sources = [SourceStatus("example-daily", "示例日报", "https://a.example.cn/", State.BLOCKED)]
    settings = PublishSettings(base_url="https://example.org")
    report = publish(Collection(build(make)), settings=settings, public=folder, sources=sources)
    assert report.skipped == ()
    return folder, days


@pytest.fixture(scope="module")
def many(make: Make, edition_of: EditionOf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feeds of a site that published 3000 milestones in three weeks."""
    folder, kinds = tmp_path_factory.mktemp("many"), list(Kind)
    instants = [START + timedelta(minutes=10 * n) for n in range(MANY)]
    milestones = [
        make(n, f"20{n % 26:02}-{n % 12 + 1:02}-{n % 28 + 1:02}", kind=kinds[n % 8],
             published=instant, changed=instant)
        for n, instant in enumerate(instants)
    ]  # fmt: skip
    edition = edition_of(*milestones)
    for document in feed_documents(edition, [edition.everything]):
        OutputFolder(folder).put(document.path, document.render())
    return folder


def jing_finds_nothing(folder: Path, suffix: str) -> int:
    """How many files the grammar was put to."""
    files = sorted(folder.rglob(f"*.{suffix}"))
    done = subprocess.run(
        ["jing", "-c", SCHEMAS / f"{suffix}.rnc", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    return len(files)


@needs_jing
@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_jing_finds_nothing_in_any_feed(site: tuple[Path, int], suffix: str) -> None:
    assert jing_finds_nothing(site[0], suffix) >= 1 + len(Kind)  # all and each kind, also empty


@needs_jing
def test_jing_finds_nothing_in_the_list_of_feeds(site: tuple[Path, int]) -> None:
    assert jing_finds_nothing(site[0], "opml") == 1


@needs_jing
@pytest.mark.parametrize("suffix", ["rss", "atom"])
def test_jing_finds_nothing_in_a_feed_of_thousands(many: Path, suffix: str) -> None:
    assert jing_finds_nothing(many, suffix) == 1
    document = (many / f"feeds/all.{suffix}").read_bytes()
    assert document.count(f"{MANY - 1}.html".encode()) > 0
    assert len(document) < 5_000_000  # what the validator of the W3C reads


def test_the_schema_finds_nothing_in_any_json_feed(site: tuple[Path, int]) -> None:
    files = sorted((site[0] / "feeds").rglob("*.json"))
    assert len(files) >= 1 + len(Kind)
    for file in files:
        json_feed_schema().validate(json.loads(file.read_bytes()))


def test_the_schema_finds_nothing_in_a_json_feed_of_thousands(many: Path) -> None:
    document = json.loads((many / "feeds/all.json").read_bytes())
    assert len(document["items"]) == MANY
    json_feed_schema().validate(document)


@pytest.mark.skipif(not VNU.exists(), reason="vnu is not installed (npm install in tests/browser)")
@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
def test_vnu_finds_nothing(site: tuple[Path, int]) -> None:
    pages = sorted(map(str, (*site[0].rglob("*.html"), *site[0].rglob("*.css"))))
    done = subprocess.run(
        ["java", "-Xmx256m", "-jar", str(VNU), "--also-check-css", "--format", "json", *pages],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    told = json.loads(done.stderr or '{"messages": []}')["messages"]
    assert [(Path(m["url"]).parent.name, m["message"]) for m in told if m["type"] == "error"] == []


@needs_libical
def test_libical_finds_nothing(site: tuple[Path, int]) -> None:
    public, days = site
    assert libical_reads(public / "feeds/all.ics") == days
    for file in sorted((public / "feeds/kind").glob("*.ics")):
        libical_reads(file)


@needs_libical
def test_libical_finds_nothing_in_a_calendar_of_thousands(many: Path) -> None:
    assert libical_reads(many / "feeds/all.ics") == MANY


def libical_reads(file: Path) -> int:
    """How many events it finds."""
    done = subprocess.run(
        [SYSTEM_PYTHON, "-c", _RESTRICTIONS, str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_khal_imports_the_calendar(site: tuple[Path, int], tmp_path: Path) -> None:
    public, days = site
    (tmp_path / "events").mkdir()
    (tmp_path / "config").write_text(
        f"[calendars]\n[[ours]]\npath = {tmp_path}/events\n"
        "[locale]\nlocal_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n"
    )
    done = subprocess.run(
        ["khal", "-c", str(tmp_path / "config"), "import", "--batch", "-a", "ours",
         str(public / "feeds/all.ics")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "events").glob("*.ics"))) == days
