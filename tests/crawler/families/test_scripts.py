import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families.scripts import json_after, parse_json, scripts, value_at


def test_scripts_are_joined_without_comments_and_sources():
    html = "<!--<script>a</script>--><script src=x.js>b</script><script>c //d\n'http://e'</script>"
    assert scripts(html).split() == ["c", "'http://e'"]


def test_json_is_read_out_of_a_script_object():
    script = 'var listData={ articleList: [{"a": "]"}, {}], };'
    assert json_after(script, "articleList") == [{"a": "]"}, {}]


@pytest.mark.parametrize(
    "script", ["", "articleList", "articleList: x", "articleList: [1,", "articleList: [" * 9]
)
def test_no_json_is_none(script):
    assert json_after(script, "articleList") is None


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "<html>", "{'a': 1}"])
def test_no_document_is_none(text):
    assert parse_json(text) is None


def test_paths_lead_through_lists_and_texts_of_json():
    data = {"a": [{"urls": '{"pc": "/x"}'}]}
    assert value_at(data, "a.0.urls.pc") == "/x"
    assert value_at(data, "") is data


@pytest.mark.parametrize("path", ["b", "a.1", "a.x", "a.0.urls.m", "a.0.urls.pc.d"])
def test_a_path_that_ends_is_none(path):
    assert value_at({"a": [{"urls": '{"pc": "/x"}'}]}, path) is None


@given(st.recursive(st.none() | st.text(), st.lists, max_leaves=6), st.text(max_size=20))
def test_any_path_in_any_data(data, path):
    value_at(data, path)
    json_after(path, "a")
