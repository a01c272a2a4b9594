"""When a host is given up, and when it is not."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares import breaker
from crawler.middlewares.breaker import REFUSAL, CircuitBreaker
from crawler.middlewares.refusals import HostGivenUp, PrivateAddress

URL = "http://www.example.cn/zwzx/"
RUISHU = b"<script>$_ts=window['$_ts'];$_ts.cd='x'</script>"


@pytest.fixture
def circuit(monkeypatch: pytest.MonkeyPatch) -> CircuitBreaker:
    monkeypatch.setattr(breaker, "drop_waiting", lambda crawler, request, error: None)
    return CircuitBreaker.from_crawler(get_crawler(Spider))


def answer(circuit: CircuitBreaker, status: int, body: bytes = b"<p>") -> Request:
    request = Request(URL)
    circuit.process_response(request, Response(URL, status=status, body=body))
    return request


def test_challenge_opens_the_circuit_at_once(circuit: CircuitBreaker) -> None:
    request = answer(circuit, 412, RUISHU)
    assert "Ruishu" in request.meta[REFUSAL]
    with pytest.raises(HostGivenUp, match="Ruishu") as caught:
        circuit.process_request(Request(URL))
    assert caught.value.refused
    circuit.process_request(Request("http://other.example.cn/"))


def test_single_refusals_are_borne(circuit: CircuitBreaker) -> None:
    for _ in range(2):
        answer(circuit, 403)
    answer(circuit, 200)
    for _ in range(2):
        answer(circuit, 403)
    circuit.process_request(Request(URL))
    answer(circuit, 403)
    with pytest.raises(HostGivenUp, match="refused with 403"):
        circuit.process_request(Request(URL))


def test_host_that_fails_again_and_again(circuit: CircuitBreaker) -> None:
    for _ in range(3):
        answer(circuit, 502)
        circuit.process_request(Request(URL))
        circuit.process_exception(Request(URL), DownloadTimeoutError())
    with pytest.raises(HostGivenUp, match="6 times in a row") as caught:
        circuit.process_request(Request(URL))
    assert not caught.value.refused


def test_what_we_refuse_ourselves_is_not_the_hosts_fault(circuit: CircuitBreaker) -> None:
    for _ in range(9):
        circuit.process_exception(Request(URL), PrivateAddress("private"))
        circuit.process_exception(Request(URL), DownloadCancelledError("too large"))
    circuit.process_request(Request(URL))
