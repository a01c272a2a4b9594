"""The catalogue: bundled files that hold what they should, and errors that say what is allowed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from crawler.catalog import BUNDLED, build_source, find, load_source, load_sources, select
from crawler.families import FAMILIES, family
from pipeline_common.errors import ConfigError, NotFoundError, SourceSpecError
from pipeline_common.models import Advice
from pipeline_common.regions import load_profile

FILE = """\
name = "某市人民政府"
family = "trs_wcm"
profiles = ["changjiufu"]
advice = "ship"
listings = [{ url = "https://www.example.cn/zwzx/", label = "要闻", params = { unitid = "7" } }]

[selectors]
row = "ul.list li"
keys = { items = "data.list" }
"""
FILES = sorted(BUNDLED.rglob("*.toml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hills").mkdir()
    (tmp_path / "hills" / "town_gov.toml").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_file_becomes_a_source(folder: Path) -> None:
    (source,) = load_sources(folder).values()
    assert (source.id, source.region, source.name) == ("town_gov", "hills", "某市人民政府")
    assert source.listings[0].params == {"unitid": "7"}
    assert source.selectors.row == "ul.list li"
    assert source.selectors.keys == {"items": "data.list"}
    assert source.enabled


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('family = "trs_wcm"', 'family = "trs"', "family", "allowed: .*trs_wcm"),
        ('family = "trs_wcm"', "", "family", "is missing"),
        ('name = "某市人民政府"', 'nmae = "某市"', "nmae|name", "allowed: name, family|is missing"),
        ('"ship"', '"shipped"', "advice", "'ship', 'verify', 'blocked' or 'exclude'"),
        ('"ship"', '"verify"', "reason", "say in one sentence"),
        ("https://", "ftp://", "listings.0.url", "https"),
        ("label", "lable", "listings.0.lable", "allowed: url, label, params"),
        ('"ul.list li"', '"ul >> li["', "selectors.row", "CSS"),
        ("row =", "rows =", "selectors.rows", "allowed: row, link"),
        ('["changjiufu"]', '"changjiufu"', "profiles", "list"),
        ("[selectors]", "[selectors", "", "mend the file"),
    ],
)
def test_mistake_is_named_with_file_key_and_what_is_allowed(
    folder: Path, old: str, new: str, key: str, words: str
) -> None:
    path = folder / "hills" / "town_gov.toml"
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceSpecError, match=words) as caught:
        load_sources(folder)
    assert caught.value.subject.startswith(str(path))
    assert re.search(key, caught.value.subject)


def test_file_name_has_to_be_an_id(folder: Path) -> None:
    (folder / "My-Town.toml").write_text(FILE, encoding="utf-8")
    with pytest.raises(SourceSpecError, match="is no id"):
        load_sources(folder)


def test_same_id_in_two_regions(folder: Path) -> None:
    (folder / "town_gov.toml").write_text(FILE, encoding="utf-8")
    with pytest.raises(SourceSpecError, match="second source named town_gov"):
        load_sources(folder)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceSpecError, match="no such folder"):
        load_sources(tmp_path / "none")


def test_select_takes_what_is_on_and_serves_the_profile() -> None:
    chosen = select(load_sources(), profile="changjiufu")
    assert {"nc_gov", "jj_gov", "fz_gov", "people_jx"} <= {source.id for source in chosen}
    assert all(source.enabled and "changjiufu" in source.profiles for source in chosen)


def test_select_a_group() -> None:
    chosen = select(load_sources(), group="national")
    assert {source.group for source in chosen} == {"national"}


def test_named_source_runs_though_it_is_off() -> None:
    (source,) = select(load_sources(), ["jx_gov"])
    assert source.advice is Advice.VERIFY


def test_named_twice_runs_once() -> None:
    assert len(select(load_sources(), ["nc_gov", "nc_gov"])) == 1


@pytest.mark.parametrize(("name", "words"), [("ah_gov", "403"), ("hongguan", "No page address")])
def test_source_that_cannot_be_crawled_says_why(name: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        select(load_sources(), [name])


def test_unknown_id_is_answered_with_close_ones() -> None:
    with pytest.raises(NotFoundError, match="did you mean nc_gov"):
        select(load_sources(), ["nc_gvo"])
    with pytest.raises(NotFoundError, match="sources list"):
        find(load_sources(), "zzzzzzzz")


def test_bundled_catalogue_is_whole() -> None:
    assert len(load_sources()) == len(FILES) >= 54
    assert {source.region for source in load_sources().values()} == {
        "cheng_yu",
        "greater_bay",
        "jiangxi",
        "jing_jin_ji",
        "middle_yangtze",
        "national",
        "yangtze_delta",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bundled_file(path: Path) -> None:
    source = load_source(path)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 30
    assert source.family in FAMILIES
    assert source.profiles
    assert source.advice is Advice.EXCLUDE or source.listings
    for profile in source.profiles:
        assert load_profile(profile).id == profile
    for listing in source.listings:
        opening = family(source.family).start(source, listing, date(2026, 11, 25))
        assert opening
        assert all("{" not in request.url for request in opening)
    if source.enabled:
        assert source.homepage
        assert source.max_silence_days


def test_spec_from_values() -> None:
    with pytest.raises(SourceSpecError, match="listings"):
        build_source("town", {"name": "x", "family": "auto", "advice": "ship"})
