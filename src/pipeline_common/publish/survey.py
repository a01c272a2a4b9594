"""What differs from the last publication: each milestone whose fingerprint is another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline_common.models import Milestone, Status
from pipeline_common.publish import clean
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.fingerprints import milestone_print
from pipeline_common.publish.ledger import Ledger, Line
from pipeline_common.publish.record import is_fed, is_listed, month_of
from pipeline_common.publish.views import Catalogue


@dataclass(frozen=True, slots=True)
class Finding:
    """A milestone that differs: its line in the ledger before and now."""

    id: str
    milestone: Milestone | None  # None: it is no longer in the record
    before: Line | None
    line: Line

    @property
    def keys(self) -> set[str]:
        """Keys of all that it stands or stood in."""
        return {*self.line.keys, *(self.before.keys if self.before else ())}

    @property
    def gained(self) -> Mapping[str, int]:
        """By how many each of its views grew: 1, 0 or -1."""
        grown = Counter(self.line.keys if self.line.listed else ())
        grown.subtract(self.before.keys if self.before and self.before.listed else ())
        return grown

    @property
    def is_dirty(self) -> bool:
        """Whether it holds characters that are never published."""
        if (told := self.milestone) is None:
            return False
        titles = (report.title for report in told.reports)
        texts = (told.headline, told.evidence, *told.places, *told.documents)
        return any(map(clean.is_dirty, (*texts, *titles)))

    @property
    def is_gone(self) -> bool:
        """Whether a page has to say that it is no more."""
        return self.line.paged and not self.line.views


def survey(
    edition: Edition,
    catalogue: Catalogue,
    ledger: Ledger,
    *,
    since: int,
    forced: Collection[str] | None = (),
) -> Iterator[Finding]:
    """Everything that differs after the revision `since` of the record, one at a time.

    Milestones whose ids are in `forced` are taken for different; with None all are. What is met is
    entered into the catalogue; the ledger is left as it is.
    """
    record = edition.record
    seen = set()
    complete = since == 0 or record.revision() == 0
    for milestone in record.changed(since):
        seen.add(milestone.id)
        before = ledger.get(milestone.id)
        mark = milestone_print(milestone)
        if forced is None or milestone.id in forced or not before or before.mark != mark:
            views = " ".join(_keys(edition, catalogue, milestone))
            known = milestone.status is Status.MERGED or bool(before and before.paged)
            line = Line(mark, views, bool(views) or known, bool(views) and is_listed(milestone))
            yield Finding(milestone.id, milestone, before, line)
    if complete:
        for identity in sorted(set(ledger.ids()) - seen):
            before = ledger.get(identity)
            if forced is None or identity in forced or (before and before.mark):
                yield Finding(identity, None, before, Line("", "", bool(before and before.paged)))


def _keys(edition: Edition, catalogue: Catalogue, milestone: Milestone) -> tuple[str, ...]:
    if not is_fed(milestone) or edition.press.entry(milestone) is None:
        return ()
    names = {status.source_id: status.name for status in edition.sources}
    keys = catalogue.enter(
        milestone,
        labels=edition.labels,
        places=edition.places,
        source_name=lambda source: names.get(source) or source,
    )
    return (*keys, f"archive/{month_of(milestone)}")
