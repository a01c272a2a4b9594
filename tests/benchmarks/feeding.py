"""Ingesting synthetic articles in a process of its own; prints a JSON line at each size."""

from __future__ import annotations

import itertools
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline_common.models import CrawlReport, Reading, SourceReport, State
from pipeline_common.store import Store
from tests.benchmarks.stories import stream

BATCH = 2_000
#: Articles over which speed is measured, the last before a size, and at most half of them; so many
#: that the index of copies is merged within, as it is now and then.
_WINDOW = 36_000


def make(pipe: Connection, total: int) -> None:
    """Send readings, batch by batch; runs beside the writer."""
    source = stream()
    for _ in range(total // BATCH):
        pipe.send(list(itertools.islice(source, BATCH)))
    pipe.close()


def batches(total: int) -> Iterator[list[Reading]]:
    """Readings made by another process, so that neither its time nor its memory counts."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    maker = context.Process(target=make, args=(theirs, total))
    maker.start()
    theirs.close()
    try:
        while True:
            yield ours.recv()
    except EOFError:
        maker.join()
    finally:
        maker.kill()


def take(store: Store, readings: Sequence[Reading], batch: str) -> None:
    """Ingest a batch and give what is new its instant, as a run does."""
    moment = readings[-1].article.fetched_at
    assert moment
    sources = sorted({r.article.source_id for r in readings})
    states = tuple(SourceReport(s, State.OK, "200", articles=1) for s in sources)
    store.ingest(CrawlReport(batch, moment, moment, states), readings)
    store.assign_publication(moment)


def main() -> None:
    """`feeding DATABASE SIZE [SIZE ...]`: sizes in articles, ascending."""
    path, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]]
    stored, last = 0, [(0, 0.0, 0.0)]
    with Store.open(path) as store:
        for readings in batches(sizes[-1]):
            began, working = time.perf_counter(), time.process_time()
            take(store, readings, f"b{stored:08}")
            spent = time.perf_counter() - began
            stored += len(readings)
            last.append((len(readings), spent, time.process_time() - working))
            if stored in sizes:
                recent = last[-max(1, min(_WINDOW, stored // 2) // BATCH) :]
                print(  # noqa: T201
                    json.dumps(
                        {
                            "articles": stored,
                            "rate": sum(n for n, _, _ in recent) / sum(s for _, s, _ in recent),
                            "cpu_rate": sum(n for n, _, _ in recent) / sum(c for _, _, c in recent),
                            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                            "database_mb": path.stat().st_size / 1e6,
                            "milestones": store.counts()["milestone"],
                        }
                    ),
                    flush=True,
                )


if __name__ == "__main__":
    main()
