"""Milestones as rows of a timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pipeline_common.models import Milestone, Status
from pipeline_common.publish import clean
from pipeline_common.publish.addresses import entry_page
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.entries import headline_of, is_corrected, outlet_words, source_of
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.views import year_title
from pipeline_common.publish.wording import date_note, date_words, html_datetime
from pipeline_common.selection import year_of


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of one milestone; `places` are pairs of slug and name."""

    page: str
    headline: str
    mark: str
    day: str  # date without its year
    date: str
    datetime: str
    note: str
    evidence: str
    kind: str
    kind_word: str
    places: tuple[tuple[str, str], ...]
    outlets: str
    source: str | None  # address of the best report


@dataclass(frozen=True, slots=True)
class Year:
    """Rows of one year, latest first; `name` is "2026" or "undated"."""

    name: str
    title: str
    rows: tuple[Row, ...]


def row_of(milestone: Milestone, edition: Edition) -> Row:
    """The row of a milestone."""
    labels = edition.labels
    mark = labels("撤回") if milestone.status is Status.WITHDRAWN else ""
    if not mark and is_corrected(milestone):
        mark = labels("更正")
    date = date_words(milestone.date, labels)
    headline = headline_of(milestone, labels)
    evidence = clean.line(milestone.evidence, 140)
    return Row(
        page=entry_page(milestone.id),
        headline=headline,
        mark=mark,
        day=_without_year(date, labels),
        date=date,
        datetime=html_datetime(milestone.date),
        note=date_note(milestone.date, labels),
        evidence="" if evidence.rstrip("。") in headline else evidence,
        kind=milestone.kind.value,
        kind_word=labels.kind(milestone.kind),
        places=edition.places(milestone.places),
        outlets=outlet_words(milestone, labels),
        source=source_of(milestone),
    )


def by_year(milestones: Iterable[Milestone], edition: Edition) -> tuple[Year, ...]:
    """Rows under the year of their event, in the order given."""
    groups = groupby(milestones, key=year_of)
    return tuple(
        Year(year, year_title(year, edition.labels), tuple(row_of(m, edition) for m in found))
        for year, found in groups
    )


def _without_year(date: str, labels: Labels) -> str:
    """The date under the heading of its year: "11月20日"; the whole where only a year is known."""
    if not labels.chinese:
        return date
    year, found, rest = date.partition("年")
    return rest if found and rest and year.isdigit() else date
