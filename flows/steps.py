"""The steps as plain functions; the only place that reads the clock.

    load_sources                                  catalogue + profile -> sources
    | crawl      launch.crawl (child process)     -> inbox/<batch>
    | ingest     reading.read_pages | store.ingest   one transaction a batch
    | publish    store.milestones | publish          only what changed

The command line calls these directly; `flows.pipeline` wraps the same functions for Prefect.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crawler import catalog
from crawler.batch import list_batches, read_batch
from crawler.inbox import move_aside, remove_batch, with_waiting
from crawler.launch import crawl as launch_crawl
from flows import digest, websub
from flows.lock import exclusive
from pipeline_common.errors import BatchError, SettingsError, StoreError
from pipeline_common.models import CrawlMemory, CrawlReport, Milestone, Source, State
from pipeline_common.publish import PublishReport
from pipeline_common.publish import SourceStatus as ShownSource
from pipeline_common.publish import publish as publish_files
from pipeline_common.regions import RegionProfile, load_profile
from pipeline_common.settings import Settings
from pipeline_common.store import IngestReport, SourceStatus, Store

log = logging.getLogger("coopfeed")

#: Told of work done: stage ("crawl", "ingest"), items done, items in all (None while unknown).
Progress = Callable[[str, int, int | None], None]


def no_progress(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


def clock() -> datetime:
    """The one clock of the program: aware, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Run:
    """What crawl, ingest and publish came to, in that order; parts that did not run are empty."""

    crawls: tuple[CrawlReport, ...] = ()
    ingested: tuple[IngestReport, ...] = ()
    damaged: tuple[str, ...] = ()  # batch files that could not be read, moved aside
    published: PublishReport | None = None

    @property
    def complete(self) -> bool:
        """Whether no source, item, batch or entry failed."""
        return not (
            self.damaged
            or any(s.state.needs_person or s.failed for c in self.crawls for s in c.sources)
            or any(report.set_aside for report in self.ingested)
            or (self.published and self.published.skipped)
        )


def load_sources(settings: Settings, ids: Sequence[str] = ()) -> list[Source]:
    """The sources a run is for: `ids`, else those of the settings, else those of the profile.

    Raises SourceSpecError, RegionProfileError, NotFoundError.
    """
    profile = load_profile(settings.profile)
    wanted = list(ids) or list(settings.sources)
    return list(catalog.select(_catalog(settings), wanted, profile=profile.id))


def crawl(
    settings: Settings,
    sources: Sequence[Source],
    *,
    since: date | None = None,
    max_pages: int | None = None,
    name: str = "all",
    memory: CrawlMemory | None = None,
    progress: Progress = no_progress,
) -> CrawlReport:
    """Fetch what is new into one batch of the inbox. `since` makes it a back-fill.

    `memory` is what a machine without the database was told of earlier crawls.

    Raises CrawlProcessError when the crawl process died; nothing is lost then but the time.
    """
    memory = recall(settings, sources) if memory is None else memory
    now = clock()
    done = 0

    def on_event(event: str, details: Mapping[str, object]) -> None:
        nonlocal done
        if event == "source":
            done += 1
            progress("crawl", done, len(sources))

    progress("crawl", 0, len(sources))
    return launch_crawl(
        sources,
        memory=memory,
        settings=settings.crawl,
        inbox=settings.inbox,
        batch_id=f"{now:%Y%m%dT%H%M%S%f}Z-{name}",
        now=now,
        since=since,
        max_pages=max_pages,
        progress=on_event,
    )


def recall(settings: Settings, sources: Sequence[Source]) -> CrawlMemory:
    """What a crawl of these sources has to know of earlier ones, ingested or waiting."""
    with open_store(settings) as store:
        memory = store.crawl_memory([source.id for source in sources])
    return with_waiting(memory, settings.inbox)


def ingest(settings: Settings, *, progress: Progress = no_progress) -> Run:
    """Take every batch of the inbox into the database, oldest first; done batches are removed.

    A batch that was taken before (a crash between commit and removal) changes nothing. A damaged
    file is moved to `inbox/damaged` and reported; the others go on.
    """
    known = _catalog(settings)
    reports, damaged = [], []
    with open_store(settings) as store:
        for address in list_batches(settings.inbox):
            try:
                batch = read_batch(address)
                if not store.is_ingested(batch.report.batch_id):
                    total = sum(report.articles for report in batch.report.sources)
                    reports.append(
                        _ingest_one(store, batch.report, batch.pages(), known, total, progress)
                    )
            except BatchError as error:
                log.error("%s", error)
                damaged.append(move_aside(address))
            else:
                remove_batch(address)
    return Run(ingested=tuple(reports), damaged=tuple(damaged))


