"""What kept an answer away, in words for a person."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

_NAMED: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "the host's name cannot be resolved"),
    (DownloadConnectionRefusedError, "the host refuses connections"),
    (DownloadTimeoutError, "no whole answer in time"),
    (DownloadCancelledError, "larger than a page may be"),
)


def failure_words(error: BaseException) -> str:
    """One line about a request that got no answer."""
    for kind, words in _NAMED:
        if isinstance(error, kind):
            return words
    told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return told if isinstance(error, IgnoreRequest) else f"connection failed ({told})"
