"""Conditional requests (RFC 9110, 13.1): is a listing still what it was?

Servers that send neither ETag nor Last-Modified are asked in full and compared by hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from pipeline_common.models import Validator


def conditional_headers(validator: Validator | None) -> dict[str, str]:
    """Request headers that let the server answer 304."""
    headers = {}
    if validator and validator.etag:
        headers["If-None-Match"] = validator.etag
    if validator and validator.last_modified:
        headers["If-Modified-Since"] = validator.last_modified
    return headers


def make_validator(url: str, source_id: str, headers: Mapping[str, str], body: bytes) -> Validator:
    """What to remember of an answer; `headers` has names in lower case, `url` is the one asked."""
    return Validator(
        url=url,
        source_id=source_id,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        body_hash=sha256(body).hexdigest(),
    )


def is_unchanged(validator: Validator | None, status: int, body: bytes) -> bool:
    """Whether an answer says, or shows, that nothing changed."""
    if validator is None:
        return False
    return status == 304 or (status == 200 and sha256(body).hexdigest() == validator.body_hash)
