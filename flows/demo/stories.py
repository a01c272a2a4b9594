"""The stories of the sample sites, read from `stories.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Story:
    """One article of one sample site; `trap` says what it is there for."""

    site: str
    slug: str
    day: date
    title: str
    text: str
    outlet: str
    listed: date
    time: str = "08:30:00"
    trap: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The text by paragraphs."""
        return self.text.strip().split("\n")

    @property
    def cut_title(self) -> str:
        """The title as a narrow listing column shows it."""
        return self.title if len(self.title) <= 20 else self.title[:18] + "..."


def load_stories() -> dict[str, list[Story]]:
    """Stories by site, newest first."""
    raw = tomllib.loads(files(__package__).joinpath("stories.toml").read_text("utf-8"))
    stories: dict[str, list[Story]] = {}
    for fields in raw["story"]:
        day = date.fromisoformat(fields.pop("day"))
        listed = date.fromisoformat(fields.pop("listed", day.isoformat()))
        story = Story(day=day, listed=listed, **fields)
        stories.setdefault(story.site, []).append(story)
    return {site: sorted(told, key=lambda s: s.day, reverse=True) for site, told in stories.items()}
