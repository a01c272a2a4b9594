"""milestones merge, split, hide, edit, and reprocess, on a copy of the demo's database."""

import json
import shutil

import pytest


@pytest.fixture(scope="module")
def ask(coopfeed, demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("corrected") / "demo"
    shutil.copytree(demo.folder, folder)
    config = folder / demo.result.settings_file.relative_to(demo.folder)

    def run(*arguments):
        return coopfeed("-c", str(config), *arguments)

    return run


def search(ask, *words):
    done = ask("search", *words, "--json")
    assert done.returncode == 0, done.stderr
    return [hit["milestone"] for hit in json.loads(done.stdout)]


def test_decisions_are_carried_out_and_told(ask):
    several = [m for m in search(ask, "--limit", "100") if len(m["reports"]) > 1]
    ident, address = several[0]["id"], several[0]["reports"][-1]["url"]
    done = ask("milestones", "split", ident, address, "--reason", "two events")
    assert done.returncode == 0, done.stderr
    fresh = done.stdout.strip()
    assert fresh != ident
    assert "parted from it by a person: two events" in ask("show", ident).stdout
    done = ask("milestones", "merge", fresh, ident, "--reason", "one after all")
    assert done.stdout.strip() == ident
    assert f"it and {fresh} by a person: one after all" in ask("show", fresh).stdout
    done = ask("milestones", "edit", ident, "headline", "改过的标题", "--reason", "shorter")
    assert done.returncode == 0, done.stderr
    assert ask("show", ident).stdout.startswith("改过的标题\n")
    done = ask("milestones", "hide", ident, "--reason", "not ours")
    assert done.stdout == f"{ident} hidden\n"
    assert ident not in {m["id"] for m in search(ask, "--limit", "100")}
    assert ask("milestones", "hide", ident, "--undo", "--reason", "ours").stdout.endswith(
        "active\n"
    )
    assert ask("doctor").returncode in (0, 3)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["merge", "00000000", "00000001"], "00000000"),
        (["edit", "{}", "date", "lately"], "lately"),
        (["split", "{}", "https://nowhere.example.cn/"], "no such article"),
    ],
)
def test_what_cannot_be_done_is_1(ask, arguments, told):
    ident = search(ask)[0]["id"]
    given = [a.format(ident) for a in arguments]
    done = ask("milestones", *given, "--reason", "a test")
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_reason_is_needed(ask):
    assert ask("milestones", "hide", "abc").returncode == 2


def test_reprocess_with_the_same_extractor_changes_nothing(ask):
    done = ask("reprocess", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
    done = ask("reprocess", "--apply")
    assert done.stdout.splitlines()[-1] == "0 added, 0 gone, 0 changed"
