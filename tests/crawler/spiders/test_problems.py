"""Which state an answer, or the lack of one, speaks for."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response

from crawler.middlewares.breaker import REFUSAL
from crawler.middlewares.refusals import HostGivenUp, PrivateAddress, RobotsForbidden
from crawler.spiders.problems import failure_problem, response_problem
from pipeline_common.models import State

URL = "http://www.example.cn/zwzx/"


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (RobotsForbidden("forbidden by robots.txt", reachable=True), State.ROBOTS, "forbidden"),
        (RobotsForbidden("robots.txt answers 503", reachable=False), State.UNREACHABLE, "503"),
        (HostGivenUp("Ruishu", refused=True), State.BLOCKED, "Ruishu"),
        (HostGivenUp("does not answer", refused=False), State.UNREACHABLE, "does not answer"),
        (PrivateAddress("leads to ..."), State.UNREACHABLE, "leads to ..."),
        (CannotResolveHostError("x"), State.UNREACHABLE, "the host's name cannot be resolved"),
        (DownloadConnectionRefusedError(), State.UNREACHABLE, "the host refuses connections"),
        (DownloadTimeoutError("x"), State.UNREACHABLE, "no whole answer in time"),
        (DownloadCancelledError("x"), State.UNREACHABLE, "larger than a page may be"),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE"), State.UNREACHABLE, "larger than a page"),
        (IgnoreRequest("max redirections reached"), State.UNREACHABLE, "redirects without end"),
        (DownloadFailedError("bad TLS\nmore"), State.UNREACHABLE, "connection failed (bad TLS)"),
        (OSError(), State.UNREACHABLE, "connection failed (OSError)"),
    ],
)
def test_failures(error: Exception, state: State, words: str) -> None:
    problem = failure_problem(error)
    assert problem.state is state
    assert words in problem.evidence
    assert "\n" not in problem.evidence
    assert problem.of_host is isinstance(error, HostGivenUp)


@pytest.mark.parametrize("status", [200, 203, 304])
def test_page_is_no_problem(status: int) -> None:
    assert response_problem(answer(status)) is None


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (404, State.LIST_NOT_FOUND, "status 404, 3 bytes"),
        (302, State.LIST_NOT_FOUND, "status 302"),
        (204, State.LIST_NOT_FOUND, "status 204"),
        (429, State.BLOCKED, "too many requests"),
        (500, State.UNREACHABLE, "status 500"),
    ],
)
def test_statuses(status: int, state: State, words: str) -> None:
    problem = response_problem(answer(status))
    assert problem is not None
    assert problem.state is state
    assert words in problem.evidence


def test_refusal_comes_first() -> None:
    problem = response_problem(answer(200, refusal="captcha"))
    assert problem is not None
    assert (problem.state, problem.of_host) == (State.BLOCKED, True)
    assert problem.evidence == "captcha; status 200, 3 bytes"


def test_cut_page() -> None:
    response = answer(200)
    response.flags.append("dataloss")
    problem = response_problem(response)
    assert problem is not None
    assert problem.evidence == "cut off after 3 bytes"


def answer(status: int, refusal: str = "") -> Response:
    request = Request(URL, meta={REFUSAL: refusal})
    return Response(URL, status=status, body=b"<p>", request=request)
