"""A newer extractor over stored articles: what differs, and on request the change itself."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

from crawler.catalog import load_sources
from flows.reading import POOL_FROM, WORKERS
from flows.steps import Progress, clock, no_progress, open_store
from pipeline_common.dedupe import shingles
from pipeline_common.errors import StoreError
from pipeline_common.milestones import extract
from pipeline_common.models import Article, Reading, SetAside, Source
from pipeline_common.settings import Settings
from pipeline_common.store import Difference

_PART = 256  # articles handed to the pool at once
_CHUNK = 16


def reprocess(
    settings: Settings, *, apply: bool = False, progress: Progress = no_progress
) -> list[Difference]:
    """Read every stored article again; how the milestones differ. Written only with `apply`.

    Raises StoreError; nothing is changed then.
    """
    sources = load_sources(settings.catalog)
    with open_store(settings) as store:
        total = store.counts()["article"]
        done = itertools.count(1)
        articles = (_as_fetched(article, sources) for article in store.stored_articles())
        readings = _read_all(articles, advance=lambda: progress("ingest", next(done), total))
        return store.reprocess(readings, now=clock(), apply=apply)


def read_again(article: Article) -> Reading | SetAside:
    """The milestones of a stored article; one that cannot be read any more is set aside."""
    try:
        content = article.content
        extraction = extract(
            content,
            published=article.published.value if article.published else None,
            home_place=article.home_place,
        )
        return Reading(article, extraction, shingles(content))
    except Exception as error:  # one hostile article must not cost the rest
        return SetAside(article.source_id, article.url, f"{type(error).__name__}: {error}")


def _as_fetched(article: Article, sources: Mapping[str, Source]) -> Article:
    """With the trust of its source: what is stored holds what the earlier extractor made of it."""
    source = sources.get(article.source_id)
    return replace(article, trust=source.trust) if source else article


def _read_all(
    articles: Iterable[Article], advance: Callable[[], None]
) -> Iterator[Reading | SetAside]:
    stream = iter(articles)
    first = list(itertools.islice(stream, POOL_FROM))
    if len(first) < POOL_FROM:
        for article in first:
            yield read_again(article)
            advance()
        return
    stream = itertools.chain(first, stream)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("forkserver")) as pool:
        while part := list(itertools.islice(stream, _PART)):
            try:
                for reading in pool.map(read_again, part, chunksize=_CHUNK):
                    yield reading
                    advance()
            except BrokenProcessPool as error:
                raise StoreError("reading an article killed the process") from error
