"""Is a listing still what it was?"""

from __future__ import annotations

from crawler.conditional import conditional_headers, is_unchanged, make_validator
from pipeline_common.models import Validator

URL = "https://www.example.cn/zwzx/"


def test_round_trip() -> None:
    headers = {"etag": 'W/"1"', "last-modified": "Wed, 25 Nov 2026 08:00:00 GMT"}
    validator = make_validator(URL, "a", headers, b"<ul>")
    assert conditional_headers(validator) == {
        "If-None-Match": 'W/"1"',
        "If-Modified-Since": "Wed, 25 Nov 2026 08:00:00 GMT",
    }
    assert is_unchanged(validator, 304, b"")


def test_server_without_validators_is_compared_by_hash() -> None:
    validator = make_validator(URL, "a", {}, b"<ul>")
    assert conditional_headers(validator) == {}
    assert is_unchanged(validator, 200, b"<ul>")
    assert not is_unchanged(validator, 200, b"<ul><li>")
    assert not is_unchanged(validator, 404, b"<ul>")


def test_nothing_remembered() -> None:
    assert conditional_headers(None) == {}
    assert not is_unchanged(None, 200, b"")
    assert not is_unchanged(Validator(URL, "a"), 200, b"")
