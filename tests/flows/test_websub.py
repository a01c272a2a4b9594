"""Telling a hub: what is tried again and when, on a small hub of our own."""

from __future__ import annotations

import http.server
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from flows import websub
from pipeline_common.publish.files import OutputFolder
from pipeline_common.publish.topics import add_topics, load_topics
from pipeline_common.settings import PublishSettings

FEEDS = [f"feeds/kind/{n}.atom" for n in "abcdefgh"]


class Hub:
    """Answers by topic: the next of its `answers`, 202 where there is none left."""

    def __init__(self) -> None:
        self.answers: dict[str, list[int | str]] = {}
        self.every: int | str = 202
        self.headers: dict[str, str] = {}
        self.asked: dict[str, int] = defaultdict(int)
        self.gets = 0
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
                assert form["hub.mode"] == ["publish"]
                topic = form["hub.url"][0].removeprefix("https://example.org/")
                hub.asked[topic] += 1
                answer = (hub.answers.get(topic) or [hub.every]).pop(0)
                if answer == "hang up":
                    self.close_connection = True
                elif answer == "babble":
                    self.wfile.write(b"what?\r\n\r\n")
                    self.close_connection = True
                else:
                    self.send_response(int(answer))
                    for name, value in hub.headers.items():
                        self.send_header(name, value)
                    self.end_headers()

            def do_GET(self) -> None:
                hub.gets += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def hub() -> Iterator[Hub]:
    found = Hub()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that would have been made."""
    found: list[float] = []
    monkeypatch.setattr(websub.time, "sleep", found.append)
    return found


@pytest.fixture
def public(tmp_path: Path) -> Path:
    folder = OutputFolder(tmp_path)
    for path in FEEDS:
        folder.write(path, b"<feed/>")
    add_topics(folder, FEEDS)
    return tmp_path


def tell(hub: Hub, public: Path) -> dict[str, str]:
    settings = PublishSettings(base_url="https://example.org/", hub=hub.address)
    return dict(websub.tell(settings, public))


@pytest.mark.parametrize("answer", [500, 503, 429, 408, "hang up", "babble"])
def test_what_may_pass_is_tried_again(
    hub: Hub, public: Path, pauses: list[float], answer: int | str
) -> None:
    hub.answers = {FEEDS[0]: [answer], FEEDS[3]: [answer, answer]}
    assert tell(hub, public) == {}
    assert dict(hub.asked) == {**dict.fromkeys(FEEDS, 1), FEEDS[0]: 2, FEEDS[3]: 3}
    assert pauses == [websub.BACKOFF, 2 * websub.BACKOFF]
    assert load_topics(OutputFolder(public)) == ()


@pytest.mark.parametrize("answer", [400, 403, 404, 301, 302, 303])
def test_what_is_refused_waits_for_the_next_run_and_stops_nothing(
    hub: Hub, public: Path, pauses: list[float], answer: int
) -> None:
    hub.answers = {path: [answer] for path in FEEDS[:6]}
    hub.headers = {"Location": hub.address} if answer < 400 else {}
    assert tell(hub, public) == dict.fromkeys(FEEDS[:6], f"status {answer}")
    assert dict(hub.asked) == dict.fromkeys(FEEDS, 1)
    assert (pauses, hub.gets) == ([], 0)
    assert tell(hub, public) == {}
    assert dict(hub.asked) == {**dict.fromkeys(FEEDS[:6], 2), **dict.fromkeys(FEEDS[6:], 1)}


def test_a_feed_that_never_works_does_not_keep_others_back(
    hub: Hub, public: Path, pauses: list[float]
) -> None:
    hub.answers = {path: [500] * 99 for path in FEEDS[: websub.PATIENCE]}
    failed = tell(hub, public)
    assert failed == dict.fromkeys(FEEDS[: websub.PATIENCE], "status 500")
    assert all(hub.asked[path] == 1 for path in FEEDS[websub.PATIENCE :])
    assert set(load_topics(OutputFolder(public))) == set(failed)


def test_a_hub_out_of_order_is_not_asked_for_every_feed(
    hub: Hub, public: Path, pauses: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    hub.every = 502
    failed = tell(hub, public)
    assert set(failed) == set(FEEDS)
    assert sum(hub.asked.values()) == websub.ROUNDS * websub.PATIENCE
    assert "8 feeds" in caplog.text
    assert set(load_topics(OutputFolder(public))) == set(FEEDS)


def test_a_hub_that_asks_for_time_gets_it(hub: Hub, public: Path, pauses: list[float]) -> None:
    hub.answers, hub.headers = {FEEDS[0]: [429]}, {"Retry-After": "7"}
    assert tell(hub, public) == {}
    assert pauses == [7.0]
    assert list(hub.asked) == [FEEDS[0], *FEEDS[1:]]
    assert hub.asked[FEEDS[0]] == 2


def test_a_hub_that_asks_for_long_is_left_alone(
    hub: Hub, public: Path, pauses: list[float]
) -> None:
    hub.every, hub.headers = 503, {"Retry-After": "3600"}
    assert set(tell(hub, public)) == set(FEEDS)
    assert (sum(hub.asked.values()), pauses) == (1, [])
    assert load_topics(OutputFolder(public))[-1] == FEEDS[0]  # those not tried come first


def test_nothing_to_tell_asks_nobody(hub: Hub, tmp_path: Path) -> None:
    assert tell(hub, tmp_path) == {}
    assert not hub.asked


def test_a_folder_that_cannot_be_written_fails_nothing(
    hub: Hub, public: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (public / ".coopfeed/topics.json").unlink()
    (public / ".coopfeed/topics.json").mkdir()  # cannot be replaced by a file
    monkeypatch.setattr(websub, "load_topics", lambda folder: tuple(FEEDS))
    hub.every = 400
    assert set(tell(hub, public)) == set(FEEDS)
    assert "cannot be written" in caplog.text
