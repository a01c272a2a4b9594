"""What others' checkers say of a published folder: HTML and CSS by vnu, the calendar by libical."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline_common.models import Kind, Milestone, State, Status
from pipeline_common.publish import Collection, SourceStatus, publish
from pipeline_common.settings import PublishSettings

Make = Callable[..., Milestone]
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


@pytest.fixture(scope="module")
def public(make: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    milestones = [
        make(n, f"202{n % 3 + 4}-0{n + 1}-15", kind=kind, headline="一" * 120 if n == 3 else "标题")
        for n, kind in enumerate(Kind)
    ]
    milestones += [make(20, "2026-07"), make(21, None), make(22, status=Status.WITHDRAWN)]
    sources = [SourceStatus("example-daily", "示例日报", "https://a.example.cn/", State.BLOCKED)]
    settings = PublishSettings(base_url="https://example.org")
    publish(Collection(milestones), settings=settings, public=folder, sources=sources)
    return folder


@pytest.mark.skipif(not VNU.exists(), reason="vnu is not installed (npm install in tests/browser)")
@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
def test_vnu_finds_nothing(public: Path) -> None:
    pages = sorted(map(str, (*public.rglob("*.html"), *public.rglob("*.css"))))
    done = subprocess.run(
        ["java", "-Xmx256m", "-jar", str(VNU), "--also-check-css", "--format", "json", *pages],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    told = json.loads(done.stderr or '{"messages": []}')["messages"]
    assert [(Path(m["url"]).parent.name, m["message"]) for m in told if m["type"] == "error"] == []


def test_libical_finds_nothing(public: Path) -> None:
    probe = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"]
    if not Path(SYSTEM_PYTHON).exists() or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("libical for Python is not installed (gir1.2-ical-3.0, python3-gi)")
    done = subprocess.run(
        [SYSTEM_PYTHON, "-c", _RESTRICTIONS, str(public / "feeds/all.ics")],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "9"), done.stderr


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_khal_imports_the_calendar(public: Path, tmp_path: Path) -> None:
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
    assert len(list((tmp_path / "events").glob("*.ics"))) == 9
