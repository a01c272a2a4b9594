"""A watched column of a site, as the catalogue declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Advice(StrEnum):
    """Whether a source of the catalogue is crawled."""

    SHIP = "ship"  # on by default
    VERIFY = "verify"  # off until somebody has looked at the live page once
    BLOCKED = "blocked"  # the site refuses crawlers; we respect that
    EXCLUDE = "exclude"  # nothing here that can be read; `reason` says why


class Trust(StrEnum):
    """How far a source, or one article, may supply facts to a merge."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"  # spun, injected or machine-made text: counted, never believed


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing page of a source; `url` may hold {YYYY}, {MM}, {DD} for daily papers."""

    url: str
    label: str = ""
    params: Mapping[str, str] = field(default_factory=dict)  # e.g. {"unitid": "380055"}


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS overrides of a source; an empty one means "what the family says"."""

    row: str = ""
    link: str = ""
    title: str = ""
    date: str = ""
    body: str = ""
    article_title: str = ""
    article_date: str = ""
    outlet: str = ""
    remove: str = ""  # parts of the body that are not text of the article
    keys: Mapping[str, str] = field(default_factory=dict)  # JSON lists: {"items": "data.list", ...}


@dataclass(frozen=True, slots=True)
class Source:
    """A watched column of a site, as its file in `crawler/sources/` declares it."""

    id: str
    name: str
    family: str
    listings: tuple[Listing, ...]
    region: str = ""  # folder of the catalogue: "jiangxi", "yangtze_delta", ... "national"
    profiles: tuple[str, ...] = ()  # region profiles it serves: "changjiufu", ...
    kind: str = "government"  # or "media"
    home_place: str | None = None  # who 我市 / 我省 is, short name: "南昌"
    outlet: str = ""  # outlet of its articles where the page names none
    homepage: str = ""
    advice: Advice = Advice.VERIFY
    reason: str = ""
    group: str = "default"  # sources of one group are crawled together, on one schedule
    trust: Trust = Trust.NORMAL
    encoding: str | None = None  # overrides everything the page says
    tls: str = "default"  # or "legacy"
    external_links: str = "keep"  # or "skip": rows that lead to another host
    fetch_articles: bool = True  # False where the list itself carries the text
    max_pages: int = 1
    min_rows: int = 1
    max_silence_days: int | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    selectors: Selectors = Selectors()

    @property
    def enabled(self) -> bool:
        """Whether a run without arguments crawls it."""
        return self.advice is Advice.SHIP
