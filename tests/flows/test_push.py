"""Telling others after a publication: a WebSub hub, webhooks, people."""

from __future__ import annotations

import hashlib
import hmac
import http.server
import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pydantic import SecretStr

from flows import digest, notify, steps, websub
from pipeline_common.publish.digest import LISTED, message
from pipeline_common.settings import NotifySettings, PublishSettings, Settings
from tests.telling import signing, tell

START = datetime(2026, 11, 1, 1, tzinfo=UTC)


@dataclass
class Peer:
    """A small HTTP server that keeps what it is sent: a hub, or the receiver of a webhook."""

    address: str = ""
    status: int = 202
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def topics(self) -> list[str]:
        return [parse_qs(body.decode())["hub.url"][0] for _, body in self.received]


@pytest.fixture
def peer() -> Iterator[Peer]:
    found = Peer()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found.received.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(found.status)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}/token-of-ours"
    yield found
    server.shutdown()
    server.server_close()


def settings_of(folder: Path, *, hub: str = "", **notify: object) -> Settings:
    return Settings(
        data=folder / "data",
        public=folder / "public",
        publish=PublishSettings(base_url="https://example.org", hub=hub),
        notify=NotifySettings(**notify),
    )


def learn(settings: Settings, number: int, *, backfill: bool = False) -> None:
    """Take in one article that tells one new milestone."""
    at = START + timedelta(minutes=number)
    with steps.open_store(settings) as store:
        tell(store, number, signing(number), at, f"b{number}", backfill=backfill)


def test_the_hub_hears_of_changed_feeds_only(tmp_path: Path, peer: Peer) -> None:
    settings = settings_of(tmp_path, hub=peer.address)
    learn(settings, 1)
    steps.publish(settings)
    assert "https://example.org/feeds/all.atom" in peer.topics
    assert "https://example.org/feeds/kind/agreement.rss" in peer.topics
    assert all(headers["content-type"].endswith("urlencoded") for headers, _ in peer.received)
    assert all(b"hub.mode=publish" in body for _, body in peer.received)
    peer.received.clear()
    steps.publish(settings)
    assert peer.received == []
    learn(settings, 2)
    steps.publish(settings)
    assert "https://example.org/feeds/all.json" in peer.topics
    assert not [t for t in peer.topics if "/institution" in t or t.endswith((".ics", ".gz"))]


@pytest.mark.parametrize("hub", ["http://127.0.0.1:9/", "nonsense", "http://[::bad"])
def test_a_hub_out_of_reach_fails_nothing(
    tmp_path: Path, hub: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websub, "BACKOFF", 0.0)
    settings = settings_of(tmp_path, hub=hub)
    learn(settings, 1)
    report = steps.publish(settings)
    assert "feeds/all.atom" in report.written
    feeds = {p for p in report.written if p.startswith("feeds/") and "/archive/" not in p}
    assert {p for p, _ in report.untold} == {p for p in feeds if not p.endswith((".ics", ".opml"))}
    assert steps.Run(published=report).complete


