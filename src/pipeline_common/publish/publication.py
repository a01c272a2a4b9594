"""Publishing: the record in, files out, only what changed and only where bytes differ.

record, ledger -> survey: what differs from the last publication
| pages of those milestones
| the views they stand or stood in: feeds, archives, lists, data, search index
| what exists once: guides, sitemap, front page
| files: only where bytes changed, whole or not at all; then ledger and manifest
"""

from __future__ import annotations

import dataclasses
import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from pipeline_common.models import Milestone
from pipeline_common.publish.documents import documents, obsolete
from pipeline_common.publish.edition import Document, Edition, Press
from pipeline_common.publish.feed_documents import archive_keys
from pipeline_common.publish.files import Batch, OutputFolder
from pipeline_common.publish.fingerprints import fingerprint
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.ledger import Ledger
from pipeline_common.publish.manifest import (
    Manifest,
    Pending,
    load_manifest,
    load_pending,
    save_manifest,
    save_pending,
)
from pipeline_common.publish.places import Places
from pipeline_common.publish.record import ALL, Record
from pipeline_common.publish.report import PublishReport
from pipeline_common.publish.site.documents import asset_documents
from pipeline_common.publish.site.entry_pages import entry_document, gone_document
from pipeline_common.publish.status import SourceStatus
from pipeline_common.publish.survey import Finding, survey
from pipeline_common.publish.topics import add_topics
from pipeline_common.publish.views import Catalogue, Region, View
from pipeline_common.regions.gazetteer import slug
from pipeline_common.settings import PublishSettings

log = logging.getLogger(__name__)

_PAGES = "m"


def publish(
    record: Record,
    *,
    settings: PublishSettings,
    public: Path,
    sources: Sequence[SourceStatus] = (),
    regions: Sequence[Region] = (),
) -> PublishReport:
    """Write feeds, pages and data of the record into the folder `public`.

    What the folder holds then depends on the arguments alone; what is done follows what changed
    since the last time. The first of the `regions` is what all is about: it gives a category, the
    places that filters and matrix begin with, and words to search for; each has a list of its own.
    A milestone that cannot be published is left out and told, every time.

    Raises SettingsError for a wrong `base_url`, and OutputError when the folder cannot be written;
    every file is then either old or new, and the next publication makes up for it.
    """
    folder = OutputFolder(public)
    before, pending = load_manifest(folder), load_pending(folder)
    about = regions[0] if regions else None
    region = about.title if about else ""
    labels = Labels(settings.language)
    edition = Edition(
        settings=settings,
        labels=labels,
        region=region,
        record=record,
        press=Press(settings, labels, region, before.refused),
        places=Places(slug),
        featured=tuple(about.places) if about else (),
        terms=tuple(about.terms) if about else (),
        sources=tuple(sources),
        views={"all": View("all", "", ALL)},
        live=record.is_live(),
    )
    spelled = (text for r in regions for text in (r.id, r.title, *r.places, *r.terms))
    names = (f"{status.source_id} {status.name}" for status in sources)
    after = Manifest(
        seed=fingerprint(_code_print(), settings.model_dump_json(), *spelled, "|", *names),
        revision=record.revision(),
        sources=fingerprint(*map(str, sources)),
        live=edition.live,
    )
    if before.pages and not record.months():
        reason = "nothing to publish; what was published before is kept"
        log.warning("%s", reason)
        return PublishReport((), _count(before), (*before.skipped, ("", reason)))
    there = folder.count(_PAGES)
    catalogue = Catalogue(searches=settings.searches, regions=regions)
    publication = _Publication(
        folder, before, after, edition, catalogue, there, cut_off=pending is not None
    )
    if _is_stale(folder, before, after, there) or (pending and pending.whole):
        report = publication.run(None)
    else:
        report = publication.run(pending or Pending())
    if report.skipped:
        log.warning("%d left out, the first %s: %s", len(report.skipped), *report.skipped[0])
    return report


def _is_stale(folder: OutputFolder, before: Manifest, after: Manifest, there: int) -> bool:
    """Whether all has to be made anew: another seed or record, or files that were lost."""
    return (
        before.seed != after.seed
        or before.live != after.live
        or before.revision > after.revision
        or not all(map(folder.exists, before.documents))
        or there < before.pages
    )


