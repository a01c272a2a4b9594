"""The command line as a whole: help, errors, exit codes."""

import pytest

from flows.cli import cli


def walk(command, path=()):
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from walk(child, (*path, name))


COMMANDS = list(walk(cli))


def test_the_commands_of_the_design_are_there():
    names = {" ".join(path) for path, _ in COMMANDS}
    assert names >= {
        "demo", "init", "run", "crawl", "ingest", "publish", "serve", "search", "show", "status",
        "doctor", "backup", "sources list", "sources test", "sources new", "sources record",
        "inspect article", "inspect listing", "inspect milestones", "inspect duplicates",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "command"), COMMANDS, ids=[" ".join(path) or "coopfeed" for path, _ in COMMANDS]
)
def test_every_command_and_option_says_what_it_does(path, command):
    assert command.help
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.name not in ("help", "limit"):
            assert getattr(parameter, "help", None), parameter.name


def test_help_and_version(coopfeed):
    done = coopfeed("--help")
    assert done.returncode == 0
    assert "coopfeed demo" in done.stdout
    assert coopfeed("--version").stdout.startswith("coopfeed, version ")


def test_wrong_usage_is_2(coopfeed):
    done = coopfeed("run", "--nonsense")
    assert done.returncode == 2
    assert "--nonsense" in done.stderr


@pytest.mark.parametrize(
    "command", [["search", "昌九"], ["show", "abc"], ["status"], ["backup", "x"]]
)
def test_without_a_database_one_line_says_what_to_do(coopfeed, tmp_path, command):
    done = coopfeed(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "coopfeed run" in done.stderr
    assert not list(tmp_path.rglob("*.sqlite"))


def test_a_wrong_setting_names_file_and_key(coopfeed, tmp_path):
    (tmp_path / "coopfeed.toml").write_text("[crawl]\ndelay = 'slow'\n")
    done = coopfeed("run", cwd=tmp_path)
    assert done.returncode == 1
    assert "coopfeed.toml" in done.stderr
    assert "crawl.delay" in done.stderr


def test_a_missing_settings_file_is_named(coopfeed, tmp_path):
    done = coopfeed("-c", "none.toml", "status", cwd=tmp_path)
    assert done.returncode == 1
    assert "none.toml" in done.stderr


def test_an_unknown_source_is_named_with_its_neighbours(coopfeed, tmp_path):
    done = coopfeed("run", "nc_gvo", cwd=tmp_path)
    assert done.returncode == 1
    assert "nc_gvo" in done.stderr
    assert "nc_gov" in done.stderr