def _ingest_one(
    store: Store,
    report: CrawlReport,
    pages: Iterable[object],
    known: Mapping[str, Source],
    total: int,
    progress: Progress,
) -> IngestReport:
    from flows.reading import read_pages  # with the rules of extraction, which only this step needs

    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress("ingest", done, total)

    progress("ingest", 0, total)
    return store.ingest(report, read_pages(pages, known, advance=advance))  # type: ignore[arg-type]


def load_regions(settings: Settings) -> list[RegionProfile]:
    """The region that all is about, then the others that have lists. Raises RegionProfileError."""
    return [load_profile(i) for i in dict.fromkeys([settings.profile, *settings.publish.regions])]


def publish(settings: Settings) -> PublishReport:
    """Write feeds and pages, where bytes change; tell the hub, and people of what is new.

    Raises OutputError when the folder cannot be written, RegionProfileError for a region that is
    none. Who cannot be told fails nothing.
    """
    now = clock()
    regions = load_regions(settings)
    with open_store(settings) as store:
        digest.begin(settings, store)
        store.assign_publication(now)
        report = publish_files(
            store.published(),
            settings=settings.publish,
            public=settings.public,
            sources=_shown(source_status(store, settings, now=now), _catalog(settings)),
            regions=regions,
        )
        if settings.publish.hub:
            untold = websub.tell(settings.publish, settings.public)
            report = dataclasses.replace(report, untold=untold)
        digest.tell(settings, store, now)
    return report


def run(
    settings: Settings,
    ids: Sequence[str] = (),
    *,
    wait: float = 0.0,
    progress: Progress = no_progress,
) -> Run:
    """Crawl, ingest and publish once, now, under the lock of the data folder.

    Raises StoreLockedError when another run holds the data for longer than `wait` seconds.
    """
    sources = load_sources(settings, ids)
    with exclusive(settings.data, wait=wait):
        crawled = crawl(settings, sources, progress=progress)
        taken = ingest(settings, progress=progress)
        published = publish(settings)
    return Run((crawled,), taken.ingested, taken.damaged, published)


def last_published(settings: Settings) -> datetime | None:
    """The latest instant of publication; None before the first."""
    with open_store(settings) as store:
        return store.last_published()


def milestones_after(settings: Settings, moment: datetime | None) -> list[Milestone]:
    """Milestones first published after `moment` (all for None), as a run reports them."""
    since = moment + timedelta(seconds=1) if moment else None
    with open_store(settings, read_only=True) as store:
        return store.milestones(published_only=True, published_since=since)


def open_store(settings: Settings, *, read_only: bool = False) -> Store:
    """The database of these settings, created where it is missing.

    Raises StoreError; with `read_only` also where there is none yet.
    """
    if read_only and not settings.database.exists():
        raise StoreError(
            "no database yet", subject=str(settings.database), advice="run `coopfeed run` first"
        )
    if not read_only:
        try:
            settings.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError("cannot be created", subject=str(settings.data)) from error
    return Store.open(settings.database, read_only=read_only)


def source_status(store: Store, settings: Settings, *, now: datetime) -> list[SourceStatus]:
    """How each source does; its usual silence is learnt, unless its file sets a limit."""
    limits = {
        source.id: source.max_silence_days
        for source in _catalog(settings).values()
        if source.max_silence_days is not None
    }
    return store.source_status(now=now, max_silence_days=limits)


def _shown(statuses: Iterable[SourceStatus], known: Mapping[str, Source]) -> list[ShownSource]:
    """What the page of sources shows; a source that left the catalogue keeps its id as a name."""
    return [
        ShownSource(
            s.source_id,
            name=known[s.source_id].name if s.source_id in known else s.source_id,
            homepage=known[s.source_id].homepage if s.source_id in known else "",
            # A run that finds nothing new must not change the page.
            state=State.OK if s.state is State.UNCHANGED else s.state,
            evidence=s.evidence if s.state.needs_person else "",
            newest=s.newest,
        )
        for s in statuses
    ]


def _catalog(settings: Settings) -> Mapping[str, Source]:
    return catalog.load_sources(settings.catalog)
