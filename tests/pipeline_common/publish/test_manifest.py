from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_common.publish.files import OutputFolder
from pipeline_common.publish.manifest import (
    Manifest,
    load_manifest,
    mark_dirty,
    save_manifest,
)

KNOWN = Manifest({"index.html": "k1"}, {"place/360100": "南昌"}, "w")


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    save_manifest(folder, KNOWN)
    assert load_manifest(folder) == KNOWN


def test_after_a_cut_off_publication_no_key_is_trusted(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    save_manifest(folder, KNOWN)
    mark_dirty(folder)
    assert load_manifest(folder) == Manifest({"index.html": ""}, KNOWN.views)
    save_manifest(folder, KNOWN)
    assert load_manifest(folder) == KNOWN


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"documents": 1}', b"\xff", b"null"])
def test_a_damaged_one_is_none(tmp_path: Path, text: bytes) -> None:
    folder = OutputFolder(tmp_path)
    folder.put(".coopfeed.json", text)
    assert load_manifest(folder) == Manifest()
