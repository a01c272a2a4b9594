"""What kept an answer away, in words for a person."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

_TOO_LARGE = "larger than a page may be"
_NAMED: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "the host's name cannot be resolved"),
    (DownloadConnectionRefusedError, "the host refuses connections"),
    (DownloadTimeoutError, "no whole answer in time"),
    (DownloadCancelledError, _TOO_LARGE),
)
#: What Scrapy's middlewares say when they drop an answer, and what we say.
_DROPPED = (("DOWNLOAD_MAXSIZE", _TOO_LARGE), ("max redirections", "redirects without end"))


def failure_words(error: BaseException) -> str:
    """One line about a request that got no answer."""
    for kind, words in _NAMED:
        if isinstance(error, kind):
            return words
    told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    if isinstance(error, IgnoreRequest):
        return next((words for said, words in _DROPPED if said in told), told)
    return f"connection failed ({told})"
