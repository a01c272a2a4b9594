"""Which lists exist: everything, and one for each kind, place, pair of places, year and source.

Each has a page and a feed in every format, under an ASCII name that stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from pipeline_common.models import CHINA, Milestone, Status
from pipeline_common.publish import clean
from pipeline_common.publish.labels import KIND_WORDS, Labels

#: A meeting of forty cities says little about any two of them: only events with at most this many
#: parties count towards pairs.
MAX_PARTIES = 8
#: Key of the year view of events whose year is open.
UNDATED = "undated"

#: A stable ASCII name of a place, "360100".
PlaceSlug = Callable[[str], str]

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class View:
    """A list of milestones, newest event first."""

    key: str  # "all", "kind/agreement", "place/360100", "pair/360100-360400", "year/2026", ...
    title: str  # "签约", "南昌与九江"; that of everything is empty
    milestones: tuple[Milestone, ...]

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
    place_slug: PlaceSlug,
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
        for key, title in _keys(milestone, labels, place_slug, source_names):
            members[key].append(milestone)
            titles[key] = title
    return tuple(View(key, titles[key], tuple(members[key])) for key in sorted(titles))


def places_of(milestone: Milestone, place_slug: PlaceSlug) -> tuple[tuple[str, str], ...]:
    """Slug and clean name of each party, in order, none twice."""
    found: dict[str, str] = {}
    for place in milestone.places:
        if name := clean.line(place, 60):
            found.setdefault(safe_slug(place_slug(name)), name)
    return tuple(found.items())


def pair_key(first: str, second: str) -> str:
    """Key of the view of two places, by slug, in either order."""
    return "pair/" + "_".join(sorted((first, second)))


def safe_slug(text: str) -> str:
    """The text if it can be a folder's name everywhere, else a name made from its hash."""
    if _SLUG.fullmatch(text) and ".." not in text and len(text) <= 80:
        return text
    return "x" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


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
    milestone: Milestone, labels: Labels, place_slug: PlaceSlug, source_names: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    yield "all", ""
    yield f"kind/{milestone.kind.value}", labels.kind(milestone.kind)
    year = year_of(milestone)
    yield (
        f"year/{year}",
        labels("日期未详") if year == UNDATED else labels("{year}年", year=year),
    )
    places: Sequence[tuple[str, str]] = places_of(milestone, place_slug)
    for slug, name in places:
        yield f"place/{slug}", name
    if len(places) <= MAX_PARTIES:
        for one, other in combinations(sorted(places), 2):
            yield pair_key(one[0], other[0]), labels("{one}与{other}", one=one[1], other=other[1])
    for source in dict.fromkeys(report.source_id for report in milestone.reports):
        yield f"source/{safe_slug(source)}", clean.line(source_names(source), 80) or source