class _Publication:
    """One run; `written` are the paths in the order they appeared, `made` those not of pages."""

    def __init__(
        self,
        folder: OutputFolder,
        before: Manifest,
        after: Manifest,
        edition: Edition,
        catalogue: Catalogue,
        there: int,
        *,
        cut_off: bool,
    ) -> None:
        self._folder = folder
        self._before = before
        self._after = after
        self._edition = edition
        self._there = there  # pages in the folder, each a folder of its own
        self._cut_off = cut_off  # whether another one was: what it wrote is not told by bytes
        self._ledger = Ledger(folder)
        self._catalogue = catalogue
        self._changed: dict[str, Milestone] = {}  # by id; stays empty where all is made
        self._keys: set[str] = set()
        self._gained: Counter[str] = Counter()  # by key of a view
        self._written: list[str] = []
        self._made: dict[str, int] = {}
        self._cleaned = 0

    def run(self, pending: Pending | None) -> PublishReport:
        """Publish what differs, and what `pending` says was begun; all where that is None."""
        whole = pending is None
        self._catalogue.enter_fixed(self._edition.labels)
        if pending is None:
            save_pending(self._folder, Pending(whole=True))
            findings: Iterable[Finding] = self._survey(0, None)
        else:
            self._catalogue.remember(self._before.titles, self._before.names)
            self._catalogue.remember(pending.titles, pending.names)
            findings = list(self._survey(self._before.revision, pending.ids))
            self._keys |= {*pending.views, *(key for f in findings for key in f.keys)}
            if not (findings or self._keys or self._before.sources != self._after.sources):
                return self._nothing()
            ids = tuple(finding.id for finding in findings)
            titles = {k: t for k, t in self._catalogue.titles.items() if k in self._keys}
            names = {k: n for k, n in self._catalogue.names.items() if k in self._keys}
            begun = Pending(ids=ids, views=tuple(sorted(self._keys)), titles=titles, names=names)
            save_pending(self._folder, begun)
            self._changed = {f.id: f.milestone for f in findings if f.milestone}
        with Batch(self._folder) as batch:
            for document in asset_documents():
                self._write(batch, document)
            for document in self._pages(findings):
                self._write(batch, document, page=True)
            self._catalogue.remember(self._before.titles, self._before.names)
            self._complete(whole)
            keys = self._edition.views if whole else self._keys
            for document in documents(
                self._edition,
                {*keys, *self._keys},
                before=Manifest() if whole else self._before,
                changed=self._changed,
                read=(lambda path: None) if whole else self._folder.read,
            ):
                self._write(batch, document)
        if self._edition.settings.hub:
            add_topics(self._folder, self._made if self._cut_off else self._written)
        self._remove(whole)
        return self._finish(whole)

    def _survey(self, since: int, forced: Collection[str] | None) -> Iterator[Finding]:
        return survey(self._edition, self._catalogue, self._ledger, since=since, forced=forced)

    def _pages(self, findings: Iterable[Finding]) -> Iterator[Document]:
        for finding in findings:
            milestone = finding.milestone
            self._keys |= finding.keys
            self._gained.update(finding.gained)
            self._ledger.put(finding.id, finding.line)
            self._cleaned += finding.is_dirty
            if finding.is_gone:
                survivor = milestone.merged_into if milestone else None
                yield gone_document(self._edition, finding.id, survivor)
            elif milestone and finding.line.views and (e := self._edition.press.entry(milestone)):
                yield entry_document(self._edition, e)

    def _complete(self, whole: bool) -> None:
        """Count the views that changed, and find out which archives there are."""
        edition, before = self._edition, self._before
        known = {} if whole else self._known_counts()
        views = {}
        for key in sorted(self._catalogue.titles):
            wanted = self._catalogue.wanted(key)
            count = known[key] if key in known else edition.record.count(wanted)
            views[key] = View(key, self._catalogue.titles[key], wanted, count)
            if key not in before.counts:
                self._keys.add(key)
        edition = dataclasses.replace(edition, views=views)
        held = edition.current(edition.everything)
        archives = archive_keys(edition.record.months(), held)
        self._edition = dataclasses.replace(edition, archives=archives)
        if archives[-1:] != before.archives[-1:]:
            self._keys.add("all")

    def _known_counts(self) -> Mapping[str, int]:
        """Counts that need not be asked for: the last ones, and what the views gained since.

        The total shows whether that is all that happened. It may not be where the last publication
        was cut off or a part of the ledger was lost.
        """
        before = self._before.counts
        total = before.get("all", 0) + self._gained["all"]
        if self._cut_off or total != self._edition.record.count(ALL):
            return {key: n for key, n in before.items() if key not in self._keys}
        return {key: n + self._gained[key] for key, n in before.items()}

    def _write(self, batch: Batch, document: Document, *, page: bool = False) -> None:
        if not page:
            self._made[document.path] = 1
        elif not self._folder.exists(document.path):
            self._there += 1
        if batch.write(document.path, document.render()):
            self._written.append(document.path)

    def _remove(self, whole: bool) -> None:
        paths = (
            sorted(set(self._before.documents) - set(self._made))
            if whole
            else list(obsolete(self._before, self._edition, self._made))
        )
        self._written += [path for path in paths if self._folder.remove(path)]
        kept = {} if whole else dict(self._before.documents)
        self._made = {path: 1 for path in {**kept, **self._made} if path not in paths}

    def _finish(self, whole: bool) -> PublishReport:
        self._ledger.save()
        views = self._edition.views
        told = {} if whole else self._before.faults
        faults = {i: why for i, why in told.items() if i not in self._changed}
        after = dataclasses.replace(
            self._after,
            pages=self._there,
            documents=self._made,
            titles={key: view.title for key, view in views.items()},
            names=self._catalogue.names,
            counts={key: view.count for key, view in views.items()},
            archives=self._edition.archives,
            refused=self._edition.press.refused,
            faults=faults | self._edition.press.faults,
        )
        save_manifest(self._folder, after)
        written = tuple(self._written)
        unchanged = _count(after) - len(written)
        return PublishReport(written, unchanged, after.skipped, self._cleaned)

    def _nothing(self) -> PublishReport:
        if self._after.revision != self._before.revision:
            moved = dataclasses.replace(self._before, revision=self._after.revision)
            save_manifest(self._folder, moved)
        return PublishReport((), _count(self._before), self._before.skipped)


def _count(manifest: Manifest) -> int:
    return len(manifest.documents) + manifest.pages


@cache
def _code_print() -> str:
    """A hash of this package's files: new code or templates make everything anew."""
    here = Path(__file__).parent
    files = sorted(f for f in here.rglob("*") if f.suffix in (".py", ".html", ".css", ".js", ".po"))
    return fingerprint(*(f.read_text(encoding="utf-8") for f in files))
