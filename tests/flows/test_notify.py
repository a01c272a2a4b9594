"""Sending messages: delivered on loopback, failures without a secret."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from flows.notify import send
from pipeline_common.errors import ConfigError

pytest.importorskip("apprise", reason="the extra `notify` is not installed")


@pytest.fixture
def hook():
    """A webhook on loopback: `.url`, `.taken` (bodies)."""

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            """Silent."""

    taken = []
    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    server.url, server.taken = f"json://name:secret@127.0.0.1:{server.server_port}/", taken
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_message_arrives(hook):
    assert send([hook.url], "标题", "一行\n两行") == ()
    (message,) = hook.taken
    assert message["title"] == "标题"
    assert message["message"] == "一行\n两行"


def test_failures_are_named_by_scheme_only(hook, caplog):
    bad = ["json://name:secret@127.0.0.1:9/token", "token without scheme", "gibberish://token"]
    with caplog.at_level(logging.DEBUG):
        assert send([*bad, hook.url], "t", "b") == ("json", "an unknown scheme", "gibberish")
    assert len(hook.taken) == 1
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("coopfeed", "apprise"))]
    assert ours
    assert not any("secret" in line or "token" in line for line in ours)


def test_no_address_needs_no_package(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "apprise", None)
    assert send([], "t", "b") == ()
    with pytest.raises(ConfigError, match="notify"):
        send(["json://x"], "t", "b")
