"""From fetched page to reading: pure work, spread over a small pool of processes.

Threads would not help (the work holds the interpreter lock) and extraction inside the crawl would
slow the crawl to a third, so pages wait in a batch until here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256
from multiprocessing import get_context

from crawler.families import parse_article
from pipeline_common.dedupe import shingles
from pipeline_common.errors import CoopfeedError
from pipeline_common.milestones import extract
from pipeline_common.models import Page, Reading, SetAside, Snapshot, Source

#: Pages below which starting a pool costs more than it saves.
POOL_FROM = 64
WORKERS = 2
#: Pages handed to a worker at once: large enough to hide the hand-over, small enough to stream.
CHUNK = 16


def read_page(page: Page, source: Source) -> Reading | SetAside:
    """The article of `page` with its milestones; a page that cannot be read is set aside."""
    try:
        article = parse_article(page, source)
        content = article.content
        extraction = extract(
            content,
            published=article.published.value if article.published else None,
            home_place=article.home_place,
        )
        return Reading(
            article=article,
            extraction=extraction,
            shingles=shingles(content),
            snapshot=Snapshot(
                sha256=sha256(page.body).hexdigest(),
                content_type=page.headers.get("content-type", ""),
                body=page.body,
                fetched_at=page.fetched_at,
            ),
        )
    except CoopfeedError as error:
        return SetAside(page.source_id, _address(page), error.message)
    except Exception as error:  # one hostile page must not cost the batch; the reason is kept
        return SetAside(page.source_id, _address(page), f"{type(error).__name__}: {error}")


def _address(page: Page) -> str:
    """The address that the crawl knows the page by: that of its row, not that of a redirect."""
    return page.row.url if page.row else page.url


def read_pages(
    pages: Iterable[Page],
    sources: Mapping[str, Source],
    *,
    workers: int = WORKERS,
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[Reading | SetAside]:
    """Readings of all pages, in order; `advance` is told of every page done.

    A page whose source is no longer in the catalogue is set aside. A page that kills its worker is
    found and set aside; its neighbours are read again.
    """
    stream = iter(pages)
    first = list(itertools.islice(stream, POOL_FROM))
    if len(first) < POOL_FROM or workers < 2:
        for page in itertools.chain(first, stream):
            yield _read_known(page, sources)
            advance(1)
        return
    for reading in _read_in_pool(itertools.chain(first, stream), sources, workers):
        yield reading
        advance(1)


def _read_known(page: Page, sources: Mapping[str, Source]) -> Reading | SetAside:
    source = sources.get(page.source_id)
    if source is None:
        return SetAside(
            page.source_id, _address(page), "its source is not in the catalogue any more"
        )
    return read_page(page, source)


def _read_chunk(work: Sequence[tuple[Page, Source | None]]) -> list[Reading | SetAside]:
    return [_read_known(page, {s.id: s} if s else {}) for page, s in work]


def _read_in_pool(
    pages: Iterator[Page], sources: Mapping[str, Source], workers: int
) -> Iterator[Reading | SetAside]:
    pool = _start_pool(workers)
    try:
        waiting: list[tuple[list[tuple[Page, Source | None]], Future[list[Reading | SetAside]]]]
        waiting = []
        chunks = _batched(pages)
        while True:
            while len(waiting) < workers * 3 and (chunk := next(chunks, None)):
                work = [(page, sources.get(page.source_id)) for page in chunk]
                waiting.append((work, pool.submit(_read_chunk, work)))
            if not waiting:
                return
            work, future = waiting.pop(0)
            try:
                yield from future.result()
            except BrokenProcessPool:
                redo = [work, *(w for w, _ in waiting)]
                pool.shutdown(wait=False, cancel_futures=True)
                waiting.clear()
                for lost in redo:
                    yield from _read_one_by_one(lost)
                pool = _start_pool(workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _read_one_by_one(work: Sequence[tuple[Page, Source | None]]) -> Iterator[Reading | SetAside]:
    pool = _start_pool(1)
    for item in work:
        try:
            yield from pool.submit(_read_chunk, [item]).result()
        except BrokenProcessPool:
            page = item[0]
            yield SetAside(page.source_id, _address(page), "reading it killed the process")
            pool = _start_pool(1)
    pool.shutdown(wait=False)


def _start_pool(workers: int) -> ProcessPoolExecutor:
    # forkserver: no locks or file handles of the writer are inherited.
    return ProcessPoolExecutor(workers, mp_context=get_context("forkserver"))


def _batched(pages: Iterator[Page]) -> Iterator[tuple[Page, ...]]:
    while chunk := tuple(itertools.islice(pages, CHUNK)):
        yield chunk