def test_what_the_hub_did_not_take_it_hears_next_time_with_the_rest(
    tmp_path: Path, peer: Peer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(websub, "BACKOFF", 0.0)
    settings = settings_of(tmp_path, hub=peer.address)
    peer.status = 503
    learn(settings, 1)
    missed = {path for path, _ in steps.publish(settings).untold}
    assert "feeds/kind/agreement.rss" in missed
    assert ("status 503" in caplog.text, "token-of-ours" in caplog.text) == (True, False)
    peer.received.clear()
    peer.status = 202
    report = steps.publish(settings)  # nothing has changed since, and nothing is forgotten
    assert (report.written, report.untold) == ((), ())
    assert sorted(peer.topics) == sorted(f"https://example.org/{path}" for path in missed)
    peer.received.clear()
    assert steps.publish(settings).untold == ()
    assert peer.received == []


def test_a_webhook_gets_what_is_new_signed_and_once(tmp_path: Path, peer: Peer) -> None:
    settings = settings_of(
        tmp_path, webhooks=[SecretStr(peer.address)], secret=SecretStr("a key of ours")
    )
    learn(settings, 1)
    learn(settings, 2)
    steps.publish(settings)
    ((headers, body),) = peer.received
    assert headers["content-type"] == "application/feed+json"
    expected = hmac.new(b"a key of ours", body, hashlib.sha256).hexdigest()
    assert headers["x-hub-signature-256"] == f"sha256={expected}"
    items = json.loads(body)["items"]
    assert [item["_milestone"]["date"] for item in items] == ["2026-10-02", "2026-10-03"]
    assert items[0]["url"].startswith("https://example.org/m/")
    steps.publish(settings)
    assert len(peer.received) == 1
    learn(settings, 3)
    steps.publish(settings)
    assert len(json.loads(peer.received[1][1])["items"]) == 1
    assert peer.received[1][0]["x-coopfeed-delivery"] != headers["x-coopfeed-delivery"]


def test_what_was_not_taken_is_told_next_time_with_the_rest(
    tmp_path: Path, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_of(tmp_path, webhooks=[SecretStr(peer.address)])
    peer.status = 500
    learn(settings, 1)
    assert "feeds/all.atom" in steps.publish(settings).written
    assert "token-of-ours" not in caplog.text
    assert "not delivered" in caplog.text
    peer.status = 200
    learn(settings, 2)
    steps.publish(settings)
    assert [len(json.loads(body)["items"]) for _, body in peer.received] == [1, 2]
    assert "x-hub-signature-256" not in peer.received[1][0]


def test_a_run_that_died_before_telling_is_made_up_for(tmp_path: Path, peer: Peer) -> None:
    settings = settings_of(tmp_path, webhooks=[SecretStr(peer.address)])
    learn(settings, 1)
    with steps.open_store(settings) as store:  # what `publish` does first, and no more
        digest.begin(settings, store)
        store.assign_publication(START)
    steps.publish(settings)
    steps.publish(settings)
    assert [len(json.loads(body)["items"]) for _, body in peer.received] == [1]


def test_a_new_target_is_not_told_of_history(tmp_path: Path, peer: Peer) -> None:
    learn(settings_of(tmp_path), 1)
    steps.publish(settings_of(tmp_path))
    settings = settings_of(tmp_path, webhooks=[SecretStr(peer.address)])
    steps.publish(settings)
    learn(settings, 2, backfill=True)
    steps.publish(settings)
    assert peer.received == []
    learn(settings, 3)
    steps.publish(settings)
    assert len(json.loads(peer.received[0][1])["items"]) == 1


def test_people_get_one_digest_a_run_and_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, str, str]] = []

    def send(urls: list[str], title: str, body: str) -> tuple[str, ...]:
        sent.append((urls[0], title, body))
        return ("json",) if "broken" in urls[0] else ()

    monkeypatch.setattr(notify, "send", send)
    (tmp_path / "targets").write_text("# ours\njson://one/\njson://broken/\n")
    settings = settings_of(tmp_path, file=tmp_path / "targets")
    for number in range(1, 4):
        learn(settings, number)
    steps.publish(settings)
    steps.publish(settings)
    assert [url for url, _, _ in sent] == ["json://one/", "json://broken/", "json://broken/"]
    _, title, body = sent[0]
    assert title == "区域合作大事记：新增 3 条"
    assert body.startswith("2026年10月2日 · 签约 · 10月2日，南昌与九江签署第1份合作协议。\n")
    assert body.count("https://example.org/m/") == 3


def test_apprise_delivers_on_loopback(tmp_path: Path, peer: Peer) -> None:
    pytest.importorskip("apprise")
    address = peer.address.replace("http://", "json://")
    settings = settings_of(tmp_path, urls=[SecretStr(address)])
    learn(settings, 1)
    steps.publish(settings)
    steps.publish(settings)
    assert [json.loads(body)["title"] for _, body in peer.received] == ["区域合作大事记：新增 1 条"]


def test_a_file_that_is_missing_fails_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_of(tmp_path, file=tmp_path / "none")
    learn(settings, 1)
    with caplog.at_level(logging.ERROR):
        assert steps.publish(settings).written
    assert "cannot be read" in caplog.text


def test_long_digests_are_cut(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    learn(settings, 1)
    steps.publish(settings)
    with steps.open_store(settings) as store:
        new = store.milestones(published_only=True) * 50
    _, body = message(new, settings.publish)
    assert body.count("/m/") == LISTED
    assert body.endswith("其余 10 条见 https://example.org/\n")
