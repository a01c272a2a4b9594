"""The systemd units: understood by systemd, hardened, and in step with the settings."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from flows.cli import cli
from pipeline_common.settings import ScheduleSettings

UNITS = Path(__file__).parents[2] / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
TIMERS = sorted(UNITS.glob("*.timer"))

needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="the Debian package systemd is not installed"
)


def analyze(*arguments):
    done = subprocess.run(
        ["systemd-analyze", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def read(unit):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(unit.read_text())
    return parser


@needs_systemd
def test_every_unit_is_valid(tmp_path):
    for unit in (*SERVICES, *TIMERS):
        text = unit.read_text().replace("/opt/coopfeed/bin/coopfeed", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    code, told = analyze("verify", "--man=no", *sorted(tmp_path.iterdir()))
    # The account is made by the operator; everything else has to be silent.
    lines = [line for line in told.splitlines() if unit_name(line) and "coopfeed: user" not in line]
    assert (code, lines) == (0, [])


def unit_name(line):
    return re.match(r"(/\S+/)?coopfeed[\w-]*\.(service|timer)", line)


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_every_service_is_hardened(unit):
    code, told = analyze("security", "--offline=true", "--threshold=20", unit)
    assert code == 0, told


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_every_command_exists(unit):
    program, command, *_ = read(unit)["Service"]["ExecStart"].split()
    assert program.endswith("/coopfeed")
    assert command in cli.commands


def test_every_timer_starts_a_service_and_catches_up():
    for timer in TIMERS:
        assert timer.with_suffix(".service") in SERVICES
        assert read(timer)["Timer"]["Persistent"] == "yes"


@needs_systemd
def test_timers_say_what_the_schedule_says():
    schedule = ScheduleSettings()
    for name, cron in (
        ("run", schedule.cron), ("health", schedule.health), ("backup", schedule.backup),
    ):  # fmt: skip
        calendar = read(UNITS / f"coopfeed-{name}.timer")["Timer"]["OnCalendar"]
        minute, hours, *_ = cron.split()
        padded = ",".join(f"{int(hour):02}" for hour in hours.split(","))
        assert calendar == f"*-*-* {padded}:{int(minute):02}:00 {schedule.timezone}"
        assert analyze("calendar", calendar)[0] == 0
