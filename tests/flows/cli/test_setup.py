"""init, doctor, backup."""

import json
import shutil
import sqlite3


def test_init_writes_settings_that_work(coopfeed, tmp_path):
    done = coopfeed("init", "watch", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "watch" / "coopfeed.toml").exists()
    assert (tmp_path / "watch" / "data").is_dir()
    checked = coopfeed("doctor", "--json", cwd=tmp_path / "watch")
    findings = json.loads(checked.stdout)
    assert checked.returncode == 0
    assert {f["what"] for f in findings} >= {"catalogue", "profile", "sources", "database"}
    assert all(f["fine"] for f in findings)


def test_init_does_not_overwrite(coopfeed, tmp_path):
    (tmp_path / "coopfeed.toml").write_text("# mine")
    done = coopfeed("init", cwd=tmp_path)
    assert done.returncode == 1
    assert "already" in done.stderr
    assert (tmp_path / "coopfeed.toml").read_text() == "# mine"


def test_init_knows_the_profiles(coopfeed, tmp_path):
    done = coopfeed("init", "--profile", "atlantis", cwd=tmp_path)
    assert done.returncode == 1
    assert "atlantis" in done.stderr
    assert not (tmp_path / "coopfeed.toml").exists()


def test_doctor_names_what_is_wrong(coopfeed, tmp_path):
    (tmp_path / "coopfeed.toml").write_text(
        'public = "taken"\n[publish]\nlanguage = "tlh"\nregions = ["atlantis"]\n'
    )
    (tmp_path / "taken").write_text("a file where the folder should be")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "coopfeed.sqlite").write_text("this is no database " * 200)
    done = coopfeed("doctor", cwd=tmp_path)
    assert done.returncode == 1
    bad = [line for line in done.stdout.splitlines() if line.startswith("BAD")]
    assert any("taken" in line for line in bad)
    assert any("language" in line and "'tlh'" in line and "en" in line for line in bad)
    assert any("atlantis: no such profile" in line for line in bad)
    assert any("database" in line for line in bad)


def test_backup_is_a_database_of_its_own(coopfeed, demo, tmp_path):
    target = tmp_path / "copy.sqlite"
    done = coopfeed("-c", str(demo.result.settings_file), "backup", str(target))
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(target) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("select count(*) from milestone").fetchone()[0] > 0
    database.close()


def test_backup_without_a_target_goes_into_the_folder_of_copies(coopfeed, demo, tmp_path):
    folder = shutil.copytree(demo.folder, tmp_path / "copy")
    done = coopfeed("backup", cwd=folder)
    assert done.returncode == 0, done.stderr
    (copy,) = (folder / "backups").iterdir()
    assert str(copy) in done.stdout


def test_health_names_who_needs_a_hand(coopfeed, demo):
    done = coopfeed("-c", str(demo.result.settings_file), "health", "--json")
    assert done.returncode == 3, done.stderr
    found = {(c["subject"], c["state"]) for c in json.loads(done.stdout)}
    assert ("demo_blocked", "blocked") in found
