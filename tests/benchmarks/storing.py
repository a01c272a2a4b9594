"""The store as it grows: ingest, look-up of copies against datasketch, answers, memory, size.

Sizes are articles: 10,000 and 100,000, or those named in `COOPFEED_BENCH_ARTICLES` ("10000 100000
1000000"). Rates of ingest are by processor time, so that a busy machine does not blur them; wall
time stands beside.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from pipeline_common.dedupe.decisions import Fingerprint
from pipeline_common.dedupe.sketches import containment
from pipeline_common.models import Reading
from pipeline_common.store import Store
from pipeline_common.store.articles import find_candidates
from pipeline_common.store.shingles import Shingles
from pipeline_common.text import fold
from tests.benchmarks.measure import run_child
from tests.benchmarks.stories import stream

SIZES = [int(n) for n in os.environ.get("COOPFEED_BENCH_ARTICLES", "10000 100000").split()]
_INDEXED = 5_000  # articles in the index of either side
_ASKED = 200
_COPY = 0.5  # containment by exact shingles from which a pair counts as copies
_WORDS = ("南昌 九江", "湖州", "宣城 黄山", "第1报", "昌九 一体化", "赣州 吉安 上饶")


def measure() -> Iterator[tuple[str, str]]:
    """Ingest at each size, answers at the last, copies at a size that datasketch can hold too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coopfeed.sqlite"
        sizes = map(str, SIZES)
        fed = run_child(
            [sys.executable, "-m", "tests.benchmarks.feeding", str(path), *sizes], timeout=7200
        )
        found = [json.loads(line) for line in fed.output.splitlines()]
        for at in found:
            yield (
                f"ingest at {at['articles']:,} articles",
                f"{at['cpu_rate']:.0f} /s of processor, {at['rate']:.0f} /s of wall, peak "
                f"{at['peak_mb']:.0f} MB, database {at['database_mb']:.0f} MB, "
                f"{at['milestones']:,} milestones",
            )
        yield "ingest, last / first size", f"{found[-1]['cpu_rate'] / found[0]['cpu_rate']:.2f}"
        yield from _answers(path)
    yield from _copies()


def _answers(path: Path) -> Iterator[tuple[str, str]]:
    with Store.open(path, read_only=True) as store:
        (first, *_) = store.milestones(limit=1)
        now = first.recorded
        asked = [_milliseconds(lambda w=w: store.search(w)) for w in _WORDS for _ in range(20)]
        tens = quantiles(asked, n=20)
        yield "search, p50 and p95", f"{median(asked):.1f} ms, {tens[-1]:.1f} ms"
        status = _milliseconds(lambda: (store.source_status(now=now), store.counts()))
        yield "status", f"{status:.0f} ms"
        yield "show", f"{_milliseconds(lambda: store.history(first.id)):.0f} ms"


def _copies() -> Iterator[tuple[str, str]]:
    from datasketch import MinHash, MinHashLSH

    readings = list(itertools.islice(stream(3), _INDEXED + _ASKED))
    known, asked = readings[:_INDEXED], readings[_INDEXED:]
    truth = _exact(known, asked)

    def minhash(reading: Reading) -> MinHash:
        made = MinHash(num_perm=128)
        made.update_batch([g.encode() for g in _grams(reading)])
        return made

    lsh = MinHashLSH(threshold=_COPY, num_perm=128)
    for reading in known:
        lsh.insert(reading.article.id, minhash(reading))
    hashes = [minhash(reading) for reading in asked]
    began = time.process_time()
    theirs = [set(lsh.query(made)) for made in hashes]
    their_time = time.process_time() - began

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copies.sqlite"
        ours, our_time = _look_up(path, known, asked)
    for name, found, spent in (
        ("ours, in SQLite", ours, our_time),
        ("datasketch MinHashLSH, in memory", theirs, their_time),
    ):
        hit = sum(len(a & b) for a, b in zip(found, truth, strict=True))
        yield (
            f"copies among {_INDEXED:,}: {name}",
            f"recall {hit / max(1, sum(map(len, truth))):.3f}, "
            f"{1e3 * spent / _ASKED:.2f} ms a look-up",
        )


def _look_up(
    path: Path, known: Sequence[Reading], asked: Sequence[Reading]
) -> tuple[list[set[str]], float]:
    from tests.benchmarks.feeding import take

    with Store.open(path) as store:
        take(store, known, "known")
        began = time.process_time()
        index = Shingles(store._db)
        found = [
            {
                c.article_id
                for c in find_candidates(store._db, index, _fingerprint(reading))
                if containment(reading.shingles, c.shingles) >= _COPY
            }
            for reading in asked
        ]
        return found, time.process_time() - began


def _fingerprint(reading: Reading) -> Fingerprint:
    assert reading.article.fetched_at
    return Fingerprint(reading.article.id, "", reading.article.fetched_at, reading.shingles)


def _exact(known: Iterable[Reading], asked: Sequence[Reading]) -> list[set[str]]:
    """For each asked the known ones that hold half of the shorter text, shingle by shingle."""
    sets = [(reading.article.id, _grams(reading)) for reading in known]
    found = []
    for reading in asked:
        own = _grams(reading)
        found.append(
            {
                ident
                for ident, grams in sets
                if len(own & grams) >= _COPY * min(len(own), len(grams))
            }
        )
    return found


def _grams(reading: Reading) -> set[str]:
    text = fold(reading.article.content)
    return {text[i : i + 4] for i in range(len(text) - 3)}


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1e3 * (time.process_time() - began)
