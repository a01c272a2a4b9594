"""datasette opens the database, and every query of its metadata runs."""

import json
import subprocess
from urllib.parse import urlencode

import pytest

from flows.explore import METADATA, command
from pipeline_common.errors import StoreError
from pipeline_common.settings import Settings

QUERIES = json.loads(METADATA.read_text(encoding="utf-8"))["databases"]["coopfeed"]["queries"]
GIVEN = {"between_two_places": {"place": "南昌", "other": "抚州"}, "evidence": {"urn": "x"}}


@pytest.mark.parametrize("name", QUERIES)
def test_queries_run(demo, name):
    pytest.importorskip("datasette", reason="datasette is not installed (extra explore)")
    address = f"/coopfeed/{name}.json?{urlencode({**GIVEN.get(name, {}), '_shape': 'array'})}"
    done = subprocess.run(
        [*command(demo.result.settings, port=0), "--get", address],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert isinstance(rows, list)
    assert rows or name == "evidence"


def test_without_a_database_it_says_so(tmp_path):
    pytest.importorskip("datasette", reason="datasette is not installed (extra explore)")
    with pytest.raises(StoreError, match="no database yet"):
        command(Settings(data=tmp_path), port=0)
