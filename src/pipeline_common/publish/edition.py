"""An edition: everything one publication is made from, prepared once and read by all documents."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from pipeline_common.errors import EntryError, SettingsError
from pipeline_common.models import FeedEntry, Milestone
from pipeline_common.publish import clean
from pipeline_common.publish.addresses import Base
from pipeline_common.publish.entries import make_entry
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.places import Places
from pipeline_common.publish.record import Record
from pipeline_common.publish.status import SourceStatus
from pipeline_common.publish.views import View
from pipeline_common.selection import Selection
from pipeline_common.settings import PublishSettings

#: Entries kept ready: the same stand in the feeds of many views.
_READY = 3000


@dataclass(frozen=True, slots=True)
class Document:
    """A file to publish; `render` makes its bytes."""

    path: str
    render: Callable[[], bytes]


class Press:
    """Makes entries, keeps the last ones ready, and remembers what cannot be published.

    `refused` and `faults` hold id and reason: of which no entry can be made, and which a renderer
    did not take. Both grow while documents are rendered.
    """

    def __init__(
        self,
        settings: PublishSettings,
        labels: Labels,
        region: str,
        refused: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.base = _base(settings)
        self.refused: dict[str, str] = dict(refused)
        self.faults: dict[str, str] = {}
        self._labels = labels
        self._region = region
        self._ready: OrderedDict[str, tuple[Milestone, FeedEntry]] = OrderedDict()

    def entry(self, milestone: Milestone) -> FeedEntry | None:
        """The entry of a milestone; None, and told, where there can be none."""
        known = self._ready.get(milestone.id)
        if known and known[0] == milestone:
            return known[1]
        try:
            entry = make_entry(milestone, base=self.base, labels=self._labels, region=self._region)
        except EntryError as error:
            self.refused[milestone.id] = error.message
            return None
        self.refused.pop(milestone.id, None)
        self._ready[milestone.id] = (milestone, entry)
        if len(self._ready) > _READY:
            self._ready.popitem(last=False)
        return entry


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication."""

    settings: PublishSettings
    labels: Labels
    region: str  # title of the region that all is about
    record: Record
    press: Press
    places: Places
    featured: tuple[str, ...] = ()  # places shown first: those of the region
    terms: tuple[str, ...] = ()  # by which the region is talked about
    sources: tuple[SourceStatus, ...] = ()
    views: Mapping[str, View] = field(default_factory=dict)  # by key, in order
    archives: tuple[str, ...] = ()  # keys of archive documents, oldest first
    live: bool = False  # whether anything but back-filled history is published

    @property
    def base(self) -> Base:
        """The public address."""
        return self.press.base

    @property
    def everything(self) -> View:
        """The view of all."""
        return self.views["all"]

    @property
    def updated(self) -> datetime | None:
        """When anything that is shown last changed."""
        return self.record.updated()

    def entries_of(self, milestones: Iterable[Milestone]) -> Iterator[FeedEntry]:
        """Their entries, in order, without those that cannot be made."""
        return (entry for m in milestones if (entry := self.press.entry(m)))

    def latest(
        self, wanted: Selection, limit: int | None = None, *, listed: bool = True
    ) -> list[Milestone]:
        """The latest events of a selection that can be shown."""
        found = self.record.latest(wanted, limit, listed=listed)
        return [m for m in found if m.id not in self.press.refused]

    def current(self, view: View) -> list[Milestone]:
        """What the current feed of a view holds, newest first."""
        found = self.record.window(
            view.wanted,
            entries=self.settings.window_entries,
            days=self.settings.window_days,
            backfill=not self.live,
        )
        return [m for m in found if m.id not in self.press.refused]


def _base(settings: PublishSettings) -> Base:
    try:
        return Base(clean.url(settings.base_url).rstrip("/"))
    except ValueError as error:
        raise SettingsError(
            str(error), subject="publish.base_url", advice="give the full http(s) address"
        ) from None
