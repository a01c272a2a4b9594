"""Figures of the front page, as geometry and counts; the template draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline_common.models import Kind
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.labels import KIND_WORDS
from pipeline_common.publish.views import pair_key, pair_slugs

#: Quarters that a small multiple shows at the least and at the most: three and ten years.
_FEWEST, _QUARTERS = 12, 40
#: Places of the matrix.
_PLACES = 9
_SHADES = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One quarter of a small multiple; `height` in hundredths of the common scale."""

    index: int
    height: int


@dataclass(frozen=True, slots=True)
class Multiple:
    """Counts of one kind, a quarter a bar."""

    kind: str
    word: str
    total: int
    peak: int
    bars: tuple[Bar, ...]
    counts: tuple[int, ...]  # one a quarter, for the table


@dataclass(frozen=True, slots=True)
class Multiples:
    """Small multiples on one scale; quarters as (year, quarter), oldest first."""

    quarters: tuple[tuple[int, int], ...]
    peak: int
    charts: tuple[Multiple, ...]

    @property
    def years(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Each year with its counts by kind, in the order of `charts`: the table's rows."""
        years = sorted({year for year, _ in self.quarters}, reverse=True)
        return tuple(
            (
                year,
                tuple(
                    sum(n for n, q in zip(c.counts, self.quarters, strict=True) if q[0] == year)
                    for c in self.charts
                ),
            )
            for year in years
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """Milestones that two places share; `shade` 0 to 5."""

    key: str
    count: int
    shade: int
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Upper triangle of places by places; None below the diagonal."""

    places: tuple[tuple[str, str], ...]
    rows: tuple[tuple[tuple[str, str], tuple[Cell | None, ...]], ...]

    @property
    def top(self) -> Cell:
        """The pair that met most often."""
        return max((cell for _, cells in self.rows for cell in cells if cell), key=_count)


def multiples(counted: Mapping[tuple[Kind, int], int], edition: Edition) -> Multiples | None:
    """Counts by kind and quarter over the last ten years there are; None where no date is known."""
    if not counted:
        return None
    last = max(quarter for _, quarter in counted)
    oldest = min(quarter for _, quarter in counted)
    first = min(max(oldest, last - _QUARTERS + 1), last - _FEWEST + 1)
    span = range(first, last + 1)
    peak = max((n for (_, quarter), n in counted.items() if quarter in span), default=1)
    charts = []
    for kind in KIND_WORDS:
        counts = tuple(counted.get((kind, quarter), 0) for quarter in span)
        if any(counts):
            charts.append(_multiple(kind, counts, peak, edition))
    return Multiples(tuple((q // 4, q % 4 + 1) for q in span), peak, tuple(charts))


def matrix(edition: Edition) -> Matrix | None:
    """How often the places that met most often met each other; None where no two did."""
    pairs = Counter(
        {
            pair_slugs(view.key): view.count
            for view in edition.views.values()
            if view.family == "pair" and view.count
        }
    )
    names = {
        view.key.removeprefix("place/"): view.title
        for view in edition.views.values()
        if view.family == "place"
    }
    if not pairs:
        return None
    rank = {name: index for index, name in enumerate(edition.featured)}
    chosen = sorted(_chosen(pairs), key=lambda slug: rank.get(names.get(slug, ""), len(rank)))
    shown = [(slug, names.get(slug, slug)) for slug in chosen]
    most = max(pairs.values())
    return Matrix(
        tuple(shown[1:]),
        tuple(
            (
                row,
                tuple(
                    _cell(row, column, pairs[_pair(row[0], column[0])], most) if at > y else None
                    for at, column in enumerate(shown)
                    if at
                ),
            )
            for y, row in enumerate(shown[:-1])
        ),
    )


def _chosen(pairs: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """The places of the pairs that met most often, as many as there is room for."""
    chosen: dict[str, None] = {}
    for pair, _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if len({*chosen, *pair}) <= _PLACES:
            chosen |= dict.fromkeys(pair)
    return tuple(chosen)


def _multiple(kind: Kind, counts: tuple[int, ...], peak: int, edition: Edition) -> Multiple:
    return Multiple(
        kind=kind.value,
        word=edition.labels.kind(kind),
        total=sum(counts),
        peak=max(counts),
        bars=tuple(Bar(i, max(4, round(100 * n / peak))) for i, n in enumerate(counts) if n),
        counts=counts,
    )


def _count(cell: Cell) -> int:
    return cell.count


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _cell(row: tuple[str, str], column: tuple[str, str], count: int, most: int) -> Cell:
    shade = -(-count * (_SHADES - 1) // most) if most else 0
    return Cell(pair_key(row[0], column[0]), count, shade, row[1], column[1])
