"""Answers and failures that are no page: which state they speak for, in words for a person."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response

from crawler.ledger import Problem
from crawler.middlewares.breaker import REFUSAL
from crawler.middlewares.refusals import HostGivenUp, RobotsForbidden
from crawler.middlewares.retry import is_cut
from pipeline_common.models import State

_NAMED: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "the host's name cannot be resolved"),
    (DownloadConnectionRefusedError, "the host refuses connections"),
    (DownloadTimeoutError, "no whole answer in time"),
    (DownloadCancelledError, "larger than a page may be"),
)


def failure_problem(error: BaseException) -> Problem:
    """The problem behind a request that got no answer."""
    if isinstance(error, RobotsForbidden):
        return Problem(State.ROBOTS if error.reachable else State.UNREACHABLE, str(error))
    if isinstance(error, HostGivenUp):
        return Problem(State.BLOCKED if error.refused else State.UNREACHABLE, str(error))
    if isinstance(error, IgnoreRequest):
        return Problem(State.UNREACHABLE, str(error))
    for kind, words in _NAMED:
        if isinstance(error, kind):
            return Problem(State.UNREACHABLE, words)
    told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
    return Problem(State.UNREACHABLE, f"connection failed ({told})")


def response_problem(response: Response) -> Problem | None:
    """The problem of an answer that is no page; None for a page, or for "not modified"."""
    size = f"{len(response.body)} bytes"
    if refusal := response.meta.get(REFUSAL):
        return Problem(State.BLOCKED, f"{refusal}; status {response.status}, {size}")
    if response.status in (200, 203, 304):
        cut = Problem(State.UNREACHABLE, f"cut off after {size}")
        return cut if is_cut(response) else None
    if response.status == 429:
        return Problem(State.BLOCKED, "too many requests (429)")
    if response.status >= 500:
        return Problem(State.UNREACHABLE, f"status {response.status}, {size}")
    return Problem(State.LIST_NOT_FOUND, f"status {response.status}, {size}")
