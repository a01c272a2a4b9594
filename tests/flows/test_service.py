"""`coopfeed serve`: one process tree that starts, answers, runs on schedule, and ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from flows.service import next_pause, prefect_environment
from pipeline_common.settings import load_settings

SETTINGS = """
profile = "changjiufu"
catalog = "sources"
[crawl]
delay = 0
timeout = 2
allow_private = true
[serve]
port = {web}
prefect_port = {prefect}
[schedule]
cron = "* * * * *"
"""
SOURCE = """
name = "nobody answers"
family = "trs_wcm"
profiles = ["changjiufu"]
advice = "ship"
[[listings]]
url = "http://127.0.0.1:{port}/"
"""


def test_pauses_grow_while_it_ends_at_once_and_shrink_when_it_lasted():
    pauses = [0.5]
    for _ in range(8):
        pauses.append(next_pause(pauses[-1], lasted=1.0))
    assert pauses[1:] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert next_pause(60, lasted=599) == 60
    assert next_pause(60, lasted=600) == 1
    assert next_pause(1, lasted=20) == 1


@pytest.fixture
def installation(tmp_path, watching):
    ports = {"web": watching.free_port(), "prefect": watching.free_port()}
    (tmp_path / "coopfeed.toml").write_text(SETTINGS.format(**ports))
    (tmp_path / "sources" / "x").mkdir(parents=True)
    (tmp_path / "sources/x/nobody.toml").write_text(SOURCE.format(port=watching.free_port()))
    return tmp_path, ports


def start(folder, *options):
    return subprocess.Popen(
        [sys.executable, "-P", "-c", "from flows.cli import main; main()", "serve", *options],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.status, answer.read()


@pytest.mark.prefect
def test_serve_answers_plans_and_stops_without_leaving_anything(installation, watching):
    folder, ports = installation
    service = start(folder)
    try:
        api = f"http://127.0.0.1:{ports['prefect']}/api"
        watching.wait_for(lambda: get(f"http://127.0.0.1:{ports['web']}/healthz")[0] == 200, 120)
        request = urllib.request.Request(
            f"{api}/deployments/filter", b"{}", {"Content-Type": "application/json"}
        )

        def deployments():
            with urllib.request.urlopen(request, timeout=5) as answer:
                return json.load(answer)

        plans = watching.wait_for(lambda: len(found := deployments()) == 3 and found, 60)
        assert {p["name"] for p in plans} == {"regular", "daily", "copy"}
        for plan in plans:
            assert plan["schedules"][0]["schedule"]["timezone"] == "Asia/Shanghai"
            assert plan["global_concurrency_limit"]["limit"] == 1
        family = watching.descendants(service.pid).keys()
        assert len(family) >= 2
        os.kill(service.pid, signal.SIGTERM)
        _, errors = service.communicate(timeout=60)
        assert service.returncode == 0, errors
        assert not family & watching.descendants(1).keys()
    finally:
        service.kill()
        service.communicate()


def test_web_only_starts_nothing_else(installation, watching):
    folder, ports = installation
    service = start(folder, "--web-only")
    try:
        watching.wait_for(lambda: get(f"http://127.0.0.1:{ports['web']}/healthz")[0] == 200, 60)
        assert watching.descendants(service.pid) == {}
        service.terminate()
        _, errors = service.communicate(timeout=30)
        assert service.returncode == 0, errors
    finally:
        service.kill()
        service.communicate()


def test_a_taken_port_is_one_clear_line(coopfeed, installation):
    folder, ports = installation
    with socket.create_server(("127.0.0.1", ports["web"])):
        done = coopfeed("serve", cwd=folder)
    assert done.returncode == 1
    assert str(ports["web"]) in done.stderr
    assert "[serve]" in done.stderr


def test_nothing_calls_home_and_prefect_keeps_to_its_folder(installation):
    folder, ports = installation
    settings = load_settings(folder / "coopfeed.toml")
    environment = prefect_environment(settings)
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["PREFECT_HOME"] == str(folder / "data" / "prefect")
    assert environment["PREFECT_API_URL"] == f"http://127.0.0.1:{ports['prefect']}/api"
