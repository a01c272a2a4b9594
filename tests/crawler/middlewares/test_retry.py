"""Which answers are asked for again, and which are taken as they are."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares import retry
from crawler.middlewares.retry import PatientRetry, is_cut

URL = "http://www.example.cn/zwzx/"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds for which the host was put on hold."""
    seconds: list[float] = []
    monkeypatch.setattr(retry, "hold", lambda crawler, request, wait: seconds.append(wait))
    return seconds


@pytest.fixture
def patient() -> PatientRetry:
    crawler = get_crawler(Spider, {"DOWNLOAD_DELAY": 2.0, "RETRY_TIMES": 2})
    crawler.spider = Spider("any")
    crawler.spider.crawler = crawler
    return PatientRetry.from_crawler(crawler)


def answer(status: int, **headers: str) -> Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(URL, status=status, headers=names)


def test_host_is_left_alone_for_longer_each_time(patient: PatientRetry, held: list[float]) -> None:
    request = Request(URL)
    for _ in range(2):
        again = patient.process_response(request, answer(503))
        assert isinstance(again, Request)
        request = again
    assert held == [4.0, 8.0]
    last = patient.process_response(request, answer(503))
    assert isinstance(last, Response), "the third answer is taken as it is"


def test_host_says_how_long(patient: PatientRetry, held: list[float]) -> None:
    patient.process_response(Request(URL), answer(429, Retry_After="30"))
    assert held == [30.0]


def test_too_long_a_wait_is_left_to_the_next_run(patient: PatientRetry, held: list[float]) -> None:
    busy = answer(503, Retry_After="3600")
    assert patient.process_response(Request(URL), busy) is busy
    assert held == []


@pytest.mark.parametrize("status", [200, 301, 304, 403, 404, 412, 521])
def test_what_will_not_change_is_not_asked_again(
    patient: PatientRetry, held: list[float], status: int
) -> None:
    response = answer(status)
    assert patient.process_response(Request(URL), response) is response


def test_failures_of_the_moment(patient: PatientRetry, held: list[float]) -> None:
    assert patient.process_exception(Request(URL), DownloadTimeoutError()) is not None
    assert patient.process_exception(Request(URL), DownloadCancelledError()) is None
    assert patient.process_exception(Request(URL), ValueError()) is None


@pytest.mark.parametrize(
    ("body", "flags", "cut"),
    [
        (b"<p>half", ["dataloss"], True),
        (b"<p>whole</p></body></HTML>\r\n", ["dataloss"], False),
        (b'{"a": [1]}', ["dataloss"], False),
        (b"<p>half", [], False),
        (b"", ["dataloss"], True),
    ],
)
def test_cut_answers(body: bytes, flags: list[str], cut: bool) -> None:
    assert is_cut(Response(URL, body=body, flags=flags)) is cut
