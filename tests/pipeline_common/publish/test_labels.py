from __future__ import annotations

import string
from pathlib import Path

import pytest

from pipeline_common.models import Kind, State
from pipeline_common.publish import labels
from pipeline_common.publish.english import ENGLISH
from pipeline_common.publish.labels import KIND_WORDS, STATE_WORDS, Labels


def test_every_kind_and_state_has_its_word() -> None:
    assert set(KIND_WORDS) == set(Kind)
    assert set(STATE_WORDS) == set(State)
    assert len(set(KIND_WORDS.values())) == len(Kind)


@pytest.mark.parametrize("text", ENGLISH)
def test_translations_take_the_same_values(text: str) -> None:
    def names(template: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    assert names(ENGLISH[text]) == names(text)


def test_every_translation_is_used() -> None:
    package = Path(labels.__file__).parent
    texts = "".join(
        file.read_text(encoding="utf-8")
        for file in package.rglob("*")
        if file.suffix in (".py", ".html") and file.name != "english.py"
    )
    assert [text for text in ENGLISH if text not in texts] == []


def test_chinese_is_the_text_itself() -> None:
    assert Labels("zh-CN")("{year}年", year=2026) == "2026年"
    assert Labels("en")("{year}年", year=2026) == "2026"
    assert Labels("zh-CN").join(["南昌", "九江"]) == "南昌、九江"
    assert Labels("en").join(["Nanchang", "Jiujiang"]) == "Nanchang, Jiujiang"


def test_braces_in_values_are_not_read() -> None:
    assert Labels("zh-CN")("{title}：{view}", title="{x}", view="{0}") == "{x}：{0}"
