"""A run over 50 sources that have nothing new, against 50 bare conditional requests."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import run_child
from tests.benchmarks.site import serving
from tests.benchmarks.workspace import coopfeed, write_settings

SOURCES = 50
ROWS = 20
#: What the peer asks: the listings, one after the other on each of its threads, as we do by host.
_PEER = """
import http.client, sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

def ask(url, **headers):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    connection.request("GET", parts.path, headers=headers)
    answer = connection.getresponse()
    return answer.getheader("ETag"), len(answer.read()), answer.status

with ThreadPoolExecutor(16) as pool:
    tags = [tag for tag, _, _ in pool.map(ask, sys.argv[1:])]
    import time
    started = time.perf_counter()
    again = list(pool.map(lambda a: ask(a[0], **{"If-None-Match": a[1]}), zip(sys.argv[1:], tags)))
assert all(status == 304 for _, _, status in again), again
print(time.perf_counter() - started, sum(size for _, size, _ in again))
"""


def measure() -> Iterator[tuple[str, str]]:
    """Requests, bytes, seconds and memory of the second of two runs."""
    with tempfile.TemporaryDirectory() as folder, serving(ROWS, hosts=SOURCES) as listings:
        work = Path(folder)
        write_settings(work, listings)
        coopfeed(work, "run", "--json")
        again = coopfeed(work, "run", "--json")
        peer = run_child([sys.executable, "-c", _PEER, *listings])
    sources = json.loads(again.output)["crawls"][0]["sources"]
    states = sorted({source["state"] for source in sources})
    requests, size = (sum(source[name] for source in sources) for name in ("requests", "bytes"))
    seconds, peer_size = map(float, peer.output.split())
    yield "sources, states", f"{len(sources)}, {', '.join(states)}"
    yield "requests, bytes of bodies", f"{requests}, {size}"
    yield "whole run: seconds, peak memory", f"{again.seconds:.2f} s, {again.peak_mb:.0f} MB"
    yield "bare conditional GETs: requests, bytes of bodies", f"{SOURCES}, {peer_size:.0f}"
    yield "bare conditional GETs: seconds with start, without", f"{peer.seconds:.2f}, {seconds:.2f}"
    yield "requests / bare conditional GETs", f"{requests / SOURCES:.2f}"
