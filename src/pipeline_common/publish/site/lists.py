"""The page of each view, and the page of all views."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline_common.publish.addresses import view_page
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.opml import FAMILIES
from pipeline_common.publish.site.page import make_page, render_page
from pipeline_common.publish.site.rows import by_year
from pipeline_common.publish.views import View, is_listed, year_of

#: Rows of a page; a year's page shows all of its year.
_ROWS = 300

#: Family, heading, (key, title, count) of its views.
Families = tuple[tuple[str, str, tuple[tuple[str, str, int], ...]], ...]


def list_documents(edition: Edition) -> Iterator[Document]:
    """The page of every view but that of all."""
    for view in edition.views:
        if view.key != "all":
            yield _document(edition, view)


def families(edition: Edition) -> Families:
    """The views by family: kinds and places by number of rows, years latest first."""
    found: dict[str, list[tuple[str, str, int]]] = {family: [] for family in FAMILIES}
    for view in edition.views:
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
    milestones = [m for m in view.milestones if is_listed(m)]
    shown = milestones if view.family == "year" else milestones[:_ROWS]

    def render() -> bytes:
        years = [year_of(m) for m in milestones if m.date and m.date.known]
        return render_page(
            edition,
            "list.html",
            make_page(edition, view_page(view.key), view.title, view=view, section="browse/"),
            count=len(milestones),
            more=len(milestones) - len(shown),
            span=edition.labels("{first}年至{last}年", first=years[-1], last=years[0])
            if years and view.family != "year" and years[0] != years[-1]
            else "",
            family=view.family,
            family_word=edition.labels(FAMILIES[view.family]),
            years=by_year(shown, edition),
        )

    key = edition.key("list", view.key, view.title, of=milestones)
    return Document(view_page(view.key) + "index.html", key, render)
