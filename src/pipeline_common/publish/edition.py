"""An edition: everything one publication is made from, prepared once and read by all documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipeline_common import codec
from pipeline_common.errors import EntryError, SettingsError
from pipeline_common.models import FeedEntry, Milestone
from pipeline_common.publish import clean, window
from pipeline_common.publish.addresses import Base
from pipeline_common.publish.entries import make_entry, update_instants
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.status import SourceStatus
from pipeline_common.publish.views import PlaceSlug, View, is_fed, make_views
from pipeline_common.settings import PublishSettings

Skipped = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to publish: `key` is a hash of all it is made of, `render` makes its bytes."""

    path: str
    key: str
    render: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication. Mappings are by milestone id; `skipped` grows while files are rendered."""

    settings: PublishSettings
    labels: Labels
    base: Base
    region: str  # title of the profile
    entries: Mapping[str, FeedEntry]
    prints: Mapping[str, str]  # fingerprint of all that an entry shows
    views: tuple[View, ...]
    featured: tuple[str, ...]  # places shown first: those of the profile
    place_slug: PlaceSlug
    sources: tuple[SourceStatus, ...]
    newest: datetime | None  # newest first publication of what is not back-filled
    seed: str  # what every document depends on
    skipped: list[Skipped] = field(default_factory=list)

    def key(self, *parts: str, of: Iterable[Milestone] = ()) -> str:
        """The key of a document made from `parts` and the entries of `of`."""
        return fingerprint(self.seed, *parts, *(self.prints[m.id] for m in of))

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

    @property
    def updated(self) -> datetime | None:
        """When anything that is shown last changed."""
        return max((entry.updated for entry in self.entries.values()), default=None)


def prepare(
    milestones: Sequence[Milestone],
    *,
    settings: PublishSettings,
    region: str,
    featured: Sequence[str],
    place_slug: PlaceSlug,
    sources: Sequence[SourceStatus],
    former: Iterable[tuple[str, str]],
    seed: str,
) -> Edition:
    """The edition of these milestones; one that cannot be published is in `skipped`, with why.

    Raises SettingsError for a `base_url` that is no address.
    """
    labels = Labels(settings.language)
    base = _base(settings)
    instants = update_instants(milestones)
    entries: dict[str, FeedEntry] = {}
    prints: dict[str, str] = {}
    skipped: list[Skipped] = []
    for milestone in filter(is_fed, milestones):
        try:
            updated = instants.get(milestone.id, milestone.changed)
            entries[milestone.id] = make_entry(
                milestone, updated=updated, base=base, labels=labels, region=region
            )
            prints[milestone.id] = fingerprint(codec.dumps(milestone), updated.isoformat())
        except EntryError as error:
            skipped.append((error.subject, error.message))
    kept = [m for m in milestones if m.id in entries]
    names = {status.source_id: status.name for status in sources}
    return Edition(
        settings=settings,
        labels=labels,
        base=base,
        region=region,
        entries=entries,
        prints=prints,
        views=make_views(
            kept,
            labels=labels,
            place_slug=place_slug,
            source_names=lambda source: names.get(source) or source,
            former=former,
        ),
        featured=tuple(featured),
        place_slug=place_slug,
        sources=tuple(sources),
        newest=window.reference(m for m in kept if not m.backfill),
        seed=fingerprint(seed, settings.model_dump_json(), region, *featured),
        skipped=skipped,
    )


def _base(settings: PublishSettings) -> Base:
    try:
        return Base(clean.url(settings.base_url).rstrip("/"))
    except ValueError as error:
        raise SettingsError(
            str(error), subject="publish.base_url", advice="give the full http(s) address"
        ) from None


def fingerprint(*parts: str) -> str:
    """A short hash over the parts, none of which can pass for two."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
