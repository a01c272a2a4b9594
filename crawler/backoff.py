"""How long a server asks to be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header (RFC 9110, 10.2.3); None without a readable one.

    A date counts from the answer's own Date, so that the clocks need not agree. `headers` has
    names in lower case.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    until, sent = _moment(value), _moment(headers.get("date", ""))
    if until is None or sent is None or (until.tzinfo is None) != (sent.tzinfo is None):
        return None
    return max((until - sent).total_seconds(), 0.0)


def _moment(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
