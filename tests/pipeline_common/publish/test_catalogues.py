"""The catalogues of texts: complete, and true to what stands in the code."""

from __future__ import annotations

import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from pipeline_common.errors import SettingsError
from pipeline_common.publish.catalogues import FOLDER, languages, match, translations

TOP = Path(__file__).parents[3]
FILES = sorted(FOLDER.glob("*/LC_MESSAGES/coopfeed.po"))


def catalogue(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def ids(found: Catalog) -> set[str]:
    return {str(message.id) for message in found if message.id}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What Babel finds in code and templates, by the mapping of pyproject.toml."""
    template = tmp_path_factory.mktemp("texts") / "coopfeed.pot"
    options = ["-F", str(TOP / "pyproject.toml"), "-k", "labels", "-o", str(template)]
    CommandLineInterface().run(["pybabel", "-q", "extract", *options, str(FOLDER.parent)])
    return catalogue(template)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3])
def test_a_catalogue_holds_what_is_used_and_nothing_else(file: Path, extracted: Catalog) -> None:
    found = catalogue(file)
    assert {"签约", "跳到正文", "来源未详", "{title}：{view}"} <= ids(extracted)
    assert ids(found) == ids(extracted), "run `make texts`"
    assert not found.obsolete


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parts[-3])
def test_a_translation_is_there_and_takes_the_same_values(file: Path) -> None:
    def names(template: object) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(str(template)) if name}

    for message in catalogue(file):
        if message.id:
            assert message.string, message.id
            assert not message.fuzzy, message.id
            assert names(message.string) == names(message.id), message.id


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh_Hans_CN", "zh"),
        ("ZH-cn", "zh"),
        ("en", "en"),
        ("en-US", "en"),
        ("EN_gb", "en"),
        ("en-Latn-US-x-ours", "en"),
    ],
)
def test_a_tag_gets_the_nearest_language(language: str, tag: str) -> None:
    assert match(language) == tag


@pytest.mark.parametrize("language", ["fr", "", "../en", "english", "zhx", "en/../en", "*"])
def test_another_language_is_refused_with_those_there_are(language: str) -> None:
    with pytest.raises(SettingsError, match=r"publish\.language: .*; take one of: zh, en$"):
        match(language)


def test_a_region_goes_before_its_language(tmp_path: Path) -> None:
    for name in ("pt", "pt_BR"):
        file = tmp_path / name / "LC_MESSAGES/coopfeed.po"
        file.parent.mkdir(parents=True)
        file.write_text(f'msgid "订阅"\nmsgstr "{name}"\n')
    assert languages(tmp_path) == ("zh", "pt", "pt-BR")
    assert translations(match("pt-BR", tmp_path), tmp_path) == {"订阅": "pt_BR"}
    assert translations(match("pt-PT", tmp_path), tmp_path) == {"订阅": "pt"}


def test_fuzzy_and_empty_translations_are_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "fr/LC_MESSAGES/coopfeed.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        '#, fuzzy\nmsgid "订阅"\nmsgstr "?"\n\nmsgid "数据"\nmsgstr ""\n\n'
        'msgid "搜索"\nmsgstr "chercher"\n\n#~ msgid "旧"\n#~ msgstr "ancien"\n'
    )
    assert translations("fr", tmp_path) == {"搜索": "chercher"}


@pytest.mark.parametrize("data", [b"<html>\n", b'msgid "a"\nmsgstr "\xff"\n'])
def test_a_broken_catalogue_is_named(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "fr/LC_MESSAGES/coopfeed.po"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    with pytest.raises(SettingsError, match=r"coopfeed\.po: cannot be read"):
        translations("fr", tmp_path)


def test_a_publication_in_chinese_does_not_load_babel() -> None:
    script = (
        "import sys; import flows.cli; from pipeline_common.publish import publish\n"
        "from pipeline_common.publish.labels import Labels\n"
        "Labels('zh-CN')('订阅'); assert not [m for m in sys.modules if m.startswith('babel')]\n"
        "assert Labels('en')('订阅') == 'Subscribe'; assert 'babel' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=TOP, timeout=60)
