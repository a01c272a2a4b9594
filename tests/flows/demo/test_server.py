"""The loopback servers of the sample sites."""

import urllib.error
import urllib.request

import pytest

from flows.demo.server import serve_sites
from flows.demo.sites import Answer

SITES = {"a": {"/": Answer(b"one")}, "b": {"/": Answer(b"two", status=412)}}
ONE = {"a": SITES["a"]}


def get(url, **headers):
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.status, answer.headers, answer.read()


@pytest.fixture(scope="module")
def address():
    with serve_sites(list(SITES), 0, lambda _: SITES) as address:
        yield address


def test_every_site_has_an_address_of_its_own(address):
    assert address("a") != address("b")
    assert get(address("a") + "/")[2] == b"one"


@pytest.mark.parametrize(("site", "path", "status"), [("b", "/", 412), ("a", "/none", 404)])
def test_refusals_and_missing_pages(address, site, path, status):
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(address(site) + path)
    assert caught.value.code == status
    caught.value.close()


def test_conditional_requests_are_answered(address):
    etag = get(address("a") + "/")[1]["ETag"]
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(address("a") + "/", **{"If-None-Match": etag})
    assert caught.value.code == 304
    caught.value.close()


def test_a_taken_port_is_no_obstacle():
    with (
        serve_sites(["a"], 0, lambda _: ONE) as first,
        serve_sites(["a"], int(first("a").rsplit(":", 1)[1]), lambda _: ONE) as second,
    ):
        assert get(second("a") + "/")[2] == b"one"
