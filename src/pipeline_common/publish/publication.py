"""Publishing: milestones in, files out, only those whose bytes change.

milestones -> survey: fingerprints; all as last time: done                       (pure)
| edition: entries, views                                                        (pure)
| documents: assets, entry pages, archives, feeds, data, lists, front page       (key, renderer)
| manifest: a document whose key is known is neither rendered nor compared
| files: only where bytes changed, whole or not at all
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from pipeline_common.models import Milestone, Status
from pipeline_common.publish import clean, data
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.edition import Document, Edition, Skipped, prepare
from pipeline_common.publish.feed_documents import feed_documents
from pipeline_common.publish.files import Batch, OutputFolder
from pipeline_common.publish.fingerprints import fingerprint
from pipeline_common.publish.manifest import Manifest, load_manifest, mark_dirty, save_manifest
from pipeline_common.publish.places import Places
from pipeline_common.publish.site.documents import asset_documents, page_documents
from pipeline_common.publish.site.entry_pages import entry_documents, gone_document
from pipeline_common.publish.status import SourceStatus
from pipeline_common.publish.survey import make_survey
from pipeline_common.regions.gazetteer import slug
from pipeline_common.settings import PublishSettings

log = logging.getLogger(__name__)


class Profile(Protocol):
    """What is needed of a region profile."""

    @property
    def title(self) -> str:
        """Name of the region."""

    @property
    def places(self) -> Collection[str]:
        """Short names of its places, most important first."""


_ENTRY_FOLDER = "m/"


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a publication came to: paths written or removed, files left alone, ids left out."""

    written: tuple[str, ...] = ()
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()  # id and reason
    cleaned: int = 0  # milestones whose texts held characters that are never published


def publish(
    milestones: Sequence[Milestone],
    *,
    settings: PublishSettings,
    public: Path,
    sources: Sequence[SourceStatus] = (),
    profile: Profile | None = None,
) -> PublishReport:
    """Write feeds, pages and data for these milestones into the folder `public`.

    A pure function of its arguments and of what was published before: the same milestones give the
    same bytes, and then nothing is written. `profile` gives a category and the places that
    filters and matrix begin with. A milestone that cannot be published is left out and told.

    Raises SettingsError for a wrong `base_url`, and OutputError when the folder cannot be written;
    every file is then either old or new.
    """
    folder = OutputFolder(public)
    before = load_manifest(folder)
    region, featured = (profile.title, tuple(profile.places)) if profile else ("", ())
    seed = fingerprint(_code_print(), settings.model_dump_json(), region, *featured)
    survey = make_survey(milestones, seed=seed, also=map(str, sources))
    if survey.whole == before.whole and all(map(folder.exists, before.documents)):
        return PublishReport(unchanged=len(before.documents))
    edition = prepare(
        survey,
        settings=settings,
        region=region,
        featured=featured,
        places=Places(slug),
        sources=sources,
        former=before.views.items(),
        proven=set(before.documents.values()),
    )
    if not edition.entries and any(path.startswith(_ENTRY_FOLDER) for path in before.documents):
        reason = "nothing to publish; what was published before is kept"
        log.warning("%s", reason)
        return PublishReport((), len(before.documents), (*edition.skipped, ("", reason)))
    written, after = _write(folder, before, edition, milestones, survey.whole)
    skipped = tuple(dict(edition.skipped).items())
    if skipped:
        log.warning("%d left out, the first %s: %s", len(skipped), *skipped[0])
    return PublishReport(
        tuple(written), len(after.documents) - len(written), skipped, _dirty_count(milestones)
    )


def documents(
    edition: Edition, milestones: Iterable[Milestone], published: Iterable[str]
) -> Iterator[Document]:
    """Every file in the order it has to appear: nothing names a file that is not there yet.

    `published` are paths of earlier files; pages of milestones that are no more stay, and say so.
    """
    yield from asset_documents(edition)
    yield from entry_documents(edition)
    yield from _gone(edition, milestones, published)
    yield from feed_documents(edition)
    yield from _data_documents(edition)
    yield from page_documents(edition)


def _write(
    folder: OutputFolder,
    before: Manifest,
    edition: Edition,
    milestones: Sequence[Milestone],
    whole: str,
) -> tuple[list[str], Manifest]:
    written: list[str] = []
    keys: dict[str, str] = {}
    dirty = False
    with Batch(folder) as batch:
        for document in documents(edition, milestones, before.documents):
            keys[document.path] = document.key
            if before.documents.get(document.path) == document.key and folder.exists(document.path):
                continue
            if not dirty:
                mark_dirty(folder)
                dirty = True
            faults = len(edition.skipped)
            if batch.write(document.path, document.render()):
                written.append(document.path)
            if len(edition.skipped) > faults:
                keys[document.path] = ""  # rendered again next time: the fault is told again
    written += [path for path in before.documents if path not in keys and folder.remove(path)]
    views = {view.key: view.title for view in edition.views}
    after = Manifest(keys, views, "" if edition.skipped else whole)
    if dirty or after != before:
        save_manifest(folder, after)
    return written, after


def _gone(
    edition: Edition, milestones: Iterable[Milestone], published: Iterable[str]
) -> Iterator[Document]:
    survivors: Mapping[str, str | None] = {
        entry_page(m.id): m.merged_into for m in milestones if m.status is Status.MERGED
    }
    pages = {
        path.removesuffix("index.html") for path in published if path.startswith(_ENTRY_FOLDER)
    }
    live = {entry_page(identity) for identity in edition.entries}
    for page in sorted((pages | set(survivors)) - live):
        yield gone_document(edition, page, survivors.get(page))


def _data_documents(edition: Edition) -> Iterator[Document]:
    everything = edition.everything.milestones
    key = edition.key("data", of=everything)
    yield Document("data/milestones.json", key, lambda: data.render_json(everything, edition))
    yield Document("data/milestones.csv", key, lambda: data.render_csv(everything, edition))
    yield Document("data/schema.json", edition.key("schema"), data.render_schema)


def _dirty_count(milestones: Iterable[Milestone]) -> int:
    return sum(
        any(
            map(
                clean.is_dirty,
                (m.headline, m.evidence, *m.places, *m.documents, *(r.title for r in m.reports)),
            )
        )
        for m in milestones
    )


@cache
def _code_print() -> str:
    """A hash of this package's files: new code or templates render everything anew."""
    here = Path(__file__).parent
    files = sorted(f for f in here.rglob("*") if f.suffix in (".py", ".html", ".css", ".js"))
    return fingerprint(*(f.read_text(encoding="utf-8") for f in files))
