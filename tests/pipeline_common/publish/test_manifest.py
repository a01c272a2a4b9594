from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_common.publish.files import OutputFolder
from pipeline_common.publish.ledger import Ledger, Line
from pipeline_common.publish.manifest import (
    Manifest,
    Pending,
    load_manifest,
    load_pending,
    save_manifest,
    save_pending,
)

KNOWN = Manifest(seed="s", revision=7, documents={"index.html": 1}, archives=("2026-10",))
DAMAGED = [b"", b"{", b"[]", b'{"ids": 1}', b"\xff", b"null", b'{"a": 1}']


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    save_manifest(folder, KNOWN)
    assert load_manifest(folder) == KNOWN


def test_names_that_no_encoding_holds_are_kept(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    odd = Manifest(names={"place/x": ["a\ud800b"]}, refused={"\udcff": "\x00"})
    save_manifest(folder, odd)
    assert load_manifest(folder) == odd


def test_what_was_begun_is_known_until_it_is_done(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    assert load_pending(folder) is None
    begun = Pending(ids=("urn:a",), views=("all", "kind/agreement"))
    save_pending(folder, begun)
    assert load_pending(folder) == begun
    save_manifest(folder, KNOWN)
    assert load_pending(folder) is None


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_one_is_none(tmp_path: Path, text: bytes) -> None:
    folder = OutputFolder(tmp_path)
    folder.put(".coopfeed/state.json", text)
    assert load_manifest(folder) == Manifest()
    folder.put(".coopfeed/pending.json", text)
    assert load_pending(folder) == Pending(whole=True)


def test_the_ledger_keeps_a_line_each(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    ledger = Ledger(folder)
    lines = {f"urn:{n}": Line(f"m{n}", "all kind/agreement", listed=n % 2 == 0) for n in range(600)}
    for identity, line in lines.items():
        ledger.put(identity, line)
    assert Ledger(folder).get("urn:1") is None
    ledger.save()
    again = Ledger(folder)
    assert {identity: again.get(identity) for identity in again.ids()} == lines
    assert Line("", "all year/2026").keys == ("all", "year/2026")


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_part_of_the_ledger_is_empty(tmp_path: Path, text: bytes) -> None:
    folder = OutputFolder(tmp_path)
    for number in range(256):
        folder.put(f".coopfeed/ledger/{number:02x}.json", text)
    assert Ledger(folder).get("urn:1") is None
