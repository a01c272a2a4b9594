"""Settings: file, environment, errors that name the key."""

import pytest
from pydantic import ValidationError

from pipeline_common.errors import SettingsError
from pipeline_common.settings import load_settings


def write(tmp_path, text):
    path = tmp_path / "coopfeed.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_count_from_the_folder_of_the_file(tmp_path):
    settings = load_settings(write(tmp_path, 'data = "d"\ncatalog = "c"\n'))
    assert settings.database == tmp_path / "d" / "coopfeed.sqlite"
    assert settings.catalog == tmp_path / "c"
    assert settings.public == tmp_path / "public"


def test_environment_comes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("COOPFEED_CRAWL__DELAY", "2.5")
    monkeypatch.setenv("COOPFEED_PROFILE", "jing_jin_ji")
    settings = load_settings(write(tmp_path, 'profile = "x"\n[crawl]\ndelay = 9\ntimeout = 5\n'))
    assert settings.crawl.delay == 2.5
    assert settings.crawl.timeout == 5
    assert settings.profile == "jing_jin_ji"


def test_without_a_file_everything_is_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings().schedule.timezone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[crawl]\ndelay = -1\n", "crawl.delay"),
        ("[crawl]\nspeed = 1\n", "crawl.speed"),
        ("profil = 'x'\n", "profil"),
        ("[serve]\nport = 'http'\n", "serve.port"),
        ("[crawl\n", "coopfeed.toml"),
    ],
)
def test_a_mistake_is_named(tmp_path, text, named):
    with pytest.raises(SettingsError, match=named.replace(".", r"\.")):
        load_settings(write(tmp_path, text))


def test_a_named_file_must_exist(tmp_path):
    with pytest.raises(SettingsError, match="coopfeed init"):
        load_settings(tmp_path / "none.toml")


def test_settings_are_frozen(tmp_path):
    settings = load_settings(write(tmp_path, ""))
    with pytest.raises(ValidationError):
        settings.profile = "other"
