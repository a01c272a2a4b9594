"""Which lists exist: everything, and one for each kind, place, pair of places, region, year, source
and saved search.

Each has a page and a feed in every format, under an ASCII name that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Protocol

from pipeline_common.models import Kind, Milestone
from pipeline_common.publish import clean
from pipeline_common.publish.labels import KIND_WORDS, Labels
from pipeline_common.publish.places import Places, safe_slug
from pipeline_common.selection import UNDATED, Selection, matches, month_of_event, year_of
from pipeline_common.settings import SearchSettings

#: A meeting of forty cities says little about any two of them: only events with at most this many
#: parties count towards pairs.
MAX_PARTIES = 8


class Region(Protocol):
    """What is needed of a region profile."""

    @property
    def id(self) -> str:
        """Its name in paths, ASCII."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def places(self) -> Collection[str]:
        """Short names of its places, most important first."""

    @property
    def terms(self) -> Sequence[str]:
        """Words by which it is talked about."""

    def covers(self, place: str) -> bool:
        """Whether a place is one of them or lies in one."""


@dataclass(frozen=True, slots=True)
class View:
    """A list of milestones."""

    key: str  # "all", "kind/agreement", "place/360100", "pair/360100_360400", "year/2026", ...
    title: str  # "签约", "南昌与九江"; that of everything is empty
    wanted: Selection
    count: int = 0  # those that are listed

    @property
    def family(self) -> str:
        """all, kind, place, pair, region, year, source or saved."""
        return self.key.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The views there are, by key; none ever goes, since its subscribers must get no 404.

    `names` holds what a place's or source's slug stands for, and the parties that a region covers:
    {"place/360100": ["南昌"], "region/changjiufu": ["南昌", "永修"]}.
    """

    titles: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    searches: Mapping[str, SearchSettings] = field(default_factory=dict)
    regions: Sequence[Region] = ()

    def enter(
        self,
        milestone: Milestone,
        *,
        labels: Labels,
        places: Places,
        source_name: Callable[[str], str],
    ) -> tuple[str, ...]:
        """Keys of the views a milestone is in; those that are new become part of the catalogue."""
        year = year_of(milestone)
        found = {
            f"year/{year}": year_title(year, labels),
            f"kind/{milestone.kind.value}": labels.kind(milestone.kind),
        }
        for name in milestone.places:
            for slug, title in places((name,)):
                found.setdefault(f"place/{slug}", title)
                self._name(f"place/{slug}", name)
            for region in self.regions:
                if region.covers(name):
                    found[f"region/{region.id}"] = clean.line(region.title, 80)
                    self._name(f"region/{region.id}", name)
        parties = places(milestone.places)
        if len(milestone.places) <= MAX_PARTIES:
            for one, other in combinations(sorted(parties), 2):
                found[pair_key(one[0], other[0])] = pair_title(one[1], other[1], labels)
        for source in dict.fromkeys(report.source_id for report in milestone.reports):
            key = f"source/{safe_slug(source)}"
            found[key] = clean.line(source_name(source), 80) or clean.line(source, 80)
            self._name(key, source)
        for key, title in found.items():
            self.titles.setdefault(key, title)
        saved = (key for key in self.searches if matches(milestone, self.wanted(f"saved/{key}")))
        return ("all", month_key(month_of_event(milestone)), *found, *(f"saved/{k}" for k in saved))

    def enter_fixed(self, labels: Labels) -> None:
        """Enter the views that exist without any milestone."""
        self.titles["all"] = ""
        for kind in KIND_WORDS:
            self.titles[f"kind/{kind.value}"] = labels.kind(kind)
        for region in self.regions:
            self.titles[f"region/{region.id}"] = clean.line(region.title, 80)
        for key, search in self.searches.items():
            self.titles[f"saved/{key}"] = clean.line(search.title, 80) or key

    def remember(self, titles: Mapping[str, str], names: Mapping[str, Sequence[str]]) -> None:
        """Take over what was known before; what was entered anew stays, regions are as they are."""
        for key, title in titles.items():
            self.titles.setdefault(key, title)
        covering = {f"region/{region.id}": region.covers for region in self.regions}
        for key, known in names.items():
            for name in known:
                if key not in covering or covering[key](name):
                    self._name(key, name)

    def wanted(self, key: str) -> Selection:
        """What a view holds."""
        family, _, name = key.partition("/")
        match family:
            case "kind":
                return Selection(kind=Kind(name))
            case "place" | "region":
                return Selection(places=(self._names(key),))
            case "pair":
                groups = tuple(self._names(f"place/{slug}") for slug in name.split("_"))
                return Selection(places=groups, most_parties=MAX_PARTIES)
            case "year" | "month":
                return Selection(year=name.replace("/", "-"))
            case "source":
                return Selection(sources=self._names(key))
            case "saved" if name in self.searches:
                return _selection(self.searches[name])
            case "saved":  # no longer in the settings: an empty feed, not a 404
                return Selection(sources=("",))
        return Selection()

    def _name(self, key: str, name: str) -> None:
        known = self.names.setdefault(key, [])
        if name not in known:
            known.append(name)
            known.sort()

    def _names(self, key: str) -> tuple[str, ...]:
        return tuple(self.names.get(key, ("",)))


def pair_key(first: str, second: str) -> str:
    """Key of the view of two places, by slug, in either order."""
    return "pair/" + "_".join(sorted((first, second)))


def pair_slugs(key: str) -> tuple[str, str]:
    """The slugs of a pair's key."""
    one, _, other = key.removeprefix("pair/").partition("_")
    return one, other


def pair_title(first: str, second: str, labels: Labels) -> str:
    """Title of the view of two places, by name."""
    return labels("{one}与{other}", one=first, other=second)


def month_key(month: str) -> str:
    """Key of the page of a month of events: "month/2026-03"."""
    return f"month/{month}"


def year_title(year: str, labels: Labels) -> str:
    """Title of the view of a year: "2026年", "日期未详"."""
    return labels("日期未详") if year == UNDATED else labels("{year}年", year=year)


def _selection(search: SearchSettings) -> Selection:
    return Selection(
        kind=search.kind,
        places=tuple((place,) for place in search.places),
        sources=tuple(search.sources),
        since=search.since,
        until=search.until,
        words=tuple(search.words.split()),
    )
