"""Which lists exist: everything, and one for each kind, place, pair of places, year and source.

Each has a page and a feed in every format, under an ASCII name that stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from pipeline_common.models import CHINA, Milestone, Status
from pipeline_common.publish import clean
from pipeline_common.publish.labels import KIND_WORDS, Labels
from pipeline_common.publish.places import Places, safe_slug

#: A meeting of forty cities says little about any two of them: only events with at most this many
#: parties count towards pairs.
MAX_PARTIES = 8
#: Key of the year view of events whose year is open.
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class View:
    """A list of milestones, newest event first."""

    key: str  # "all", "kind/agreement", "place/360100", "pair/360100-360400", "year/2026", ...
    title: str  # "签约", "南昌与九江"; that of everything is empty
    milestones: tuple[Milestone, ...]  # all that are fed
    count: int = 0  # those that are listed

    @property
    def family(self) -> str:
        """all, kind, place, pair, year or source."""
        return self.key.partition("/")[0]


def is_listed(milestone: Milestone) -> bool:
    """Whether a milestone stands in lists and counts; a withdrawn one only in feeds."""
    return milestone.status is Status.ACTIVE


def is_fed(milestone: Milestone) -> bool:
    """Whether a milestone may be in a feed: hidden and merged ones are gone."""
    return milestone.status in (Status.ACTIVE, Status.WITHDRAWN)


def by_event(milestone: Milestone) -> tuple[str, str]:
    """Sort key by event, oldest first; open years and missing dates come before every year."""
    known = milestone.date is not None and milestone.date.known
    return (milestone.date.sort_key if known and milestone.date else "", milestone.id)


def make_views(
    milestones: Iterable[Milestone],
    *,
    labels: Labels,
    places: Places,
    source_names: Callable[[str], str],
    former: Iterable[tuple[str, str]] = (),
) -> tuple[View, ...]:
    """All views, each with what is fed in it; `former` are keys and titles that must stay alive.

    A view that lost its last milestone stays as an empty one: its subscribers get no 404.
    """
    ordered = sorted(filter(is_fed, milestones), key=by_event, reverse=True)
    members: dict[str, list[Milestone]] = defaultdict(list)
    titles: dict[str, str] = dict(former)
    titles["all"] = ""
    for kind in KIND_WORDS:
        titles[f"kind/{kind.value}"] = labels.kind(kind)
    for milestone in ordered:
        for key, title in _keys(milestone, labels, places, source_names):
            if key not in members:
                titles[key] = title()
            members[key].append(milestone)
    members["all"] = ordered
    return tuple(_view(key, titles[key], members[key]) for key in sorted(titles))


def _view(key: str, title: str, members: list[Milestone]) -> View:
    return View(key, title, tuple(members), sum(map(is_listed, members)))


def pair_key(first: str, second: str) -> str:
    """Key of the view of two places, by slug, in either order."""
    return "pair/" + "_".join(sorted((first, second)))


def pair_title(first: str, second: str, labels: Labels) -> str:
    """Title of the view of two places, by name."""
    return labels("{one}与{other}", one=first, other=second)


def year_title(year: str, labels: Labels) -> str:
    """Title of the view of a year: "2026年", "日期未详"."""
    return labels("日期未详") if year == UNDATED else labels("{year}年", year=year)


def year_of(milestone: Milestone) -> str:
    """Year of the event, "2026"; UNDATED where it is open."""
    when = milestone.date
    return when.edtf[:4] if when and when.known else UNDATED


def month_of(milestone: Milestone) -> str:
    """Month of first publication in China, "2026-11"."""
    if milestone.published is None:
        return ""
    return f"{milestone.published.astimezone(CHINA):%Y-%m}"


def _keys(
    milestone: Milestone, labels: Labels, places: Places, source_names: Callable[[str], str]
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Key and title of each view a milestone is in; titles are made only where they are new."""
    year = year_of(milestone)
    yield f"year/{year}", lambda: year_title(year, labels)
    yield f"kind/{milestone.kind.value}", lambda: labels.kind(milestone.kind)
    parties = places(milestone.places)
    for slug, name in parties:
        yield f"place/{slug}", lambda name=name: name  # type: ignore[misc]
    if len(parties) <= MAX_PARTIES:
        for one, other in combinations(sorted(parties), 2):
            yield pair_key(one[0], other[0]), partial(pair_title, one[1], other[1], labels)
    for source in dict.fromkeys(report.source_id for report in milestone.reports):
        yield f"source/{safe_slug(source)}", partial(_source_title, source, source_names)


def _source_title(source: str, names: Callable[[str], str]) -> str:
    return clean.line(names(source), 80) or clean.line(source, 80)
