"""The page of each view, and of the months of a full year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from pipeline_common.models import Milestone
from pipeline_common.publish.addresses import view_page
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.opml import FAMILIES
from pipeline_common.publish.site.page import make_page, render_page
from pipeline_common.publish.site.rows import by_year
from pipeline_common.publish.views import View, year_title
from pipeline_common.selection import UNDATED, Selection, year_of

#: Rows of a page. A year with more has a page for each of its months.
ROWS = 300
#: Months of a year as their pages are called; "00" for events whose month is open.
_MONTHS = tuple(f"{number:02}" for number in (*range(1, 13), 0))

#: Family, heading, (key, title, count) of its views.
Families = tuple[tuple[str, str, tuple[tuple[str, str, int], ...]], ...]


def list_documents(
    edition: Edition, views: Iterable[View], months: Collection[str], there: Collection[str]
) -> Iterator[Document]:
    """The pages of these views, and of the months of years that have too many rows for one.

    `months` are those that changed ("2026-03"), `there` the files that exist.
    """
    for view in views:
        if view.family == "year" and is_parted(view):
            year = view.key.removeprefix("year/")
            for month in _MONTHS:
                name = f"{year}-{month}"
                if name in months or f"{month_page(name)}index.html" not in there:
                    yield _month_document(edition, view, name)
        if view.key != "all":
            yield _document(edition, view)


def is_parted(view: View) -> bool:
    """Whether a year is shown by month."""
    return view.count > ROWS and view.key != f"year/{UNDATED}"


def month_page(month: str) -> str:
    """Path of the page of a month of events: "year/2026/03/"."""
    return f"year/{month.replace('-', '/')}/"


def month_files(view: View) -> Iterator[str]:
    """Paths of the pages of a year's months."""
    year = view.key.removeprefix("year/")
    return (f"{month_page(f'{year}-{month}')}index.html" for month in _MONTHS)


def families(edition: Edition) -> Families:
    """The views by family: kinds and places by number of rows, years latest first."""
    found: dict[str, list[tuple[str, str, int]]] = {family: [] for family in FAMILIES}
    for view in edition.views.values():
        if view.family in found:
            found[view.family].append((view.key, view.title, view.count))
    for family, views in found.items():
        if family == "year":
            views.sort(key=lambda item: item[0].replace("undated", ""), reverse=True)
        else:
            views.sort(key=lambda item: (-item[2], item[0]))
    return tuple(
        (family, edition.labels(heading), tuple(found[family]))
        for family, heading in FAMILIES.items()
        if found[family]
    )


def _document(edition: Edition, view: View) -> Document:
    def render() -> bytes:
        milestones = edition.latest(view.wanted, ROWS)
        months = _month_links(edition, view) if view.family == "year" and is_parted(view) else ()
        return _render(edition, view, view_page(view.key), view.title, milestones, months)

    return Document(view_page(view.key) + "index.html", render)


def _month_document(edition: Edition, view: View, month: str) -> Document:
    def render() -> bytes:
        milestones = edition.latest(Selection(year=month))
        title = _month_title(edition, month)
        return _render(edition, view, month_page(month), title, milestones, ())

    return Document(month_page(month) + "index.html", render)


def _render(
    edition: Edition,
    view: View,
    path: str,
    title: str,
    milestones: Sequence[Milestone],
    months: Sequence[tuple[str, str, int]],
) -> bytes:
    labels = edition.labels
    whole = path == view_page(view.key)
    return render_page(
        edition,
        "list.html",
        make_page(edition, path, title, view=view, section="browse/"),
        count=view.count if whole else len(milestones),
        more=max(view.count - len(milestones), 0) if whole else 0,
        parent=None if whole else (view.key, view.title),
        family=view.family,
        family_word=labels(FAMILIES[view.family]),
        months=months,
        span="" if view.family == "year" else _span(edition, milestones),
        years=by_year(milestones, edition),
    )


def _span(edition: Edition, milestones: Sequence[Milestone]) -> str:
    years = [year for m in milestones if (year := year_of(m)) != UNDATED]
    if not years or years[0] == years[-1]:
        return ""
    return edition.labels("{first}年至{last}年", first=years[-1], last=years[0])


def _month_links(edition: Edition, view: View) -> list[tuple[str, str, int]]:
    """Path, title and number of rows of each month that has any."""
    year = view.key.removeprefix("year/")
    counted = ((m, edition.record.count(Selection(year=f"{year}-{m}"))) for m in _MONTHS)
    return [
        (month_page(f"{year}-{m}"), _month_title(edition, f"{year}-{m}"), count)
        for m, count in counted
        if count
    ]


def _month_title(edition: Edition, month: str) -> str:
    year, _, number = month.partition("-")
    if number == "00":
        return edition.labels("{year}年（月份未详）", year=year)
    if not edition.labels.chinese:
        return month
    return f"{year_title(year, edition.labels)}{int(number)}月"
