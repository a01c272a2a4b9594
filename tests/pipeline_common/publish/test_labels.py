from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_common.errors import SettingsError
from pipeline_common.models import Kind, State
from pipeline_common.publish.labels import KIND_WORDS, STATE_WORDS, Labels


def test_every_kind_and_state_has_its_word() -> None:
    assert set(KIND_WORDS) == set(Kind)
    assert set(STATE_WORDS) == set(State)
    assert len(set(KIND_WORDS.values())) == len(Kind)


def test_chinese_is_the_text_itself() -> None:
    assert Labels("zh-CN")("{year}年", year=2026) == "2026年"
    assert Labels("en")("{year}年", year=2026) == "2026"
    assert Labels("zh-CN").join(["南昌", "九江"]) == "南昌、九江"
    assert Labels("en").join(["Nanchang", "Jiujiang"]) == "Nanchang, Jiujiang"


def test_what_is_no_text_of_ours_stays() -> None:
    assert Labels("en")("没有译文") == "没有译文"
    assert Labels("en")("") == ""  # the key of a catalogue's header


def test_braces_in_values_are_not_read() -> None:
    assert Labels("zh-CN")("{title}：{view}", title="{x}", view="{0}") == "{x}：{0}"


def test_a_further_language_needs_its_catalogue_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "tlh/LC_MESSAGES/coopfeed.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid "订阅"\nmsgstr "je\'"\n\nmsgid "共 {count} 条"\nmsgstr "{count} wanI\'"\n'
    )
    labels = Labels("tlh-Latn", tmp_path)
    assert (labels("订阅"), labels("共 {count} 条", count=2)) == ("je'", "2 wanI'")
    assert labels("数据") == "数据"  # not translated yet
    assert (labels.chinese, labels.join("ab")) == (False, "a, b")
    with pytest.raises(SettingsError, match=r"publish\.language: .*'tlh'.*; .*zh, en$"):
        Labels("tlh")
