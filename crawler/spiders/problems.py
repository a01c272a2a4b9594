"""Answers and failures that are no page: which state they speak for, in words for a person."""

from __future__ import annotations

from scrapy.http import Response

from crawler.failures import failure_words
from crawler.middlewares.breaker import REFUSAL
from crawler.middlewares.refusals import HostGivenUp, RobotsForbidden
from crawler.middlewares.retry import is_cut
from crawler.tally import Problem
from pipeline_common.models import State


def failure_problem(error: BaseException) -> Problem:
    """The problem behind a request that got no answer."""
    state = State.UNREACHABLE
    if isinstance(error, RobotsForbidden) and error.reachable:
        state = State.ROBOTS
    elif isinstance(error, HostGivenUp) and error.refused:
        state = State.BLOCKED
    return Problem(state, failure_words(error), of_host=isinstance(error, HostGivenUp))


def response_problem(response: Response) -> Problem | None:
    """The problem of an answer that is no page; None for a page, or for "not modified"."""
    size = f"{len(response.body)} bytes"
    if refusal := response.meta.get(REFUSAL):
        evidence = f"{refusal}; status {response.status}, {size}"
        return Problem(State.BLOCKED, evidence, of_host=True)
    if response.status in (200, 203, 304):
        cut = Problem(State.UNREACHABLE, f"cut off after {size}")
        return cut if is_cut(response) else None
    if response.status == 429:
        return Problem(State.BLOCKED, "too many requests (429)", of_host=True)
    if response.status >= 500:
        return Problem(State.UNREACHABLE, f"status {response.status}, {size}")
    return Problem(State.LIST_NOT_FOUND, f"status {response.status}, {size}")
