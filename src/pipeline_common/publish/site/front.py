"""The front page: the latest of the timeline, filters, figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pipeline_common.models import CHINA, Milestone
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.labels import KIND_WORDS
from pipeline_common.publish.record import is_listed
from pipeline_common.publish.site.figures import matrix, multiples
from pipeline_common.publish.site.page import make_page, render_page
from pipeline_common.publish.site.rows import by_year, row_of
from pipeline_common.publish.views import MAX_PARTIES, year_title
from pipeline_common.publish.wording import bounds, instant_words
from pipeline_common.selection import UNDATED

#: Rows shown at the least and at the most; between, the current year and the last twelve months.
_FEWEST, _MOST = 60, 300
#: Places offered as filters; `site.css` has a rule for each.
PLACE_FILTERS = 12
_LATEST = 5


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year with its number of rows."""

    name: str
    title: str
    count: int


def front_document(edition: Edition) -> Document:
    """`index.html`."""
    return Document("index.html", lambda: _render(edition))


def year_links(edition: Edition) -> tuple[YearLink, ...]:
    """Every year that has rows, latest first, open years last."""
    counts = {
        view.key.removeprefix("year/"): view.count
        for view in edition.views.values()
        if view.family == "year" and view.count
    }
    years = sorted(counts, key=lambda year: (year != UNDATED, year), reverse=True)
    return tuple(YearLink(y, year_title(y, edition.labels), counts[y]) for y in years)


def recent(milestones: Sequence[Milestone], newest: datetime | None) -> Sequence[Milestone]:
    """Those of the front page: this year's and the last twelve months', in the order given.

    "Now" is the newest first publication, since no clock is read.
    """
    if newest is None:
        return milestones[:_FEWEST]
    today = newest.astimezone(CHINA).date()
    # The first of January, or the same month a year ago, whichever is earlier.
    since = min(date(today.year, 1, 1), date(today.year - 1, today.month, 1))
    count = sum(1 for m in milestones if (span := bounds(m.date)) and span[0] >= since)
    return milestones[: max(_FEWEST, min(count, _MOST))]


def _render(edition: Edition) -> bytes:
    everything = edition.everything
    latest = [m for m in edition.current(everything) if is_listed(m)][:_LATEST]
    shown = recent(
        edition.latest(everything.wanted, _MOST), latest[0].published if latest else None
    )
    updated = edition.updated
    places = _filters(shown, edition)
    return render_page(
        edition,
        "index.html",
        make_page(edition, "", "", section=""),
        subtitle=edition.settings.subtitle,
        count=everything.count,
        more=max(everything.count - len(shown), 0),
        updated=updated,
        updated_words=instant_words(updated) if updated else "",
        kinds=_kinds(shown, edition),
        places=places,
        places_shown={slug: number for number, (slug, _) in enumerate(places, 1)},
        years=by_year(shown, edition),
        all_years=year_links(edition),
        latest=[(row_of(m, edition), instant_words(m.published)) for m in latest if m.published],
        multiples=multiples(edition.record.quarters(), edition),
        matrix=matrix(edition),
        max_parties=MAX_PARTIES,
    )


def _kinds(milestones: Sequence[Milestone], edition: Edition) -> list[tuple[str, str]]:
    there = {m.kind for m in milestones}
    return [(kind.value, edition.labels.kind(kind)) for kind in KIND_WORDS if kind in there]


def _filters(milestones: Sequence[Milestone], edition: Edition) -> list[tuple[str, str]]:
    """Slug and name of the places to filter by: those of the profile first, then by frequency."""
    seen = Counter(place for m in milestones for place in edition.places(m.places))
    rank = {name: index for index, name in enumerate(edition.featured)}
    order = sorted(seen, key=lambda place: (-seen[place], place))[:PLACE_FILTERS]
    return sorted(order, key=lambda place: (rank.get(place[1], len(rank)), -seen[place], place))
