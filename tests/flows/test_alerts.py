"""Alerts: once, then on change, and never with a secret in a log."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import alerts
from flows.conditions import Condition
from pipeline_common.errors import SettingsError
from pipeline_common.settings import load_settings


class Post:
    """Takes messages, or refuses them."""

    def __init__(self):
        self.messages = []
        self.refuses = False

    def __call__(self, urls, title, body):
        if self.refuses:
            return tuple(url.partition(":")[0] for url in urls)
        self.messages.append((title, body))
        return ()


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("COOPFEED_ALERTS__URLS", '["json://user:secret@127.0.0.1/"]')
    path = tmp_path / "coopfeed.toml"
    path.write_text("")
    return load_settings(path)


@pytest.fixture
def post():
    return Post()


def source(ident, state="blocked", detail=""):
    return Condition("source", ident, state, detail)


def tell(settings, post, *found, kinds=("source",), subjects=None):
    return alerts.tell(settings, found, kinds=kinds, subjects=subjects, send=post)


def test_a_condition_is_told_once(settings, post):
    for detail in ("412", "another 412"):
        tell(settings, post, source("a", detail=detail))
    assert post.messages == [("coopfeed: source a: blocked: 412", "source a: blocked: 412")]


def test_a_change_and_the_end_are_told(settings, post):
    tell(settings, post, source("a"))
    assert tell(settings, post, source("a", "stale")) == ["source a: stale"]
    assert tell(settings, post) == ["source a: no longer stale"]
    assert tell(settings, post) == []
    assert len(post.messages) == 3


def test_what_was_not_looked_at_stays_as_it_was_told(settings, post):
    tell(settings, post, source("a"), source("b"))
    assert tell(settings, post, subjects={"b"}) == ["source b: no longer blocked"]
    assert tell(settings, post, kinds=("run",)) == []
    assert tell(settings, post) == ["source a: no longer blocked"]


def test_a_message_that_nobody_took_is_sent_again(settings, post):
    post.refuses = True
    tell(settings, post, source("a"))
    post.refuses = False
    assert tell(settings, post, source("a")) == ["source a: blocked"]


def test_several_changes_are_one_message(settings, post):
    tell(settings, post, source("a"), source("b"))
    ((title, body),) = post.messages
    assert title == "coopfeed: 2 changes"
    assert body.splitlines() == ["source a: blocked", "source b: blocked"]


@pytest.mark.parametrize("content", ["", "{", "[1]", '"x"', "null"])
def test_a_damaged_memory_tells_everything_again(settings, post, content):
    settings.data.mkdir()
    (settings.data / alerts.FILE).write_text(content)
    assert tell(settings, post, source("a")) == ["source a: blocked"]
    assert json.loads((settings.data / alerts.FILE).read_text()) == {"source:a": "blocked"}


def test_nothing_is_remembered_while_nobody_is_to_be_told(tmp_path, post):
    path = tmp_path / "coopfeed.toml"
    path.write_text("")
    assert tell(load_settings(path), post, source("a")) == []
    assert not (tmp_path / "data").exists()


def test_addresses_come_from_the_environment_and_from_a_file(settings, tmp_path):
    (tmp_path / "secrets").write_text("# ours\nntfy://topic\n\n")
    given = settings.alerts.model_copy(update={"file": tmp_path / "secrets"})
    assert alerts.addresses(given) == ["json://user:secret@127.0.0.1/", "ntfy://topic"]
    with pytest.raises(SettingsError, match="cannot be read"):
        alerts.addresses(given.model_copy(update={"file": tmp_path / "none"}))


def test_settings_show_no_address(settings):
    assert "user:secret" not in repr(settings) + str(settings)


STATES = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["blocked", "stale"]))


@given(st.lists(STATES, max_size=6))
def test_following_the_lines_gives_the_present_state(looks):
    believed: dict[str, str] = {}
    before: dict[str, str] = {}
    for look in looks:
        now = {f"source:{k}": source(k, state) for k, state in look.items()}
        for line in alerts.changes(before, now):
            _, subject, *words = line.replace(":", "").split()
            if words[:2] == ["no", "longer"]:
                assert believed.pop(subject) == words[2]
            else:
                believed[subject] = words[0]
        assert believed == look
        before = {key: c.state for key, c in now.items()}
