"""The lock of the data folder."""

import os
import subprocess
import sys
import time

import pytest

from flows.lock import exclusive
from pipeline_common.errors import StoreError, StoreLockedError

HOLD = """
import sys, time
from pathlib import Path
from flows.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(30)
"""


def hold(folder):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "held\n"
    return child


def test_second_holder_is_told_who_holds_it(tmp_path):
    child = hold(tmp_path)
    try:
        with pytest.raises(StoreLockedError, match=str(child.pid)), exclusive(tmp_path):
            pass
    finally:
        child.kill()
        child.communicate()


def test_lock_goes_with_its_process(tmp_path):
    child = hold(tmp_path)
    child.kill()
    child.communicate()
    with exclusive(tmp_path):
        assert (tmp_path / "run.lock").read_text() == str(os.getpid())


def test_waiting_ends_when_the_holder_does(tmp_path):
    child = hold(tmp_path)
    started = time.monotonic()
    with pytest.raises(StoreLockedError), exclusive(tmp_path, wait=0.5):
        pass
    assert time.monotonic() - started >= 0.5
    child.terminate()
    with exclusive(tmp_path, wait=20):
        pass
    child.communicate()


def test_lock_is_free_again_after_the_block(tmp_path):
    for _ in range(2):
        with exclusive(tmp_path):
            pass


def test_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"), exclusive(tmp_path / "file" / "data"):
        pass
