"""What kept an answer away, in words for a person."""

from __future__ import annotations

import zlib
from gzip import BadGzipFile

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from zstandard import ZstdError

_TOO_LARGE = "larger than a page may be"
_UNPACKABLE = "the body cannot be unpacked"
_NAMED: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "the host's name cannot be resolved"),
    (DownloadConnectionRefusedError, "the host refuses connections"),
    (DownloadTimeoutError, "no whole answer in time"),
    (DownloadCancelledError, _TOO_LARGE),
    (BadGzipFile, _UNPACKABLE),
    (EOFError, _UNPACKABLE),
    (zlib.error, _UNPACKABLE),
    (ZstdError, _UNPACKABLE),
)
#: What Scrapy's middlewares say when they drop an answer, and what we say.
_DROPPED = (("DOWNLOAD_MAXSIZE", _TOO_LARGE), ("max redirections", "redirects without end"))


def failure_words(error: BaseException) -> str:
    """One line about a request that got no answer."""
    for kind, words in _NAMED:
        if isinstance(error, kind):
            return words
    if isinstance(error, IgnoreRequest):
        said = _line(error)
        return next((words for mark, words in _DROPPED if mark in said), said)
    error = _innermost(error)
    if isinstance(error, SSL.Error):
        reasons = [reason for *_, reason in error.args[0]] if error.args else []
        return f"TLS failed ({', '.join(reasons) or 'no reason given'})"
    return f"connection failed ({_line(error)})"


def _line(error: BaseException) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__


def _innermost(error: BaseException) -> BaseException:
    """What happened at last, where Scrapy and Twisted wrap it several times."""
    for _ in range(8):
        reasons = getattr(error, "reasons", None)  # of twisted.web.client.ResponseFailed
        inner = reasons[-1].value if reasons else error.__cause__
        if not isinstance(inner, Exception):
            break
        error = inner
    return error
