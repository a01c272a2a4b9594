"""What a worker without a database is told of earlier crawls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import steps
from flows.memory import read_memory, write_memory
from pipeline_common.errors import BatchError


@pytest.fixture(scope="module")
def shared(demo, tmp_path_factory):
    """The demo's settings with an inbox of our own."""
    folder = tmp_path_factory.mktemp("shared")
    return demo.result.settings.model_copy(update={"shared_inbox": f"file://{folder}"})


def test_it_is_what_the_database_says(shared):
    sources = steps.load_sources(shared)
    address = write_memory(shared, "region", sources)
    memory = read_memory(address)
    assert memory == steps.recall(shared, sources)
    assert memory.known
    assert memory.validators


@given(
    content=st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.just('{"known": 3}'))
)
def test_anything_else_in_the_file_is_one_kind_of_error(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "memory.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BatchError, match="no memory"):
        read_memory(str(path))


def test_a_missing_file_is_the_same_error(tmp_path):
    with pytest.raises(BatchError, match="no memory"):
        read_memory(str(tmp_path / "none.json"))
