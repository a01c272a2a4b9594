"""Folders and buckets, and what is told when one is out of reach."""

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from crawler import storage
from pipeline_common.errors import BatchError, InboxError


class Buckets(MemoryFileSystem):
    """An object store in memory."""

    protocol = "oss"
    store: dict = {}  # noqa: RUF012
    pseudo_dirs: list = [""]  # noqa: RUF012

    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(path.removeprefix("oss://"))


@pytest.fixture
def buckets():
    fsspec.register_implementation("oss", Buckets, clobber=True)
    yield Buckets()
    Buckets.store.clear()


def test_only_the_local_disk_has_paths(tmp_path):
    assert storage.local_path(str(tmp_path)) == tmp_path
    assert storage.local_path(f"file://{tmp_path}") == tmp_path
    assert storage.local_path("memory://inbox") is None


def test_an_error_of_the_storage_names_the_address_and_what_it_said():
    with (
        pytest.raises(InboxError, match=r"s3://b/inbox: .* \(KeyError: 'no such key'\)"),
        storage.reaching("s3://b/inbox"),
    ):
        raise KeyError("no such key")


def test_what_may_pass_is_an_oserror():
    assert issubclass(InboxError, OSError)


def test_our_own_errors_stay_what_they_are():
    with pytest.raises(BatchError), storage.reaching("memory://inbox"):
        raise BatchError("is damaged")


def test_what_is_not_there_stays_so_outside_of_buckets(tmp_path):
    with pytest.raises(FileNotFoundError), storage.reaching(tmp_path):
        (tmp_path / "none").read_bytes()


def test_an_unknown_storage_is_out_of_reach():
    with pytest.raises(InboxError, match="nosuch"):
        storage.local_path("nosuch://inbox")


def test_a_missing_bucket_is_told_and_not_made(buckets):
    buckets.mkdir("there")
    storage.require_bucket("oss://there/inbox")
    with pytest.raises(InboxError, match="oss://misspelt/inbox: no such bucket"):
        storage.require_bucket("oss://misspelt/inbox")
    storage.make_folder(buckets, "misspelt/inbox")
    assert not buckets.exists("misspelt")


def test_folders_are_made_where_there_are_folders(tmp_path):
    filesystem, path = storage.find_storage(tmp_path / "a" / "b")
    storage.make_folder(filesystem, path)
    assert (tmp_path / "a" / "b").is_dir()
