"""search, show, status, on the demo's database."""

import json

import pytest


@pytest.fixture
def ask(coopfeed, demo):
    def run(*arguments):
        return coopfeed("-c", str(demo.result.settings_file), *arguments)

    return run


def found(done):
    assert done.returncode == 0, done.stderr
    return [hit["milestone"] for hit in json.loads(done.stdout)]


@pytest.mark.parametrize("words", ["昌九", "一体化", "医疗保障", "昌抚 医疗"])
def test_search_by_words(ask, words):
    assert found(ask("search", *words.split(), "--json"))


def test_search_by_pair_kind_and_time(ask):
    limits = ["--pair", "南昌", "抚州", "--kind", "agreement", "--since", "2026-11-01"]
    hits = found(ask("search", *limits, "--json"))
    assert hits
    for milestone in hits:
        assert {"南昌", "抚州"} <= set(milestone["places"])
        assert milestone["kind"] == "agreement"
        assert milestone["date"]["edtf"] >= "2026-11"


@pytest.mark.parametrize("words", ['"', "昌九-一体化", "%", "a OR b", "NEAR(", "*"])
def test_search_words_are_text_not_syntax(ask, words):
    assert ask("search", words).returncode == 0


def test_show_leads_to_evidence_and_outlets(ask):
    milestone = found(ask("search", "医疗保障", "--json"))[0]
    short = milestone["id"].removeprefix("urn:uuid:")[:8]
    done = ask("show", short)
    assert done.returncode == 0, done.stderr
    assert milestone["headline"] in done.stdout
    assert done.stdout.count("http") >= 3
    assert milestone["evidence"] in done.stdout


def test_show_of_nothing_is_1(ask):
    done = ask("show", "00000000")
    assert done.returncode == 1
    assert "00000000" in done.stderr


def test_status_is_3_while_a_source_needs_a_person(ask):
    done = ask("status")
    assert done.returncode == 3
    lines = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    rows = {line[0]: line[1] for line in lines}
    assert rows["demo_blocked"] == "blocked"
    assert rows["demo_redesigned"] == "list-not-found"
    assert rows["demo_nanchang"] == "ok"
