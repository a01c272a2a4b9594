"""An edition: everything one publication is made from, prepared once and read by all documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline_common.errors import EntryError, SettingsError
from pipeline_common.models import FeedEntry, Milestone
from pipeline_common.publish import clean, window
from pipeline_common.publish.addresses import Base
from pipeline_common.publish.entries import make_entry
from pipeline_common.publish.fingerprints import fingerprint
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.places import Places
from pipeline_common.publish.status import SourceStatus
from pipeline_common.publish.survey import Survey
from pipeline_common.publish.views import View, make_views
from pipeline_common.settings import PublishSettings

Skipped = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to publish: `key` is a hash of all it is made of, `render` makes its bytes."""

    path: str
    key: str
    render: Callable[[], bytes]


class Entries(Mapping[str, FeedEntry]):
    """Entries by milestone id, made when they are first asked for."""

    def __init__(self, make: Callable[[str], FeedEntry], ids: Iterable[str]) -> None:
        self._make = make
        self._made: dict[str, FeedEntry | None] = dict.fromkeys(ids)

    def __getitem__(self, identity: str) -> FeedEntry:
        entry = self._made[identity]
        if entry is None:
            entry = self._made[identity] = self._make(identity)
        return entry

    def __contains__(self, identity: object) -> bool:
        return identity in self._made  # the inherited one would make the entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def discard(self, identity: str) -> None:
        """Take an entry out."""
        self._made.pop(identity, None)


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication. Mappings are by milestone id; `skipped` grows while files are rendered."""

    settings: PublishSettings
    labels: Labels
    base: Base
    region: str  # title of the profile
    entries: Mapping[str, FeedEntry]
    instants: Mapping[str, datetime]  # when each was last updated
    prints: Mapping[str, str]  # fingerprint of all that an entry shows
    views: tuple[View, ...]
    featured: tuple[str, ...]  # places shown first: those of the profile
    places: Places
    sources: tuple[SourceStatus, ...]
    newest: datetime | None  # newest first publication of what is not back-filled
    updated: datetime | None  # when anything that is shown last changed
    seed: str  # what every document depends on
    skipped: list[Skipped] = field(default_factory=list)

    def key(self, *parts: str, of: Iterable[Milestone] = ()) -> str:
        """The key of a document made from `parts` and the entries of `of`."""
        prints = self.prints
        return fingerprint(self.seed, *parts, "".join([prints[m.id] for m in of]))

    def entries_of(self, milestones: Iterable[Milestone]) -> tuple[FeedEntry, ...]:
        """Their entries, in order."""
        return tuple(self.entries[m.id] for m in milestones)

    def current(self, view: View) -> tuple[Milestone, ...]:
        """What the current feed of a view holds, newest first."""
        return window.current(
            view.milestones,
            newest=self.newest,
            entries=self.settings.window_entries,
            days=self.settings.window_days,
            backfill=self.newest is None,
        )

    @property
    def everything(self) -> View:
        """The view of all."""
        return next(view for view in self.views if view.key == "all")


def prepare(
    survey: Survey,
    *,
    settings: PublishSettings,
    region: str,
    featured: Sequence[str],
    places: Places,
    sources: Sequence[SourceStatus],
    former: Iterable[tuple[str, str]],
    proven: Collection[str] = (),
) -> Edition:
    """The edition of what was surveyed; a milestone that cannot be published is in `skipped`.

    Entries whose fingerprint is in `proven` were made before, so they are not tried again.
    Raises SettingsError for a `base_url` that is no address.
    """
    labels, base = Labels(settings.language), _base(settings)

    def make(identity: str) -> FeedEntry:
        milestone = survey.milestones[identity]
        updated = survey.instants.get(identity, milestone.changed)
        return make_entry(milestone, updated=updated, base=base, labels=labels, region=region)

    entries = Entries(make, survey.milestones)
    skipped: list[Skipped] = []
    for identity, mark in survey.prints.items():
        if mark not in proven:
            try:
                entries[identity]
            except EntryError as error:
                entries.discard(identity)
                skipped.append((error.subject, error.message))
    kept = [m for m in survey.milestones.values() if m.id in entries]
    names = {status.source_id: status.name for status in sources}
    return Edition(
        settings=settings,
        labels=labels,
        base=base,
        region=region,
        entries=entries,
        instants=survey.instants,
        prints=survey.prints,
        views=make_views(
            kept,
            labels=labels,
            places=places,
            source_names=lambda source: names.get(source) or source,
            former=former,
        ),
        featured=tuple(featured),
        places=places,
        sources=tuple(sources),
        newest=window.reference(m for m in kept if not m.backfill),
        updated=max((survey.instants[m.id] for m in kept), default=None),
        seed=survey.seed,
        skipped=skipped,
    )


def _base(settings: PublishSettings) -> Base:
    try:
        return Base(clean.url(settings.base_url).rstrip("/"))
    except ValueError as error:
        raise SettingsError(
            str(error), subject="publish.base_url", advice="give the full http(s) address"
        ) from None
