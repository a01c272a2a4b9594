"""Rewriting keeps the way back."""

import re

import pytest

from pipeline_common.text.tracing import rewrite, trace


def test_a_match_becomes_one_character_that_stands_for_all_of_it():
    traced = rewrite(trace("ab--cd"), re.compile("-+"), lambda _: "。")
    assert traced.text == "ab。cd"
    assert (traced.starts[2], traced.ends[2]) == (2, 4)


def test_what_is_dropped_belongs_to_the_character_before_only_if_attached():
    pattern = re.compile(r"\d")
    loose = rewrite(trace("a1b"), pattern, lambda _: "")
    tied = rewrite(trace("a1b"), pattern, lambda _: "", attach=True)
    assert loose.text == tied.text == "ab"
    assert list(loose.ends) == [1, 3]
    assert list(tied.ends) == [2, 3]


def test_none_leaves_the_match():
    text = trace("a1b")
    assert rewrite(text, re.compile(r"\d"), lambda _: None) is text


def test_only_letter_for_letter():
    with pytest.raises(ValueError, match="letter-for-letter"):
        trace("ab").with_text("abc")
